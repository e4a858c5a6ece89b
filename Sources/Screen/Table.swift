/// One column of a table of `Row`s.
package struct Column<Row> {
  package let title: String
  package let width: ColumnWidth
  package let alignment: Alignment
  /// The cell of a row, made for the width it will have.
  package let cell: (Row, Int) -> Line

  package init(
    _ title: String, _ width: ColumnWidth, _ alignment: Alignment = .left, cell: @escaping (Row, Int) -> Line
  ) {
    self.title = title
    self.width = width
    self.alignment = alignment
    self.cell = cell
  }
}

/// A table that drops columns by priority and draws the rows that are visible, and no others.
package struct Table<Row> {
  package var columns: [Column<Row>]
  package var gap = 2

  package init(_ columns: [Column<Row>]) { self.columns = columns }

  /// The columns that fit into `width`, and how many do not.
  package func fit(_ width: Int) -> (columns: [(column: Column<Row>, width: Int)], hidden: Int) {
    let widths = ColumnWidth.fit(columns.map(\.width), in: width, gap: gap)
    let shown = zip(columns, widths).compactMap { column, width in width.map { (column, $0) } }
    return (shown, columns.count - shown.count)
  }

  /// How many rows fit; in little height the line of titles makes room for them.
  package static func visibleRows(height: Int) -> Int { height >= 3 ? height - 1 : max(0, height) }

  /// Draws the titles, and below them the rows from `top` on.
  package func draw(
    _ frame: inout Frame, _ rect: Rect, _ glyphs: Glyphs, count: Int, top: Int, selected: Int?,
    row: (Int) -> Row?
  ) {
    guard !rect.isEmpty else { return }
    let shown = fit(rect.width).columns
    let visible = Self.visibleRows(height: rect.height)
    let first = rect.maxY - visible
    if first > rect.y {
      drawRow(&frame, rect.x, rect.y, glyphs, shown) { column, _ in Line(column.title, .muted) }
    }
    for (offset, index) in (max(0, top)..<max(0, top, count)).prefix(visible).enumerated() {
      guard let row = row(index) else { continue }
      let y = first + offset
      drawRow(&frame, rect.x, y, glyphs, shown) { column, width in column.cell(row, width) }
      if index == selected {
        frame.restyle(Rect(x: rect.x - 1, y: y, width: rect.width + 2, height: 1)) { $0.isSelected = true }
      }
    }
  }

  private func drawRow(
    _ frame: inout Frame, _ x: Int, _ y: Int, _ glyphs: Glyphs,
    _ shown: [(column: Column<Row>, width: Int)], _ content: (Column<Row>, Int) -> Line
  ) {
    var x = x
    for (column, width) in shown {
      frame.put(content(column, width), x: x, y: y, width: width, glyphs, alignment: column.alignment)
      x += width + gap
    }
  }
}
