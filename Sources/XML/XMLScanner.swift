/// The bytes of a document and how far they have been read.
struct XMLScanner {
  private let bytes: [UInt8]
  private(set) var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index >= bytes.count }

  mutating func next() -> UInt8? {
    guard index < bytes.count else { return nil }
    defer { index += 1 }
    return bytes[index]
  }

  @discardableResult
  mutating func skip(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard bytes.count - index >= count else { return false }
    for offset in 0..<count where bytes[index + offset] != literal.utf8Start[offset] { return false }
    index += count
    return true
  }

  mutating func skip(through literal: StaticString) throws(XMLError) {
    while !isAtEnd {
      if skip(literal) { return }
      index += 1
    }
    throw error("the document ends too early")
  }

  /// Whether there was any.
  @discardableResult
  mutating func skipSpace() -> Bool {
    let start = index
    while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
    return index > start
  }

  mutating func name() throws(XMLError) -> String {
    let start = index
    while index < bytes.count, Self.isName(bytes[index], first: index == start) { index += 1 }
    guard index > start else { throw error("a name is expected") }
    return string(start..<index)
  }

  mutating func attribute() throws(XMLError) -> XMLReader.Attribute {
    let name = try name()
    skipSpace()
    guard skip("=") else { throw error("the attribute \(name) has no value") }
    skipSpace()
    guard let quote = next(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw error("the value of \(name) is not quoted")
    }
    let value = try characters { $0 == quote || $0 == UInt8(ascii: "<") }
    guard next() == quote else { throw error("the value of \(name) is not closed") }
    return XMLReader.Attribute(name: name, value: value)
  }

  /// Characters up to the stop byte or the end, references resolved.
  mutating func characters(until isStop: (UInt8) -> Bool) throws(XMLError) -> String {
    var text = ""
    var start = index
    while index < bytes.count, !isStop(bytes[index]) {
      if bytes[index] == UInt8(ascii: "&") {
        text += string(start..<index)
        text.unicodeScalars.append(try reference())
        start = index
      } else {
        index += 1
      }
    }
    return text + string(start..<index)
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private mutating func reference() throws(XMLError) -> Unicode.Scalar {
    if skip("&lt;") { return "<" }
    if skip("&gt;") { return ">" }
    if skip("&amp;") { return "&" }
    if skip("&quot;") { return "\"" }
    if skip("&apos;") { return "'" }
    guard skip("&#") else { throw error("an entity that is not one of XML's own") }
    let radix = skip("x") ? 16 : 10
    let start = index
    while index < bytes.count, index - start < 8, bytes[index] != UInt8(ascii: ";") { index += 1 }
    guard let code = UInt32(string(start..<index), radix: radix), let scalar = Unicode.Scalar(code), code > 0,
      skip(";")
    else { throw error("a character reference that names no character") }
    return scalar
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func isName(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...,
      UInt8(ascii: "_"), UInt8(ascii: ":"):
      true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): !first
    default: false
    }
  }
}

extension XMLScanner {
  func place(of offset: Int) -> XMLPlace {
    let before = bytes[..<min(offset, bytes.count)]
    let line = before.reduce(into: 1) { if $1 == UInt8(ascii: "\n") { $0 += 1 } }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return XMLPlace(line: line, column: before.count - start + 1)
  }

  func error(_ what: String) -> XMLError { XMLError(place: place(of: index), what: what) }
}
