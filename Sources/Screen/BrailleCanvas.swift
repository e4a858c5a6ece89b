/// Dots two to a column and four to a row: drawings finer than cells. Without braille, a point for a cell.
package struct BrailleCanvas {
  package let rect: Rect
  private var dots: [UInt8]

  package init(_ rect: Rect) {
    self.rect = rect
    dots = Array(repeating: 0, count: rect.width * rect.height)
  }

  package var width: Int { rect.width * 2 }
  package var height: Int { rect.height * 4 }

  /// Dots outside are left out.
  package mutating func set(x: Int, y: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    dots[y / 4 * rect.width + x / 2] |= Self.bits[x % 2][y % 4]
  }

  /// A straight line, ends included; what lies outside is left out.
  package mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int)) {
    let steps = max(abs(b.x - a.x), abs(b.y - a.y))
    // Longer than the canvas by far: nothing of it would be told from noise.
    guard steps <= 4 * (width + height) else { return }
    guard steps > 0 else { return set(x: a.x, y: a.y) }
    for step in 0...steps {
      set(x: a.x + (b.x - a.x) * step / steps, y: a.y + (b.y - a.y) * step / steps)
    }
  }

  package func draw(_ frame: inout Frame, _ role: Role, _ glyphs: Glyphs) {
    for (cell, pattern) in dots.enumerated() where pattern != 0 {
      guard let scalar = Unicode.Scalar(0x2800 + UInt32(pattern)) else { continue }
      let text = glyphs.hasBraille ? String(scalar) : "."
      frame.put(text, x: rect.x + cell % rect.width, y: rect.y + cell / rect.width, Style(role), clip: rect)
    }
  }

  /// Bits of the Unicode block: dots 1-3 and 7 on the left, 4-6 and 8 on the right, from the top.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
}
