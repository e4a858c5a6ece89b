package import Model

/// What a risk report shows.
package struct RiskWording: Sendable {
  /// At most so many rows in a table, and names in a cell.
  package var rows: Int
  /// The unit of weights; `nil` if none is configured.
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
  /// Losses first, indices second: indices alone mislead.
  init(_ risk: RiskReport, _ wording: RiskWording) {
    let rows = wording.rows
    self.init(
      title: "Concentration risk of \(Format.count(risk.services, "service", "services"))",
      facts: Self.facts(of: risk, wording.unit),
      tables: Self.whatIf(risk, rows) + [
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
      let middle = loss.method == .exact ? "" : ", the middle of these bounds"
      facts.append(
        "Expected loss: \(share) of the total weight; \(short(loss.weightHoursPerYear)) weight-hours a year\(middle) "
          + "(weight: \(unit?.string ?? "no unit configured")).")
    } else {
      facts.append("Expected loss: unknown, because no service has any weight.")
    }
    if let worst = risk.worst {
      facts.append(
        "Worst single failure: \(worst.domain), \(Format.percent(worst.blastRadius)) of the total weight.")
    }
    return facts + [
      "Domains are assumed to fail independently, except through what they depend on; other shared causes are not modelled.",
      "Compare losses before HHI: a second required provider halves HHI and doubles the failures.",
    ]
  }

  private static func layers(_ risk: RiskReport) -> Table {
    Table(
      title: "Layers", columns: ["layer", "effective", "coverage", "largest shares"],
      rows: risk.layers.map { layer in
        let shares = layer.shares.map { "\($0.id) \(Format.percent($0.share))" }
        return [
          layer.kind.rawValue, short(layer.indices?.effective), Format.percent(layer.coverage),
          shares.isEmpty ? "no service depends on it" : some(shares, 4),
        ]
      }, ifEmpty: "No layers.")
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
          + [
            short(indices.entropy), short(indices.evenness), Format.percent(indices.cr4), short(indices.gini),
          ]
      }, ifEmpty: "No service depends on any layer.")
  }

  private static func domains(_ risk: RiskReport, _ top: Int) -> Table {
    Table(
      title: "Impact of a single failure",
      columns: ["domain", "share of weight", "services", "direct", "transitive", "unavailability", "source"],
      rows: risk.domains.filter { $0.services > 0 }.prefix(top).map {
        [
          $0.id.description, $0.blastRadius.map(Format.percent) ?? "–", String($0.services),
          String($0.direct),
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
      }, ifEmpty: "No service was selected.")
  }

  private static func cutSets(_ risk: RiskReport, _ top: Int) -> Table {
    Table(
      title: "Minimal cut sets", columns: ["service", "order", "fail together"],
      rows: (risk.serviceDetails ?? []).flatMap { detail -> [[String]] in
        let rest =
          detail.cutSets.count > top || detail.isTruncated ? [[detail.id, "", "more, not listed"]] : []
        return detail.cutSets.prefix(top).map {
          [detail.id, String($0.count), $0.map(\.description).joined(separator: " ")]
        } + rest
      }, ifEmpty: "No combination of failures takes these services down.")
  }

  private static func recommendations(_ risk: RiskReport, _ top: Int) -> Table {
    Table(
      title: "Recommended changes",
      columns: [
        "service", "change", "add", "expected loss", "reduction", "worst loss", "reduction",
        "shared dependencies",
      ],
      rows: (risk.recommendations ?? []).prefix(top).map {
        [
          $0.service, $0.change.string, $0.add.description,
          ($0.method == .bound ? "at least " : "") + short($0.deltaExpectedLoss),
          risk.expectedCut(by: $0).map(Format.percent) ?? "–", short($0.deltaWorst),
          risk.worstCut(by: $0).map(Format.percent) ?? "–",
          $0.sharesFateWith.map(\.description).joined(separator: " "),
        ]
      },
      ifEmpty: risk.recommendations == nil
        ? "No change was tried." : "No change that was tried reduces the loss."
    )
  }

  private static func whatIf(_ risk: RiskReport, _ top: Int) -> [Table] {
    guard let whatIf = risk.whatIf else { return [] }
    let lost = risk.weight > 0 ? whatIf.weightLost / risk.weight : 0
    let running = risk.services - whatIf.hard.count
    return [
      Table(
        title: "What if", columns: ["effect", "count", "which"],
        rows: [
          [
            "failed", String(whatIf.failed.count),
            some(whatIf.failed.map(\.description), top),
          ],
          ["service fails", String(whatIf.hard.count), some(whatIf.hard, top)],
          ["up, with fewer alternatives left", String(whatIf.soft.count), some(whatIf.soft, top)],
          [
            "runs, but could not restart", String(whatIf.cannotRestart.count),
            some(whatIf.cannotRestart, top),
          ],
          ["keeps running", String(running), "\(Format.percent(1 - lost)) of the total weight"],
          ["weight lost", short(whatIf.weightLost), "\(Format.percent(lost)) of the total weight"],
        ], ifEmpty: "")
    ]
  }
}
