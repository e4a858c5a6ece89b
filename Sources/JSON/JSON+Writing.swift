extension JSON {
  /// UTF-8 text without a newline at the end: indented by two spaces a level, or on one line, for JSON Lines.
  ///
  /// - Parameter rewrite: what every string and key becomes before it is escaped.
  package func written(indented: Bool, rewriting rewrite: (String) -> String = { $0 }) -> String {
    var out = ""
    withoutActuallyEscaping(rewrite) { rewrite in
      let writer = TreeWriter(rewrite: rewrite)
      writer.write(self, into: &out, indent: indented ? 0 : nil)
    }
    return out
  }
}

private struct TreeWriter {
  let rewrite: (String) -> String

  func write(_ json: JSON, into out: inout String, indent: Int?) {
    switch json {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .number(let value): out += value.text
    case .string(let value): JSONEscapes.write(rewrite(value), into: &out)
    case .array(let values):
      write(values, "[", "]", into: &out, indent) { write($0, into: &$1, indent: $2) }
    case .object(let members):
      write(members, "{", "}", into: &out, indent) { member, out, inner in
        JSONEscapes.write(rewrite(member.0), into: &out)
        out += indent == nil ? ":" : ": "
        write(member.1, into: &out, indent: inner)
      }
    }
  }

  private func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, into out: inout String, _ indent: Int?,
    _ body: (Element, inout String, Int?) -> Void
  ) {
    out += open
    let inner = indent.map { $0 + 1 }
    for (index, element) in elements.enumerated() {
      if index > 0 { out += "," }
      if let inner { out += "\n" + String(repeating: "  ", count: inner) }
      body(element, &out, inner)
    }
    if let indent, !elements.isEmpty { out += "\n" + String(repeating: "  ", count: indent) }
    out += close
  }
}
