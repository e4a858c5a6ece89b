internal import Model

extension Report {
  /// The calculator's answers: losses first, indices beside them, for indices alone mislead.
  init(_ risk: RiskReport, top: Int, unit: SafeText?) {
    self.init(
      title: "Concentration risk of \(risk.services) services", facts: Self.facts(of: risk, unit),
      tables: [
        Self.layers(risk), Self.domains(risk, top), Self.details(risk, top), Self.recommendations(risk, top),
      ] + Self.hypothesis(risk, top))
  }

  private static func facts(of risk: RiskReport, _ unit: SafeText?) -> [String] {
    var facts: [String] = []
    let unit = unit.map { " (\($0))" } ?? ""
    if let loss = risk.expectedLoss {
      let share =
        loss.method == .exact
        ? short(loss.fraction)
        : "between \(short(loss.bounds.lowerBound)) and \(short(loss.bounds.upperBound))"
      let yearly = loss.method == .exact ? "" : " in the middle"
      facts.append(
        "Expected loss: \(share) of all weight, \(short(loss.weightHoursPerYear)) weight-hours a year\(yearly)\(unit)."
      )
    }
    if let worst = risk.worst {
      facts.append("Worst single failure: \(worst.domain) takes \(percent(worst.blastRadius)) of all weight.")
    }
    facts.append(
      "Domains are taken to fail independently but for what they stand on; unavailabilities are \(sources(risk))."
    )
    facts.append(
      "An effective number alone misleads: a second required provider raises it and doubles the failures.")
    return facts
  }

  private static func sources(_ risk: RiskReport) -> String {
    let found = Set(risk.domains.compactMap { $0.unavailability?.source.rawValue })
    return found.isEmpty ? "unknown" : found.sorted().joined(separator: " or ")
  }

  private static func layers(_ risk: RiskReport) -> Table {
    Table(
      title: "Layers", columns: ["layer", "effective", "hhi", "largest", "share", "coverage"],
      rows: risk.layers.compactMap { layer in
        guard let indices = layer.indices, let first = layer.shares.first else { return nil }
        return [
          layer.kind.rawValue, short(indices.effective), short(indices.hhi), first.id.description,
          percent(first.share), percent(layer.coverage),
        ]
      }, ifEmpty: "No service reaches any layer.")
  }

  private static func domains(_ risk: RiskReport, _ top: Int) -> Table {
    Table(
      title: "If this falls",
      columns: ["domain", "share of weight", "services", "direct", "transitive", "unavailability", "source"],
      rows: risk.domains.filter { $0.services > 0 }.prefix(top).map {
        [
          $0.id.description, $0.blastRadius.map(percent) ?? "-", String($0.services), String($0.direct),
          String($0.transitive), $0.unavailability.map { short($0.probability) } ?? "-",
          $0.unavailability?.source.rawValue ?? "exposure only",
        ]
      }, ifEmpty: "No single failure takes a service down.")
  }

  private static func details(_ risk: RiskReport, _ top: Int) -> Table {
    Table(
      title: "Services", columns: ["service", "unavailability", "minutes a year", "method", "single points"],
      rows: (risk.serviceDetails ?? []).prefix(top).map {
        let value =
          $0.method == .exact
          ? short($0.unavailability) : "\(short($0.bounds.lowerBound))-\(short($0.bounds.upperBound))"
        return [
          $0.id, value, short($0.minutesPerYear), $0.method.rawValue,
          $0.singlePoints.map(\.description).joined(separator: " "),
        ]
      }, ifEmpty: "No service was asked for.")
  }

  private static func recommendations(_ risk: RiskReport, _ top: Int) -> Table {
    Table(
      title: "Do next",
      columns: ["service", "change", "add", "expected loss", "worst loss", "shares fate through"],
      rows: (risk.recommendations ?? []).prefix(top).map {
        [
          $0.service, $0.change.string, $0.add.description, short($0.deltaExpectedLoss), short($0.deltaWorst),
          $0.sharesFateWith.map(\.description).joined(separator: " "),
        ]
      },
      ifEmpty: risk.recommendations == nil ? "Too large a graph to try changes on." : "No change tried helps."
    )
  }

  private static func hypothesis(_ risk: RiskReport, _ top: Int) -> [Table] {
    guard let whatIf = risk.whatIf else { return [] }
    let failed = whatIf.failed.map(\.description).joined(separator: " ")
    let kinds = [
      ("falls", whatIf.hard), ("loses an alternative", whatIf.soft),
      ("could not restart", whatIf.cannotRestart),
    ]
    return [
      Table(
        title: "HYPOTHESIS: \(failed) failed, weight lost \(short(whatIf.weightLost))",
        columns: ["what happens", "services", "which"],
        rows: kinds.map { word, services in
          let rest = services.count > top ? " ..." : ""
          return [word, String(services.count), services.prefix(top).joined(separator: " ") + rest]
        }, ifEmpty: "")
    ]
  }

  init(_ tree: FaultTreeReport, top: Int) {
    let value =
      tree.method == .exact
      ? "\(tree.probability)" : "between \(tree.bounds.lowerBound) and \(tree.bounds.upperBound)"
    let orders = tree.orders.map { $0.map(String.init).joined(separator: ", ") } ?? "unknown"
    self.init(
      title: "Fault tree \(tree.top)",
      facts: [
        "Probability \(value) (\(tree.method.rawValue)), \(tree.events) events.",
        "Minimal cut sets: \(tree.cutSets.map(String.init) ?? "not counted"); by order from 1: \(orders).",
      ],
      tables: [
        Table(
          title: "Importance", columns: ["event", "mif", "cif", "dif", "raw", "rrw"],
          rows: tree.importance.prefix(top).map(Self.row),
          ifEmpty: "Not computed where only bounds are known.")
      ])
  }

  private static func row(_ item: FaultTreeReport.Importance) -> [String] {
    [SafeText(item.event).string, short(item.mif), short(item.cif), short(item.dif), short(item.raw)]
      + [item.rrw.map(short) ?? "infinite"]
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// Four significant digits.
  private static func short(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var scale = 1.0
    while abs(value) * scale < 1000, scale < 1e300 { scale *= 10 }
    while abs(value) * scale >= 10_000 { scale /= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
  }
}
