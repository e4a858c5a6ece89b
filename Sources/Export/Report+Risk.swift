package import Model

/// How a risk report is put into words.
package struct RiskWording: Sendable {
  /// Rows a table, and names a cell, at most.
  package var rows: Int
  /// What a weight means; `nil` if nobody said.
  package var unit: SafeText?
  /// Whether the services' cut sets are listed.
  package var listsCutSets: Bool

  package init(rows: Int, unit: SafeText?, listsCutSets: Bool = false) {
    self.rows = rows
    self.unit = unit
    self.listsCutSets = listsCutSets
  }
}

extension Report {
  /// The calculator's answers: losses first, indices beside them, for indices alone mislead.
  init(_ risk: RiskReport, _ wording: RiskWording) {
    let rows = wording.rows
    self.init(
      title: "Concentration risk of \(risk.services) service\(risk.services == 1 ? "" : "s")",
      facts: Self.facts(of: risk, wording.unit),
      tables: Self.hypothesis(risk, rows) + [
        Self.layers(risk), Self.indices(risk), Self.domains(risk, rows),
      ] + Self.pairs(risk, rows) + [Self.details(risk, rows)] + Self.bounds(risk, rows)
        + (wording.listsCutSets ? [Self.cutSets(risk, rows)] : []) + [
          Self.recommendations(risk, rows), Self.unavailabilities(risk),
        ])
  }

  private static func facts(of risk: RiskReport, _ unit: SafeText?) -> [String] {
    var facts: [String] = []
    if let loss = risk.expectedLoss {
      let share = loss.method == .exact ? short(loss.fraction) : between(loss.bounds)
      let middle = loss.method == .exact ? "" : ", in the middle of these bounds"
      facts.append(
        "Expected loss: \(share) of all weight; \(short(loss.weightHoursPerYear)) weight-hours a year\(middle) "
          + "(weight: \(unit?.string ?? "no unit is configured")).")
    } else {
      facts.append("Expected loss: unknown, for no service has any weight.")
    }
    if let worst = risk.worst {
      facts.append("Worst single failure: \(worst.domain) takes \(percent(worst.blastRadius)) of all weight.")
    }
    return facts + [
      "Domains are taken to fail independently, except through what they stand on; what else they share is not seen.",
      "HHI alone misleads: a second required provider halves it and doubles the failures. Losses count first.",
    ]
  }

  /// The effective number is the headline of concentration.
  private static func layers(_ risk: RiskReport) -> Table {
    Table(
      title: "Layers", columns: ["layer", "effective", "coverage", "largest shares"],
      rows: risk.layers.map { layer in
        let shares = layer.shares.map { "\($0.id) \(percent($0.share))" }
        return [
          layer.kind.rawValue, short(layer.indices?.effective), percent(layer.coverage),
          shares.isEmpty ? "no service reaches it" : some(shares, 4),
        ]
      }, ifEmpty: "No layer was looked at.")
  }

  private static func indices(_ risk: RiskReport) -> Table {
    Table(
      title: "Indices",
      columns: [
        "layer", "hhi", "normalised", "hill 0", "hill 1", "hill 2", "entropy", "evenness", "cr4", "gini",
      ],
      rows: risk.layers.compactMap { layer in
        guard let indices = layer.indices else { return nil }
        let hills = (0...2).map { short(layer.hillNumber(order: $0)) }
        return [layer.kind.rawValue, short(indices.hhi), short(layer.normalisedHHI)] + hills
          + [short(indices.entropy), short(indices.evenness), percent(indices.cr4), short(indices.gini)]
      }, ifEmpty: "No service reaches any layer.")
  }

  private static func domains(_ risk: RiskReport, _ top: Int) -> Table {
    Table(
      title: "If this falls",
      columns: ["domain", "share of weight", "services", "direct", "transitive", "unavailability", "source"],
      rows: risk.domains.filter { $0.services > 0 }.prefix(top).map {
        [
          $0.id.description, $0.blastRadius.map(percent) ?? "-", String($0.services), String($0.direct),
          String($0.transitive), short($0.unavailability?.probability),
          $0.unavailability?.source.rawValue ?? "exposure only",
        ]
      }, ifEmpty: "No single failure takes a service down.")
  }

  private static func details(_ risk: RiskReport, _ top: Int) -> Table {
    Table(
      title: "Services", columns: ["service", "unavailability", "minutes a year", "method", "single points"],
      rows: (risk.serviceDetails ?? []).prefix(top).map {
        [
          $0.id, $0.method == .exact ? short($0.unavailability) : between($0.bounds),
          short($0.minutesPerYear), $0.method.rawValue, some($0.singlePoints.map(\.description), top),
        ]
      }, ifEmpty: "No service was asked for.")
  }

  private static func cutSets(_ risk: RiskReport, _ top: Int) -> Table {
    Table(
      title: "Minimal cut sets", columns: ["service", "order", "together"],
      rows: (risk.serviceDetails ?? []).flatMap { detail -> [[String]] in
        let rest = detail.cutSets.count > top || detail.isTruncated ? [[detail.id, "", "and more"]] : []
        return detail.cutSets.prefix(top).map {
          [detail.id, String($0.count), $0.map(\.description).joined(separator: " ")]
        } + rest
      }, ifEmpty: "Nothing takes these services down.")
  }

  private static func recommendations(_ risk: RiskReport, _ top: Int) -> Table {
    Table(
      title: "Do next",
      columns: [
        "service", "change", "add", "expected loss", "cuts", "worst loss", "cuts", "shares fate through",
      ],
      rows: (risk.recommendations ?? []).prefix(top).map {
        [
          $0.service, $0.change.string, $0.add.description,
          ($0.method == .bound ? "at least " : "") + short($0.deltaExpectedLoss),
          risk.expectedCut(by: $0).map(percent) ?? "-", short($0.deltaWorst),
          risk.worstCut(by: $0).map(percent) ?? "-",
          $0.sharesFateWith.map(\.description).joined(separator: " "),
        ]
      },
      ifEmpty: risk.recommendations == nil ? "No change was tried." : "No change tried helps."
    )
  }

  private static func hypothesis(_ risk: RiskReport, _ top: Int) -> [Table] {
    guard let whatIf = risk.whatIf else { return [] }
    let lost = risk.weight > 0 ? whatIf.weightLost / risk.weight : 0
    let standing = risk.services - whatIf.hard.count
    return [
      Table(
        title: "Hypothesis", columns: ["what happens", "how many", "which"],
        rows: [
          [
            "supposed to have failed", String(whatIf.failed.count),
            some(whatIf.failed.map(\.description), top),
          ],
          ["hard: falls", String(whatIf.hard.count), some(whatIf.hard, top)],
          ["soft: loses an alternative", String(whatIf.soft.count), some(whatIf.soft, top)],
          ["could not restart", String(whatIf.cannotRestart.count), some(whatIf.cannotRestart, top)],
          ["keeps running", String(standing), "\(percent(1 - lost)) of all weight"],
          ["weight lost", short(whatIf.weightLost), "\(percent(lost)) of all weight"],
        ], ifEmpty: "")
    ]
  }
}
