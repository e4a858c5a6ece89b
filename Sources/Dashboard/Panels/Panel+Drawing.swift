internal import Model
internal import Screen

/// A panel of the overview as it is drawn: box, title, notes, table, selection.
extension Panel {
  func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    let content = Box.content(of: rect)
    let area = tableArea(content, scene.snapshot)
    let table = table(scene, width: area.width)
    let rows = scene.state.listing.rows[self]
    let visible = Table<Int>.visibleRows(height: area.height)
    let cursor = scene.state.navigation[self]
    let top = Cursor.top(cursor.top, index: cursor.index, count: rows.count, visible: visible)
    let isFocused = scene.state.navigation.focus == self && scene.state.navigation.layers.isEmpty
    let box = Box(
      title: heading(isFocused: isFocused), note: note(scene),
      footnote: footnote(scene, top: top, visible: visible, hiddenColumns: table.fit(area.width).hidden),
      isFocused: isFocused)
    box.draw(&frame, rect, scene.glyphs)
    surround?.draw(&frame, content, scene)
    guard !rows.isEmpty else { return drawEmpty(&frame, area, scene) }
    let count = count(scene.snapshot)
    table.draw(
      &frame, area, scene.glyphs, count: rows.count, top: top, selected: isFocused ? cursor.index : nil
    ) { rows.indices.contains($0) && rows[$0] < count ? rows[$0] : nil }
  }

  private func heading(isFocused: Bool) -> Line {
    Line("\(number) ", .accent, bold: true) + Line(title, isFocused ? .focus : .title, bold: isFocused)
  }

  private func drawEmpty(_ frame: inout Frame, _ area: Rect, _ scene: Scene) {
    let isFiltered = scene.state.listing.rows.total(self) > 0
    let text = isFiltered ? "nothing here matches; Esc shows all" : empty(scene)
    for (row, line) in TextFit.wrap(text, width: area.width, limit: area.height, scene.glyphs).enumerated() {
      frame.put(line, x: area.x, y: area.y + row, Style(.muted), clip: area)
    }
  }

  /// What narrows or orders the rows, if it is not the usual.
  private func note(_ scene: Scene) -> Line {
    let (rows, query) = (scene.state.listing.rows, scene.state.listing.query)
    var parts: [String] = []
    if rows[self].count < rows.total(self) { parts.append("\(rows[self].count) of \(rows.total(self))") }
    let order = query[self]
    if order.word != defaultSort || order.isReversed,
      let key = sortKeys(of: scene.snapshot).first(where: { $0.word == order.word })
    {
      parts.append(key.note + (order.isReversed ? ", reversed" : ""))
    }
    return Line(parts.joined(separator: " \(scene.glyphs.dot) "), .accent)
  }

  private func footnote(_ scene: Scene, top: Int, visible: Int, hiddenColumns: Int) -> Line {
    let count = scene.state.listing.rows[self].count
    var parts: [String] = []
    if count > visible, visible > 0 {
      parts.append("\(top + 1)\(scene.glyphs.dash)\(min(count, top + visible)) of \(count)")
    }
    if hiddenColumns > 0 { parts.append("+\(Format.count(hiddenColumns, "column", "columns"))") }
    return Line(parts.joined(separator: " \(scene.glyphs.dot) "), .muted)
  }
}
