/// Finds where a text stops being JSON (RFC 8259), which Foundation's decoder does not report.
struct JSONSyntax {
  /// The deepest nesting of objects and lists.
  private static let depthLimit = 512

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  private struct Broken: Error {}

  /// Line and column (in bytes), from 1, of the first byte that does not belong there; `nil` for JSON.
  static func firstError(in bytes: [UInt8]) -> (line: Int, column: Int)? {
    var scanner = JSONSyntax(bytes: bytes)
    do {
      try scanner.value()
      guard scanner.index < bytes.count else { return nil }
    } catch {}
    let before = bytes[..<min(scanner.index, bytes.count)]
    let lineStart = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    return (before.count { $0 == 10 } + 1, before.count - lineStart + 1)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The next byte that is no white space; 0 at the end.
  private mutating func peek() -> UInt8 {
    while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
    return index < bytes.count ? bytes[index] : 0
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  private mutating func value() throws(Broken) {
    switch peek() {
    case UInt8(ascii: "{"):
      try list("}") { scanner throws(Broken) in
        _ = scanner.peek()
        try scanner.string()
        guard scanner.take(":") else { throw Broken() }
        try scanner.value()
      }
    case UInt8(ascii: "["): try list("]") { scanner throws(Broken) in try scanner.value() }
    case UInt8(ascii: "\""): try string()
    default: try word()
    }
    _ = peek()
  }

  private mutating func list(
    _ end: Unicode.Scalar, _ element: (inout JSONSyntax) throws(Broken) -> Void
  ) throws(Broken) {
    index += 1
    depth += 1
    guard depth <= Self.depthLimit else { throw Broken() }
    if !take(end) {
      repeat { try element(&self) } while take(",")
      guard take(end) else { throw Broken() }
    }
    depth -= 1
  }

  private mutating func string() throws(Broken) {
    guard take("\"") else { throw Broken() }
    while index < bytes.count, bytes[index] >= 0x20 {
      if bytes[index] == UInt8(ascii: "\"") {
        index += 1
        return
      }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    throw Broken()
  }

  /// A number or one of the three words.
  private mutating func word() throws(Broken) {
    let start = index
    while index < bytes.count, "+-.0123456789abcdefghijklmnopqrstuvwxyzE".utf8.contains(bytes[index]) {
      index += 1
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    guard ["true", "false", "null"].contains(text) || Double(text) != nil else {
      index = start
      throw Broken()
    }
  }
}
