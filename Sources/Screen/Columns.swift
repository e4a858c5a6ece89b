/// How wide a table column wants to be, and how long it stays.
package struct ColumnWidth: Hashable, Sendable {
  /// Below this it is not worth showing.
  package let minimum: Int
  /// Enough for nearly everything in it.
  package let ideal: Int
  /// What it can make use of when there is room left.
  package let maximum: Int
  /// 0 stays to the last; the larger the number, the sooner the column goes.
  package let priority: Int
  /// In a table narrower than this, the column leaves its room to the others even if it would fit.
  package let tableWidth: Int

  package init(minimum: Int, ideal: Int, maximum: Int? = nil, priority: Int, from tableWidth: Int = 0) {
    self.tableWidth = tableWidth
    self.minimum = max(1, minimum)
    self.ideal = max(self.minimum, ideal)
    self.maximum = max(self.ideal, maximum ?? ideal)
    self.priority = priority
  }

  package init(_ width: Int, priority: Int) {
    self.init(minimum: width, ideal: width, priority: priority)
  }

  /// Shares out a table's width. `nil` for a column that is dropped; of equal priority the last goes first.
  ///
  /// What is left over goes to the columns of the smallest priority first: up to the ideal for all, then up to the maximum.
  package static func fit(_ columns: [ColumnWidth], in width: Int, gap: Int) -> [Int?] {
    let byPriority = columns.indices.sorted { (columns[$0].priority, $0) < (columns[$1].priority, $1) }
    var kept = byPriority.filter { columns[$0].tableWidth <= width }
    func needed() -> Int { kept.reduce(gap * max(0, kept.count - 1)) { $0 + columns[$1].minimum } }
    while kept.count > 1, needed() > width { kept.removeLast() }
    var widths = [Int?](repeating: nil, count: columns.count)
    for index in kept { widths[index] = columns[index].minimum }
    var spare = width - needed()
    if spare < 0, let only = kept.first { widths[only] = max(0, width) }
    for limit in [\ColumnWidth.ideal, \ColumnWidth.maximum] {
      for index in kept where spare > 0 {
        let more = min(spare, columns[index][keyPath: limit] - (widths[index] ?? 0))
        if more > 0 {
          widths[index] = (widths[index] ?? 0) + more
          spare -= more
        }
      }
    }
    return widths
  }
}
