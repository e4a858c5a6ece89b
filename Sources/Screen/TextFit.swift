/// Text cut to a number of columns, so that what tells one thing from another stays readable.
package enum TextFit {
  /// Cuts the end: `US East (N. Vir…`. Never wider than `width`.
  package static func end(_ text: String, to width: Int, _ glyphs: Glyphs) -> String {
    guard TextWidth.of(text) > width else { return text }
    guard width > 0 else { return "" }
    return prefix(of: text, width: width - 1) + String(glyphs.ellipsis)
  }

  /// Cuts the middle, and keeps both ends: `arn:aws:…/checkout`.
  package static func middle(_ text: String, to width: Int, _ glyphs: Glyphs) -> String {
    guard TextWidth.of(text) > width else { return text }
    guard width > 2 else { return end(text, to: width, glyphs) }
    let tail = (width - 1) / 2
    let backwards = prefix(of: String(text.reversed()), width: tail)
    return prefix(of: text, width: width - 1 - tail) + String(glyphs.ellipsis) + String(backwards.reversed())
  }

  /// Cuts a host name or URL: the scheme goes first, then the end, where the registered domain is (the labels
  /// before it tell hosts apart); a first label that is too long by itself is cut in its middle.
  package static func host(_ name: String, to width: Int, _ glyphs: Glyphs) -> String {
    guard TextWidth.of(name) > width else { return name }
    var bare = Substring(name)
    if let scheme = name.firstRange(of: "://") { bare = name[scheme.upperBound...] }
    let label = bare.prefix { $0 != "." && $0 != "/" && $0 != ":" }
    if TextWidth.of(label) > width - 1, width > 8 {
      return middle(String(label), to: width - 1, glyphs) + String(glyphs.ellipsis)
    }
    return end(String(bare), to: width, glyphs)
  }

  /// The longest beginning that takes at most `width` columns, whole graphemes only.
  package static func prefix(of text: some StringProtocol, width: Int) -> String {
    var room = width
    var kept = ""
    for glyph in text {
      room -= TextWidth.of(glyph)
      guard room >= 0 else { break }
      kept.append(glyph)
    }
    return kept
  }

  /// Breaks text at spaces into lines of at most `width` columns; a longer word is broken where it must be.
  /// At least one line, and never more than `limit`: the last one then ends in an ellipsis.
  package static func wrap(
    _ text: String, width: Int, limit: Int = .max, _ glyphs: Glyphs
  ) -> [String] {
    guard width > 0, limit > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      var rest = String(word)
      if used > 0, used + 1 + TextWidth.of(rest) > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      while TextWidth.of(rest) > width {
        let head = prefix(of: rest, width: width)
        guard !head.isEmpty else { return lines }
        lines.append(head)
        rest = String(rest.dropFirst(head.count))
      }
      line += used > 0 ? " " + rest : rest
      used = TextWidth.of(line)
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    guard lines.count > limit else { return lines }
    return lines.prefix(limit - 1) + [end(lines[limit - 1] + " " + lines[limit], to: width, glyphs)]
  }
}
