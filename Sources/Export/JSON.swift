/// A JSON value whose objects keep the order in which their keys were written: the order of the contract.
package indirect enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// Written as the shortest text that reads back as the same number; not finite becomes `null`.
  case number(Double)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  package static func == (a: JSON, b: JSON) -> Bool { a.text() == b.text() }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }

  /// The value's JSON, or `null` if there is none.
  package static func optional<Value>(_ value: Value?, _ json: (Value) -> JSON) -> JSON {
    value.map(json) ?? .null
  }
}

extension JSON {
  /// UTF-8 text, indented by two spaces a level, without a newline at the end.
  package func text() -> String {
    var out = ""
    write(into: &out, indent: 0)
    return out
  }

  /// UTF-8 text on one line: for JSON Lines.
  package func line() -> String {
    var out = ""
    write(into: &out, indent: nil)
    return out
  }

  private func write(into out: inout String, indent: Int?) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .integer(let value): out += String(value)
    case .number(let value): out += Self.text(of: value)
    case .string(let value): Self.write(value, into: &out)
    case .array(let values):
      Self.write(values, "[", "]", into: &out, indent) { $0.write(into: &$1, indent: $2) }
    case .object(let members):
      Self.write(members, "{", "}", into: &out, indent) { member, out, inner in
        Self.write(member.0, into: &out)
        out += indent == nil ? ":" : ": "
        member.1.write(into: &out, indent: inner)
      }
    }
  }

  private static func write<Element>(
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

  private static func text(of value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return String(value)
  }

  private static func write(_ value: String, into out: inout String) {
    out += "\""
    for scalar in Redaction.redacted(value).unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where Self.isEscaped(scalar):
        for unit in String(scalar).utf16 {
          let hex = String(unit, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }

  /// Control and invisible formatting characters are escaped: JSON is read on terminals too.
  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    guard !(0x20..<0x7F).contains(scalar.value) else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}
