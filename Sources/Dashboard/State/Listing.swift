internal import Model

/// Which rows each panel shows, and in which order: a query, and what it gives on the snapshot shown.
struct Listing: Sendable {
  private(set) var query = Query()
  private(set) var rows = Rows()

  init(of snapshot: Snapshot?) { update(snapshot) }

  mutating func update(_ snapshot: Snapshot?) { rows = Rows(of: snapshot, query) }

  mutating func set(_ filter: Filter, on snapshot: Snapshot?) {
    guard filter != query.filter else { return }
    query.filter = filter
    narrow(snapshot)
  }

  mutating func showProblemsOnly(_ isOn: Bool, on snapshot: Snapshot?) {
    query.isProblemsOnly = isOn
    narrow(snapshot)
  }

  mutating func sort(_ panel: Panel, by order: Query.Order, on snapshot: Snapshot?) {
    query[panel] = order
    if let snapshot { rows.order(panel, of: snapshot, query) }
  }

  /// After the filter changed: the order is as it was.
  private mutating func narrow(_ snapshot: Snapshot?) {
    guard let snapshot else { return }
    for panel in Panel.all { rows.narrow(panel, of: snapshot, query) }
  }
}
