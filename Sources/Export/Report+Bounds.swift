internal import Model

extension Report {
  /// What each bounded service's bounds are computed from; no table where all is exact.
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

  /// Two failures at once: the pairs that cost most, and those that cost more than either failure alone.
  static func pairs(_ risk: RiskReport, _ top: Int) -> [Table] {
    guard let pairs = risk.pairs else { return [] }
    let of =
      pairs.domains < pairs.allDomains ? " (\(pairs.domains) of \(pairs.allDomains) domains tried)" : ""
    return [
      table(
        "Impact of two failures\(of)", pairs.worst, top, ifEmpty: "No pair of failures takes a service down."),
      table(
        "Lost only if both fail", pairs.surprising, top,
        ifEmpty: "No pair takes down more than its failures alone."),
    ]
  }

  private static func table(
    _ title: String, _ pairs: [RiskReport.Pairs.Pair], _ top: Int, ifEmpty: String
  ) -> Table {
    Table(
      title: title,
      columns: ["first", "second", "share of weight", "services", "weight", "lost only if both fail"],
      rows: pairs.prefix(top).map {
        [
          $0.first.description, $0.second.description, $0.blastRadius.map(Format.percent) ?? "–",
          String($0.services), short($0.weight), short($0.excess),
        ]
      }, ifEmpty: ifEmpty)
  }
}
