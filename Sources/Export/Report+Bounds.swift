internal import Model

extension Report {
  /// One by one, what the bounds of services rest on; no table where all is exact.
  static func bounds(_ risk: RiskReport, _ top: Int) -> [Table] {
    let bounded = (risk.serviceDetails ?? []).filter { $0.method == .bound }
    guard !bounded.isEmpty else { return [] }
    return [
      Table(
        title: "Bounds",
        columns: ["service", "at least", "at most", "rare-event", "min-cut", "truncated mass", "cut sets"],
        rows: bounded.prefix(top).map { detail in
          [
            detail.id, short(detail.bounds.lowerBound), short(detail.bounds.upperBound),
            short(detail.sums?.rareEvent), short(detail.sums?.minCut), short(detail.sums?.truncatedMass),
            detail.sums.map { String($0.sets) } ?? "gates only",
          ]
        }, ifEmpty: "")
    ]
  }

  /// Two failures at once: those that take most, and those that take more than each alone.
  static func pairs(_ risk: RiskReport, _ top: Int) -> [Table] {
    guard let pairs = risk.pairs else { return [] }
    let of = pairs.domains < pairs.allDomains ? ", \(pairs.domains) of \(pairs.allDomains) domains tried" : ""
    return [
      table("If two fall\(of)", pairs.worst, top, ifEmpty: "No two failures take a service down."),
      table("More than each alone", pairs.surprising, top, ifEmpty: "No two take more than each alone."),
    ]
  }

  private static func table(
    _ title: String, _ pairs: [RiskReport.Pairs.Pair], _ top: Int, ifEmpty: String
  ) -> Table {
    Table(
      title: title,
      columns: ["one", "other", "share of weight", "services", "weight", "neither alone takes"],
      rows: pairs.prefix(top).map {
        [
          $0.first.description, $0.second.description, $0.blastRadius.map(percent) ?? "-",
          String($0.services), short($0.weight), short($0.excess),
        ]
      }, ifEmpty: ifEmpty)
  }
}
