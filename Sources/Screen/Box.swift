/// A frame around a panel, with its title set into the border.
package struct Box: Sendable {
  package var title: Line
  /// At the right end of the upper border.
  package var note: Line
  /// At the right end of the lower border.
  package var footnote: Line
  package var isFocused: Bool

  /// Narrower than this, the sides go and only the line with the title stays.
  private static let sidesFrom = 30

  package init(title: Line, note: Line = Line(), footnote: Line = Line(), isFocused: Bool = false) {
    self.title = title
    self.note = note
    self.footnote = footnote
    self.isFocused = isFocused
  }

  /// Where the content goes: one column of air at each side.
  package static func content(of rect: Rect) -> Rect {
    rect.width >= sidesFrom && rect.height >= 3 ? rect.inset(x: 2, y: 1) : rect.splitTop(1).rest
  }

  /// Draws the border; returns where the content goes.
  @discardableResult
  package func draw(_ frame: inout Frame, _ rect: Rect, _ glyphs: Glyphs) -> Rect {
    let content = Self.content(of: rect)
    guard !rect.isEmpty else { return content }
    let style = Style(isFocused ? .focus : .border)
    let hasSides = content.x > rect.x
    if hasSides { drawSides(&frame, rect, glyphs, style) }
    frame.fill(
      Rect(x: rect.x + (hasSides ? 1 : 0), y: rect.y, width: rect.width - (hasSides ? 2 : 0), height: 1),
      glyphs.horizontal, style)
    drawLabels(&frame, rect, glyphs)
    return content
  }

  private func drawSides(_ frame: inout Frame, _ rect: Rect, _ glyphs: Glyphs, _ style: Style) {
    let right = rect.maxX - 1
    let bottom = rect.maxY - 1
    frame.fill(Rect(x: rect.x, y: rect.y, width: 1, height: rect.height), glyphs.vertical, style)
    frame.fill(Rect(x: right, y: rect.y, width: 1, height: rect.height), glyphs.vertical, style)
    frame.fill(Rect(x: rect.x, y: bottom, width: rect.width, height: 1), glyphs.horizontal, style)
    let corners: [(Int, Int, Character)] = [
      (rect.x, rect.y, glyphs.topLeft), (right, rect.y, glyphs.topRight),
      (rect.x, bottom, glyphs.bottomLeft), (right, bottom, glyphs.bottomRight),
    ]
    for (x, y, glyph) in corners { frame.put(String(glyph), x: x, y: y, style) }
    if !footnote.isEmpty {
      label(footnote, right: right - 1, y: bottom, room: rect.width - 4, &frame, glyphs)
    }
  }

  private func drawLabels(_ frame: inout Frame, _ rect: Rect, _ glyphs: Glyphs) {
    let hasSides = Self.content(of: rect).x > rect.x
    let start = rect.x + (hasSides ? 1 : 0)
    let room = rect.width - (hasSides ? 2 : 0)
    let titled = Line(" ") + title + Line(" ")
    let used = min(room, titled.width)
    frame.put(titled, x: start, y: rect.y, width: room, glyphs)
    guard !note.isEmpty, used + note.width + 4 <= room else { return }
    label(note, right: start + room - 1, y: rect.y, room: room - used - 2, &frame, glyphs)
  }

  /// Sets a text into a border so that it ends one column left of `right`.
  private func label(
    _ text: Line, right: Int, y: Int, room: Int, _ frame: inout Frame, _ glyphs: Glyphs
  ) {
    let padded = (Line(" ") + text + Line(" ")).fitted(to: max(0, room), glyphs)
    frame.put(padded, x: right - padded.width, y: y, width: padded.width, glyphs)
  }
}
