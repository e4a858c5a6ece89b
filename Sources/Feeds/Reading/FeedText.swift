internal import Model

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}

/// HTML, which many feeds write into their texts, to the words a reader would see.
enum PlainText {
  /// Longest input looked at, in characters: what `SafeText` keeps, with room for the tags.
  private static let limit = 4 * SafeText.limit

  /// Tags fall away, blocks and line breaks become a space, character references become characters.
  static func of(_ html: String) -> SafeText {
    var words = ""
    var rest = html.prefix(limit)
    // Where no tag ends behind one beginning, none does behind the next: to look again would take for ever.
    var hasTags = true
    while let character = rest.first {
      if character == "<", hasTags, beginsTag(rest) {
        guard let end = rest.firstIndex(of: ">") else {
          hasTags = false
          continue
        }
        words += " "
        rest = rest[rest.index(after: end)...]
      } else if character == "&", let (text, end) = reference(rest) {
        words += text
        rest = rest[end...]
      } else {
        words.append(character)
        rest.removeFirst()
      }
    }
    return SafeText(words.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  /// `<` alone, as in `a < b`, begins none.
  private static func beginsTag(_ text: Substring) -> Bool {
    guard let next = text.dropFirst().first else { return false }
    return next.isLetter || next == "/" || next == "!"
  }

  private static func reference(_ text: Substring) -> (String, Substring.Index)? {
    guard let end = text.prefix(12).firstIndex(of: ";") else { return nil }
    let name = text[text.index(after: text.startIndex)..<end]
    guard let character = named[String(name)] ?? numbered(name) else { return nil }
    return (character, text.index(after: end))
  }

  private static func numbered(_ name: Substring) -> String? {
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let code = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }

  private static let named = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "hellip": "…",
  ]
}
