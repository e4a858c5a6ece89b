internal import CTerminal
internal import Screen
internal import Themes

/// Draws frames through curses, which sends the terminal what differs.
///
/// Only cells that differ from the last frame reach curses; if none does, not a byte is written. Belongs to
/// the thread of the session.
struct Painter {
  private let canDrawUnicode: Bool
  private var brushes: Brushes
  private var paints: [Style: Paint] = [:]
  private var last: Frame?
  private var scalars: [UInt32] = []

  private struct Paint: Equatable {
    let attributes: UInt32
    let pair: CInt
  }

  init(brushes: Brushes, canDrawUnicode: Bool) {
    self.brushes = brushes
    self.canDrawUnicode = canDrawUnicode
  }

  mutating func use(_ brushes: Brushes) {
    self.brushes = brushes
    paints = [:]
    forget()
  }

  /// What the terminal shows is not known any more: the next frame is drawn whole, on a cleared screen.
  mutating func forget() { last = nil }

  mutating func paint(_ frame: Frame) {
    guard frame != last else { return }
    let old = last?.size == frame.size ? last : nil
    if old == nil { ct_clear(paint(for: Style(.background)).pair) }
    var isChanged = old.map { $0.cursor?.x != frame.cursor?.x || $0.cursor?.y != frame.cursor?.y } ?? true
    for index in frame.cells.indices {
      let cell = frame.cells[index]
      if let before = old?.cells[index], looksSame(before, cell) { continue }
      isChanged = true
      put(cell, x: index % frame.size.width, y: index / frame.size.width, columns: frame.size.width)
    }
    last = frame
    guard isChanged else { return }
    if let old { preventScrolling(from: old, to: frame) }
    ct_flush(CInt(frame.cursor?.x ?? -1), CInt(frame.cursor?.y ?? -1))
  }

  /// Rows that seem to have moved make curses scroll a region of the terminal, borders and neighbouring panels
  /// included, and not every terminal can. Where that is so, the rows that changed are sent whole.
  private func preventScrolling(from old: Frame, to frame: Frame) {
    let before = (0..<old.size.height).map { old.glyphs(inRow: $0) }
    let after = (0..<frame.size.height).map { frame.glyphs(inRow: $0) }
    let changed = after.indices.filter { after[$0] != before[$0] }
    let vanished = Set(changed.map { before[$0] })
    guard changed.contains(where: { vanished.contains(after[$0]) }) else { return }
    for row in changed { ct_forget_row(CInt(row)) }
  }

  private mutating func looksSame(_ a: Cell, _ b: Cell) -> Bool {
    a == b || (a.content == b.content && paint(for: a.style) == paint(for: b.style))
  }

  private mutating func put(_ cell: Cell, x: Int, y: Int, columns: Int) {
    guard case .glyph(let glyph) = cell.content else { return }
    let width = TextWidth.of(glyph)
    let paint = paint(for: cell.style)
    if width > 0, x + width <= columns, decompose(glyph, width: width) {
      ct_put(CInt(x), CInt(y), scalars, scalars.count, paint.attributes, paint.pair)
    } else {
      var mark = UInt32(UInt8(ascii: glyph == " " || width == 0 ? " " : "?"))
      for column in x..<min(columns, x + max(1, width)) {
        ct_put(CInt(column), CInt(y), &mark, 1, paint.attributes, paint.pair)
      }
    }
  }

  /// Leaves in `scalars` what the terminal can draw of a glyph: its base and what combines with it. False if
  /// that would not take as many columns as the frame counts on, or would be a control.
  private mutating func decompose(_ glyph: Character, width: Int) -> Bool {
    scalars.removeAll(keepingCapacity: true)
    for scalar in glyph.unicodeScalars {
      if scalar.isASCII {
        guard scalars.isEmpty, (0x20...0x7E).contains(scalar.value) else { return false }
        scalars.append(scalar.value)
        continue
      }
      guard canDrawUnicode, scalar.properties.generalCategory != .control else { return false }
      let columns = Int(ct_width(scalar.value))
      if scalars.isEmpty {
        guard columns == width else { return false }
        scalars.append(scalar.value)
      } else if columns == 0, scalar.properties.generalCategory != .format {
        scalars.append(scalar.value)
      }
    }
    return !scalars.isEmpty
  }

  private mutating func paint(for style: Style) -> Paint {
    if let known = paints[style] { return known }
    let brush = brushes.brush(for: style)
    let pair = brush.foreground.map { ct_pair(CInt($0), CInt(brush.background ?? -1)) } ?? 0
    let paint = Paint(attributes: brush.attributes.curses, pair: pair)
    paints[style] = paint
    return paint
  }
}

extension Frame {
  fileprivate func glyphs(inRow row: Int) -> [Cell.Content] {
    cells[row * size.width..<(row + 1) * size.width].map(\.content)
  }
}

extension Attributes {
  fileprivate var curses: UInt32 {
    let pairs: [(Attributes, Int)] = [
      (.bold, CT_BOLD), (.dim, CT_DIM), (.underline, CT_UNDERLINE), (.reverse, CT_REVERSE),
      (.italic, CT_ITALIC),
    ]
    return pairs.reduce(0) { contains($1.0) ? $0 | UInt32($1.1) : $0 }
  }
}
