/// What one cell can hold: a spacing character and the marks on it.
struct Glyph {
  let character: Character
  /// 1 or 2.
  let width: Int

  /// Marks kept on one character; curses holds five characters in a cell.
  private static let markLimit = 4

  /// Takes text apart as curses does, one spacing character a cell. Controls, and marks that have nothing to
  /// stand on, are left out.
  static func split(_ text: some StringProtocol) -> [Glyph] {
    var glyphs: [Glyph] = []
    glyphs.reserveCapacity(text.utf8.count)
    for character in text {
      let scalars = character.unicodeScalars
      if scalars.count == 1, let only = scalars.first {
        let width = TextWidth.of(only)
        if width > 0 { glyphs.append(Glyph(character: character, width: width)) }
      } else {
        glyphs += split(cluster: scalars)
      }
    }
    return glyphs
  }

  private static func split(cluster: Character.UnicodeScalarView) -> [Glyph] {
    var glyphs: [Glyph] = []
    var held = String.UnicodeScalarView()
    var heldWidth = 0
    for scalar in cluster {
      let width = TextWidth.of(scalar)
      if width > 0 {
        if heldWidth > 0 { glyphs.append(Glyph(character: Character(String(held)), width: heldWidth)) }
        (held, heldWidth) = (String.UnicodeScalarView([scalar]), width)
      } else if heldWidth > 0, held.count <= markLimit, isMark(scalar) {
        held.append(scalar)
      }
    }
    if heldWidth > 0 { glyphs.append(Glyph(character: Character(String(held)), width: heldWidth)) }
    return glyphs
  }

  /// Joiners and controls are zero-width too, and would let a terminal draw something else.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: !scalar.properties.isVariationSelector
    case .otherLetter: true
    default: false
    }
  }
}
