internal import Model

/// Writes a graph in the DOT language. Every id and value is quoted, so no text can become syntax.
struct DOT {
  typealias Attributes = KeyValuePairs<String, String>

  private var body = ""

  /// - Parameter title: shown above the graph; none if empty.
  init(title: String = "") {
    body = "digraph faultline {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n"
    if !title.isEmpty { body += "  labelloc=t; fontname=\"sans-serif\"; label=\(Self.quoted(title));\n" }
  }

  var text: String { body + "}\n" }

  mutating func node(_ id: String, _ attributes: Attributes) {
    body += "  \(Self.quoted(id))\(Self.list(attributes));\n"
  }

  mutating func edge(_ source: String, _ target: String, _ attributes: Attributes = [:]) {
    body += "  \(Self.quoted(source)) -> \(Self.quoted(target))\(Self.list(attributes));\n"
  }

  private static func list(_ attributes: Attributes) -> String {
    guard !attributes.isEmpty else { return "" }
    return " [" + attributes.map { "\($0.key)=\(quoted($0.value))" }.joined(separator: ", ") + "]"
  }

  /// Line breaks are kept; a backslash stays a backslash, not a Graphviz escape.
  private static func quoted(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      Redaction.redacted(SafeText(line).string).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
    return "\"" + lines.joined(separator: "\\n") + "\""
  }
}
