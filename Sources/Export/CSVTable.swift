internal import JSON
internal import Model

/// One table in RFC 4180 form: a header and records of as many fields, each ended by CR LF.
///
/// A file holds one table, so that every CSV reader accepts it. Text goes through `SafeText`, so a record is one
/// line; what a spreadsheet would take for a formula is escaped. Ours, since no CSV library does that, and what is
/// left of the format fits on a page.
struct CSVTable {
  enum Cell {
    case text(SafeText)
    /// Several ids or addresses in one field, separated by spaces; as many as there are.
    case list([String])
    case number(Double)
    /// What is not known: an empty field.
    case absent
  }

  let columns: [String]
  var rows: [[Cell]]

  /// UTF-8 text, without a byte order mark.
  var text: String {
    var out = ""
    Self.write(columns, into: &out)
    for row in rows { Self.write(row.map(\.field), into: &out) }
    return out
  }

  private static func write(_ fields: [String], into out: inout String) {
    out += fields.joined(separator: ",") + "\r\n"
  }
}

extension CSVTable.Cell {
  static func text(_ text: String) -> Self { .text(SafeText(text)) }
  static func integer(_ value: Int) -> Self { .number(Double(value)) }
  static func instant(_ instant: Timestamp) -> Self { .text(SafeText(instant.description)) }
  static func health(_ health: Health) -> Self { .text(health.rawValue) }

  /// Milliseconds to a microsecond.
  static func milliseconds(_ duration: Duration) -> Self {
    .number((duration.inMilliseconds * 1000).rounded() / 1000)
  }

  /// The value's cell, or an empty one if there is none.
  static func optional<Value>(_ value: Value?, _ cell: (Value) -> Self) -> Self {
    value.map(cell) ?? .absent
  }

  fileprivate var field: String {
    switch self {
    case .text(let text): Self.field(of: Redaction.redacted(text.string))
    case .list(let items):
      Self.field(of: items.map { Redaction.redacted(SafeText($0).string) }.joined(separator: " "))
    case .number(let value): JSONNumber(value)?.text ?? ""
    case .absent: ""
    }
  }

  /// Quoted wherever a reader could split it: some take `;` or a tab for the separator, and would then find a
  /// formula behind it.
  private static func field(of text: String) -> String {
    let guarded = guarded(text)
    guard guarded.contains(where: { !$0.isASCII || ",;\"'\t ".contains($0) }) else { return guarded }
    return "\"" + guarded.replacing("\"", with: "\"\"") + "\""
  }

  /// An apostrophe before what a spreadsheet would take for a formula: it then shows the text.
  ///
  /// Source: OWASP, "CSV Injection": `=`, `+`, `-`, `@`, tab and carriage return at the beginning, and the
  /// full-width forms of the first four. `SafeText` has already removed tabs and carriage returns.
  private static func guarded(_ text: String) -> String {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    let isFormula = first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
    return isFormula ? "'" + text : text
  }
}
