internal import Model

/// A strict JSON reader (RFC 8259) over UTF-8 bytes, for input of bad intent: bounded depth, no recursion
/// beyond it, every index checked, trailing text refused.
struct JSONReader {
  /// Arrays and objects open at once, at most; feeds use less than ten.
  static let depthLimit = 64

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  static func read(_ bytes: [UInt8]) throws(FeedError) -> JSONTree {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value()
    reader.skipSpace()
    guard reader.index == bytes.count else { throw reader.error("text after the value") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func value() throws(FeedError) -> JSONTree {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return try nested { (reader) throws(FeedError) in .object(try reader.members()) }
    case UInt8(ascii: "["): return try nested { (reader) throws(FeedError) in .array(try reader.elements()) }
    case UInt8(ascii: "\""): return .string(try string())
    case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): return .number(try number())
    default:
      if skip("true") { return .bool(true) }
      if skip("false") { return .bool(false) }
      if skip("null") { return .null }
      throw error(peek == nil ? "it ends too early" : "no value begins like this")
    }
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(FeedError) -> JSONTree
  ) throws(FeedError) -> JSONTree {
    guard depth < Self.depthLimit else { throw error("more than \(Self.depthLimit) levels are nested") }
    depth += 1
    index += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func elements() throws(FeedError) -> [JSONTree] {
    var elements: [JSONTree] = []
    skipSpace()
    if skip("]") { return elements }
    while true {
      elements.append(try value())
      skipSpace()
      if skip("]") { return elements }
      guard skip(",") else { throw error("a comma or ] is expected") }
    }
  }

  private mutating func members() throws(FeedError) -> [String: JSONTree] {
    var members: [String: JSONTree] = [:]
    skipSpace()
    if skip("}") { return members }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw error("a key is expected") }
      let key = try string()
      skipSpace()
      guard skip(":") else { throw error("a colon is expected") }
      guard members.updateValue(try value(), forKey: key) == nil else { throw error("a key is given twice") }
      skipSpace()
      if skip("}") { return members }
      guard skip(",") else { throw error("a comma or } is expected") }
    }
  }
}

// MARK: - Scalars

extension JSONReader {
  private mutating func string() throws(FeedError) -> String {
    index += 1
    var text: [UInt8] = []
    var start = index
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        text += bytes[start..<index]
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text += bytes[start..<index]
        text += try escape().utf8
        start = index
      case 0..<0x20: throw error("a control character in a string")
      default: index += 1
      }
    }
    throw error("it ends too early")
  }

  private mutating func escape() throws(FeedError) -> String {
    index += 1
    guard let byte = peek else { throw error("it ends too early") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(UnicodeScalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try escapedUnits()
    default: throw error("no escape is written like this")
    }
  }

  /// After `\u`: one UTF-16 unit, or two that belong together; a lone surrogate becomes U+FFFD.
  private mutating func escapedUnits() throws(FeedError) -> String {
    let first = try unit()
    let mark = index
    if UTF16.isLeadSurrogate(first), skip("\\u") {
      let second = try unit()
      if UTF16.isTrailSurrogate(second) { return String(decoding: [first, second], as: UTF16.self) }
      index = mark
    }
    return String(decoding: [first], as: UTF16.self)
  }

  private mutating func unit() throws(FeedError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = peek.flatMap({ Character(UnicodeScalar($0)).hexDigitValue }) else {
        throw error("four hexadecimal digits are expected")
      }
      value = value << 4 | UInt16(digit)
      index += 1
    }
    return value
  }

  private mutating func number() throws(FeedError) -> String {
    let start = index
    skip("-")
    let leading = index
    let digits = try digits()
    guard digits == 1 || bytes[leading] != UInt8(ascii: "0") else { throw error("a number begins with 0") }
    if skip(".") { _ = try self.digits() }
    if skip("e") || skip("E") {
      if !skip("+") { skip("-") }
      _ = try self.digits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() throws(FeedError) -> Int {
    let start = index
    while let byte = peek, Self.isDigit(byte) { index += 1 }
    guard index > start else { throw error("a digit is expected") }
    return index - start
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  @discardableResult
  private mutating func skip(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard bytes.count - index >= count else { return false }
    for offset in 0..<count where bytes[index + offset] != literal.utf8Start[offset] { return false }
    index += count
    return true
  }

  private func error(_ what: String) -> FeedError { .malformed("not JSON: byte \(index + 1): \(what)") }
}
