/// Removes secrets from text on its way into any export: in every URL, the user info and the values of the query
/// and fragment become `***`. Every writer passes its text through here.
enum Redaction {
  static func redacted(_ text: String) -> String {
    guard let first = text.firstRange(of: "://") else { return text }
    var out = ""
    var rest = text[...]
    var next: Range<Substring.Index>? = first
    while let mark = next {
      let end =
        rest[mark.upperBound...].firstIndex { $0.isWhitespace || "\"<>".contains($0) } ?? rest.endIndex
      out += rest[..<mark.upperBound] + url(rest[mark.upperBound..<end])
      rest = rest[end...]
      next = rest.firstRange(of: "://")
    }
    return out + rest
  }

  /// What follows the `://` of one URL.
  private static func url(_ text: Substring) -> String {
    let pathStart = text.firstIndex { "/?#".contains($0) } ?? text.endIndex
    var authority = text[..<pathStart]
    if let at = authority.lastIndex(of: "@") { authority = "***" + authority[at...] }
    let path = text[pathStart...].prefix { !"?#".contains($0) }
    let query = text[path.endIndex...]
    return authority + redacted(String(path)) + query.prefix(1) + fields(query.dropFirst())
  }

  /// `a=1&b=2` as `a=***&b=***`; a field without a name counts as a value.
  private static func fields(_ query: Substring) -> String {
    var out = ""
    var isName = true
    var field = ""
    func flush(_ separator: Character?) {
      out += isName && !field.isEmpty ? "***" : ""
      field = ""
      isName = true
      if let separator { out.append(separator) }
    }
    for character in query {
      switch character {
      case "&", ";", "#", "?": flush(character)
      case "=" where isName:
        out += field + "=***"
        isName = false
      default: field.append(character)
      }
    }
    flush(nil)
    return out
  }
}
