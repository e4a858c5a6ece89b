internal import Model

extension Report {
  init(_ tree: FaultTreeReport, top: Int) {
    let value = tree.method == .exact ? Self.short(tree.probability) : Self.between(tree.bounds)
    let orders = tree.orders.map { $0.map(String.init).joined(separator: ", ") } ?? "unknown"
    self.init(
      title: "Fault tree \(tree.top)",
      facts: [
        "Probability \(value) (\(tree.method.rawValue)), \(Format.count(tree.events, "event", "events")).",
        "Minimal cut sets: \(tree.cutSets.map(String.init) ?? "not counted"); of order 1, 2, …: \(orders).",
        "Basic events are assumed to be independent.",
      ] + (tree.sums.map { [Self.words($0)] } ?? []),
      tables: [
        Table(
          title: "Importance", columns: ["event", "mif", "cif", "dif", "raw", "rrw"],
          rows: tree.importance.prefix(top).map(Self.row),
          ifEmpty: "Not computed where only bounds are known.")
      ])
  }

  private static func words(_ sums: RiskReport.CutSetSums) -> String {
    "Bounds of the \(sums.sets) cut sets found: rare-event \(short(sums.rareEvent)), min-cut "
      + "\(short(sums.minCut)); truncated mass \(short(sums.truncatedMass)), the most that the others can add."
  }

  private static func row(_ item: FaultTreeReport.Importance) -> [String] {
    [SafeText(item.event).string, short(item.mif), short(item.cif), short(item.dif), short(item.raw)]
      + [item.rrw.map { short($0) } ?? "infinite"]
  }
}
