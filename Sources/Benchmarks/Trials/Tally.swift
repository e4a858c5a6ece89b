internal import Model

/// Scores of many worlds added up.
package struct Tally: Sendable {
  package private(set) var worlds = 0
  private var matrix: [String: [String: Int]] = [:]
  private var delays: [String: [Duration]] = [:]
  private var near = Rate(), far = Rate(), sides = Rate(), causes = Rate(), instants = Rate()
  private var withFalseIncidents: [UInt64] = [], withNearFalseDowns: [UInt64] = [],
    withFalseDowns: [UInt64] = []
  private var withBaselessGreens: [UInt64] = [], withBystanders: [UInt64] = [],
    withFalseMembers: [UInt64] = []
  private var withWrongSides: [UInt64] = [], withWrongCauses: [UInt64] = []
  package private(set) var observations = 0

  package init() {}

  /// So many of so many.
  package struct Rate: Sendable {
    package var right = 0, all = 0

    package var share: Double { all == 0 ? 1 : Double(right) / Double(all) }

    mutating func add(_ isRight: Bool) {
      all += 1
      if isRight { right += 1 }
    }
  }

  package mutating func add(_ score: Score) {
    worlds += 1
    observations += score.observations
    instants.all += score.instants
    instants.right += score.rightInstants
    for fault in score.faults {
      matrix[fault.truth, default: [:]][fault.told, default: 0] += 1
      if let delay = fault.delay { delays[fault.truth, default: []].append(delay) }
      sides.add(fault.isSideRight)
      causes.add(fault.isRight)
      if fault.isNear { near.add(fault.isRight) } else { far.add(fault.isRight) }
      if !fault.isSideRight { withWrongSides.append(score.seed) }
      if !fault.isRight { withWrongCauses.append(score.seed) }
    }
    if !score.falseIncidents.isEmpty { withFalseIncidents.append(score.seed) }
    if !score.nearFalseDowns.isEmpty { withNearFalseDowns.append(score.seed) }
    if !score.falseDowns.isEmpty { withFalseDowns.append(score.seed) }
    if !score.baselessGreens.isEmpty { withBaselessGreens.append(score.seed) }
    if !score.bystanders.isEmpty { withBystanders.append(score.seed) }
    if !score.falseMembers.isEmpty { withFalseMembers.append(score.seed) }
  }

  // MARK: What the issue asks for

  /// Faults of which the side told is right.
  package var sideRight: Double { sides.share }
  /// Faults of which the condition, or the cause or rightly none, is told.
  package var causeRight: Double { causes.share }
  package var conditionRight: Double { near.share }
  package var farCauseRight: Double { far.share }
  package var instantsRight: Double { instants.share }
  package var worldsWithFalseIncidents: Int { withFalseIncidents.count }
  package var worldsWithNearFalseDowns: Int { withNearFalseDowns.count }
  package var worldsWithFalseDowns: Int { withFalseDowns.count }
  package var worldsWithBaselessGreens: Int { withBaselessGreens.count }
  /// Worlds in which a bystander was blamed at any instant.
  package var bystanders: Double { Double(withBystanders.count) / Double(max(1, worlds)) }
}

extension Tally {
  package var report: String {
    var lines = ["\(worlds) worlds, \(observations) observations", ""]
    lines += matrixLines + [""]
    lines += [
      line("side right, faults", percent(sides.share), "99.5 %", withWrongSides),
      line("side right, instants", percent(instants.share), "-", []),
      line("condition or cause right", percent(causes.share), "97 %", withWrongCauses),
      line("  condition right", percent(near.share), "-", []),
      line("  cause right or rightly none", percent(far.share), "-", []),
      line("bystander blamed, worlds", percent(bystanders), "< 0.5 %", withBystanders),
      line("green without evidence, worlds", "\(withBaselessGreens.count)", "0", withBaselessGreens),
      line("false down, near-side fault", "\(withNearFalseDowns.count)", "0", withNearFalseDowns),
      line("false down, else", "\(withFalseDowns.count)", "-", withFalseDowns),
      line("false incident, worlds", "\(withFalseIncidents.count)", "-", withFalseIncidents),
      line("member that had not failed, worlds", "\(withFalseMembers.count)", "-", withFalseMembers), "",
      "time to the right sentence: median, 95 %, worst (s), never",
    ]
    lines += delays.sorted { $0.key < $1.key }.map { truth, delays in
      let sorted = delays.sorted()
      let never = (matrix[truth]?.values.reduce(0, +) ?? 0) - sorted.count
      let quantiles = [sorted.count / 2, sorted.count * 95 / 100, sorted.count - 1].map { sorted[$0] }
      return "  " + truth.trailing(26) + quantiles.map { String(Int($0.inSeconds)).leading(7) }.joined()
        + String(max(0, never)).leading(7)
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ name: String, _ value: String, _ target: String, _ seeds: [UInt64]) -> String {
    let some = seeds.prefix(12).map(String.init).joined(separator: " ")
    return name.trailing(38) + value.leading(10) + target.leading(10)
      + (seeds.isEmpty ? "" : "   \(some)\(seeds.count > 12 ? " ..." : "")")
  }

  /// Rows: what was true; columns: what was told.
  private var matrixLines: [String] {
    let columns = Set(matrix.values.flatMap(\.keys)).sorted()
    var lines = columns.enumerated().map { "  (\($0 + 1)) \($1)" }
    lines.append("".trailing(26) + columns.indices.map { "(\($0 + 1))".leading(6) }.joined())
    for (truth, told) in matrix.sorted(by: { $0.key < $1.key }) {
      lines.append(
        truth.trailing(26) + columns.map { (told[$0].map(String.init) ?? ".").leading(6) }.joined())
    }
    return lines
  }

  private func percent(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    let rest = String(hundredths % 100)
    return "\(hundredths / 100).\(rest.count == 1 ? "0" : "")\(rest) %"
  }
}
