/// One column of one row.
package struct Cell: Hashable, Sendable {
  /// What the column holds: a grapheme of width 1 or 2, or nothing.
  package enum Content: Hashable, Sendable {
    case glyph(Character)
    /// The right half of the wide glyph in the column before.
    case continuation
  }

  package var content: Content
  package var style: Style

  package init(_ glyph: Character = " ", _ style: Style = Style(.background)) {
    content = .glyph(glyph)
    self.style = style
  }

  package init(continuationOf style: Style) {
    content = .continuation
    self.style = style
  }
}

/// A whole screen as values: what panels draw into, tests compare and the painter paints.
///
/// Everything written is clipped to the frame (and to a `Rect` where one is given); nothing traps.
package struct Frame: Hashable, Sendable {
  package let size: Size
  /// Row by row, `size.width * size.height` of them.
  package private(set) var cells: [Cell]
  /// Where the terminal's cursor is while text is being typed; else `nil` and hidden.
  package var cursor: (x: Int, y: Int)? {
    get { cursorCell.map { ($0 % max(1, size.width), $0 / max(1, size.width)) } }
    set { cursorCell = newValue.flatMap { index(x: $0.x, y: $0.y) } }
  }
  private var cursorCell: Int?

  package init(size: Size) {
    self.size = size
    cells = Array(repeating: Cell(), count: size.width * size.height)
  }

  package subscript(x x: Int, y y: Int) -> Cell? { index(x: x, y: y).map { cells[$0] } }

  private func index(x: Int, y: Int) -> Int? {
    size.bounds.contains(x: x, y: y) ? y * size.width + x : nil
  }

  /// Writes text from (x, y) to the right, as far as `clip` reaches; a wide glyph that would be cut is left
  /// out. Controls are dropped, marks join the glyph before them. Returns the column after the last one
  /// written.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol, x: Int, y: Int, _ style: Style, clip: Rect? = nil
  ) -> Int {
    let area = (clip ?? size.bounds).intersection(size.bounds)
    guard y >= area.y, y < area.maxY else { return x }
    var column = x
    for glyph in Glyph.split(text) {
      guard column + glyph.width <= area.maxX else { break }
      if column >= area.x { set(glyph.character, width: glyph.width, x: column, y: y, style) }
      column += glyph.width
    }
    return column
  }

  /// Fills an area with one narrow glyph.
  package mutating func fill(_ rect: Rect, _ glyph: Character = " ", _ style: Style = Style(.background)) {
    let area = rect.intersection(size.bounds)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { set(glyph, width: 1, x: x, y: y, style) }
    }
  }

  /// Changes the style of an area, and leaves its glyphs.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let area = rect.intersection(size.bounds)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { change(&cells[y * size.width + x].style) }
    }
  }

  private mutating func set(_ glyph: Character, width: Int, x: Int, y: Int, _ style: Style) {
    let at = y * size.width + x
    splitWideGlyph(at: at, x: x)
    if width == 2 {
      splitWideGlyph(at: at + 1, x: x + 1)
      cells[at + 1] = Cell(continuationOf: style)
    }
    cells[at] = Cell(glyph, style)
  }

  /// Overwriting one half of a wide glyph leaves a space in the other.
  private mutating func splitWideGlyph(at: Int, x: Int) {
    if cells[at].content == .continuation, x > 0 { cells[at - 1].content = .glyph(" ") }
    if x + 1 < size.width, cells[at + 1].content == .continuation { cells[at + 1].content = .glyph(" ") }
  }
}

extension Frame {
  /// Copies the rows of another frame, from row `top` on, into an area of this one.
  package mutating func draw(_ other: Frame, from top: Int, in rect: Rect) {
    let area = rect.intersection(size.bounds)
    for row in 0..<area.height {
      for column in 0..<min(area.width, other.size.width) {
        guard let cell = other[x: column, y: top + row] else { continue }
        cells[(area.y + row) * size.width + area.x + column] = cell
      }
    }
  }
}
