internal import Screen

/// What the panels of the overview have in common: box, title, notes, selection, scrolling.
struct PanelFrame {
  let panel: PanelID
  let scene: Scene

  var isFocused: Bool { scene.state.focus == panel && scene.state.layers.isEmpty }
  private var rows: [Int] { scene.state.rows[panel] }

  /// Draws the box. Returns where the content goes.
  func draw(_ frame: inout Frame, _ rect: Rect, footnote: Line = Line()) -> Rect {
    let title =
      Line("\(panel.rawValue) ", .accent, bold: true)
      + Line(panel.title, isFocused ? .focus : .title, bold: isFocused)
    return Box(title: title, note: note, footnote: footnote, isFocused: isFocused)
      .draw(&frame, rect, scene.glyphs)
  }

  /// Draws a table of the panel's rows; `row` gives the row at a position in the snapshot's array.
  func draw<Row>(
    _ table: Table<Row>, _ frame: inout Frame, _ rect: Rect, empty: String, row: (Int) -> Row?
  ) {
    let content = Box.content(of: rect)
    let visible = Table<Row>.visibleRows(height: content.height)
    let cursor = scene.state.cursor(panel)
    let top = Cursor.top(cursor.top, index: cursor.index, count: rows.count, visible: visible)
    let footnote = footnote(top: top, visible: visible, hiddenColumns: table.fit(content.width).hidden)
    _ = draw(&frame, rect, footnote: footnote)
    guard !rows.isEmpty else { return sayEmpty(&frame, content, empty) }
    table.draw(
      &frame, content, scene.glyphs, count: rows.count, top: top, selected: isFocused ? cursor.index : nil
    ) { rows.indices.contains($0) ? row(rows[$0]) : nil }
  }

  func sayEmpty(_ frame: inout Frame, _ content: Rect, _ empty: String) {
    let hasFilter = scene.state.rows.total(panel) > 0
    let text = hasFilter ? "nothing here matches; Esc shows all" : empty
    for (row, line) in TextFit.wrap(text, width: content.width, limit: content.height, scene.glyphs)
      .enumerated()
    {
      frame.put(line, x: content.x, y: content.y + row, Style(.muted), clip: content)
    }
  }

  /// What narrows or orders the rows, if it is not the usual.
  private var note: Line {
    let query = scene.state.query
    var parts: [String] = []
    if rows.count < scene.state.rows.total(panel) {
      parts.append("\(rows.count) of \(scene.state.rows.total(panel))")
    }
    let order = query[panel]
    if order.key != panel.columns[0] || order.isReversed {
      parts.append(order.key.note + (order.isReversed ? ", reversed" : ""))
    }
    return Line(parts.joined(separator: " \(scene.glyphs.dot) "), .accent)
  }

  private func footnote(top: Int, visible: Int, hiddenColumns: Int) -> Line {
    var parts: [String] = []
    if rows.count > visible, visible > 0 {
      parts.append("\(top + 1)\(scene.glyphs.dash)\(min(rows.count, top + visible)) of \(rows.count)")
    }
    if hiddenColumns > 0 { parts.append("+\(Words.count(hiddenColumns, "column", "columns"))") }
    return Line(parts.joined(separator: " \(scene.glyphs.dot) "), .muted)
  }
}
