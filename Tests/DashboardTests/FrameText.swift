import Screen

/// A frame as two grids of text: what is read, and what it means (`Role.letter`).
enum FrameText {
  static func glyphs(_ frame: Frame) -> String {
    rows(frame) { cell in
      if case .glyph(let glyph) = cell.content { String(glyph) } else { "" }
    }
  }

  /// The letter of each cell's role; a blank on the selection is `S`.
  static func roles(_ frame: Frame) -> String {
    rows(frame) { cell in
      let isBlank = cell.content == .glyph(" ")
      return String(isBlank && cell.style.isSelected ? Role.selection.letter : cell.style.role.letter)
    }
  }

  static func both(_ frame: Frame) -> String { "\(glyphs(frame))\n=== roles\n\(roles(frame))\n" }

  private static func rows(_ frame: Frame, _ text: (Cell) -> String) -> String {
    (0..<frame.size.height).map { y in
      let row = (0..<frame.size.width).compactMap { frame[x: $0, y: y].map(text) }.joined()
      return String(row.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
