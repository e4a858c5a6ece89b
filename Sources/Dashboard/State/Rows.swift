internal import Model

/// The rows of each panel as positions in the snapshot's arrays, filtered and ordered.
///
/// Made when the snapshot or the query changes, not for each frame: a new snapshot orders, a new filter only
/// looks through what is ordered already.
struct Rows: Hashable, Sendable {
  /// Every row, in order.
  private var ordered: [Panel: [Int]] = [:]
  /// Those that the filter lets through.
  private var shown: [Panel: [Int]] = [:]

  init() {}

  init(of snapshot: Snapshot?, _ query: Query) {
    guard let snapshot else { return }
    for panel in Panel.all { order(panel, of: snapshot, query) }
  }

  subscript(panel: Panel) -> [Int] { shown[panel] ?? [] }

  /// How many rows there are without filter.
  func total(_ panel: Panel) -> Int { ordered[panel]?.count ?? 0 }

  mutating func order(_ panel: Panel, of snapshot: Snapshot, _ query: Query) {
    ordered[panel] = panel.rows(of: snapshot, query[panel])
    narrow(panel, of: snapshot, query)
  }

  mutating func narrow(_ panel: Panel, of snapshot: Snapshot, _ query: Query) {
    let all = ordered[panel] ?? []
    guard query.isProblemsOnly || !query.filter.isEmpty else { return shown[panel] = all }
    let matches = query.filter.test(panel.columns(of: snapshot).flatMap(\.terms), snapshot)
    shown[panel] = all.filter { row in
      (!query.isProblemsOnly || panel.isProblem(snapshot, row)) && matches(row)
    }
  }
}
