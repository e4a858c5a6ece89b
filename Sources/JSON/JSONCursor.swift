/// Walks JSON (RFC 8259), byte by byte and strictly, without building anything: a line of a graph is read in
/// about a microsecond. The one reader of JSON; trees are built on it.
///
/// The bytes belong to the caller and live as long as the cursor does; what it hands out lives as long.
package struct JSONCursor {
  package typealias Bytes = UnsafeBufferPointer<UInt8>

  package let bytes: Bytes
  package private(set) var offset = 0
  /// Where the key that was read last begins.
  package private(set) var keyOffset = 0
  private let depthLimit: Int
  private var depth = 0
  /// True from the beginning of a list or an object to its first element or key.
  private var isFirst = false
  private var decoded: DecodedStrings?

  package init(_ bytes: Bytes, depthLimit: Int = JSONLimits.standard.depth) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  /// The next byte that is no white space, which stays the next; 0 at the end.
  package mutating func peek() -> UInt8 {
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      offset += 1
    }
    return 0
  }

  /// Refuses anything but white space after the value.
  package mutating func end() throws(JSONError) {
    guard peek() == 0, offset == bytes.count else { throw unexpected(.end) }
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func expect(
    _ character: Unicode.Scalar, _ expected: JSONError.Expectation
  ) throws(JSONError) {
    guard accept(character) else { throw unexpected(expected) }
  }

  private func unexpected(_ expected: JSONError.Expectation) -> JSONError {
    let rest = bytes[min(offset, bytes.count)..<min(offset + 20, bytes.count)]
    let found = rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
    return JSONError(offset: min(offset, bytes.count), reason: .unexpected(found: found, expected: expected))
  }
}

// MARK: - Lists and objects

extension JSONCursor {
  package mutating func beginObject() throws(JSONError) { try begin("{", .object) }
  package mutating func beginArray() throws(JSONError) { try begin("[", .array) }

  /// The bytes of the next key, after which its value has to be read; `nil` once the object has ended.
  package mutating func nextKey() throws(JSONError) -> Bytes? {
    guard try isMore(before: "}", .commaOrBrace) else { return nil }
    guard peek() == UInt8(ascii: "\"") else { throw unexpected(.key) }
    keyOffset = offset
    let key = try string()
    try expect(":", .colon)
    return key
  }

  /// Whether an element follows, which has to be read then; false once the list has ended.
  package mutating func nextElement() throws(JSONError) -> Bool { try isMore(before: "]", .commaOrBracket) }

  private mutating func begin(
    _ character: Unicode.Scalar, _ expected: JSONError.Expectation
  ) throws(JSONError) {
    let start = offset
    try expect(character, expected)
    guard depth < depthLimit else { throw JSONError(offset: start, reason: .tooDeep(limit: depthLimit)) }
    depth += 1
    isFirst = true
  }

  private mutating func isMore(
    before end: Unicode.Scalar, _ expected: JSONError.Expectation
  ) throws(JSONError) -> Bool {
    defer { isFirst = false }
    if accept(end) {
      depth -= 1
      return false
    }
    if !isFirst { try expect(",", expected) }
    // A list that ends after a comma is told at its end, as a value that is missing.
    return true
  }

  /// Passes over any value.
  package mutating func skip() throws(JSONError) {
    switch peek() {
    case UInt8(ascii: "{"):
      try beginObject()
      while try nextKey() != nil { try skip() }
    case UInt8(ascii: "["):
      try beginArray()
      while try nextElement() { try skip() }
    case UInt8(ascii: "\""): _ = try string()
    case let byte where Self.beginsNumber(byte): _ = try number()
    default: _ = try word()
    }
  }
}

// MARK: - Scalars

extension JSONCursor {
  static func beginsNumber(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || isDigit(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// `true`, `false` or `null`, which is `nil`.
  package mutating func word() throws(JSONError) -> Bool? {
    _ = peek()
    if accept(word: "true") { return true }
    if accept(word: "false") { return false }
    guard accept(word: "null") else { throw unexpected(.value) }
    return nil
  }

  private mutating func accept(word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count - offset >= count else { return false }
    for index in 0..<count where bytes[offset + index] != word.utf8Start[index] { return false }
    offset += count
    return true
  }

  /// A string's bytes: as they stand in the text, or decoded beside it if there are escapes.
  package mutating func string() throws(JSONError) -> Bytes {
    try expect("\"", .string)
    let start = offset
    var hasEscapes = false
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      guard bytes[offset] >= 0x20 else { throw unexpected(.printableCharacter) }
      let isEscape = bytes[offset] == UInt8(ascii: "\\")
      hasEscapes = hasEscapes || isEscape
      offset += isEscape ? 2 : 1
    }
    guard offset < bytes.count else { throw unexpected(.closingQuote) }
    let raw = Bytes(rebasing: bytes[start..<offset])
    offset += 1
    return hasEscapes ? try decode(raw, at: start) : raw
  }

  private mutating func decode(_ raw: Bytes, at start: Int) throws(JSONError) -> Bytes {
    let store = decoded ?? DecodedStrings()
    decoded = store
    var escapes = JSONEscapes(raw)
    guard let text = escapes.decoded() else {
      offset = start + escapes.offset
      throw unexpected(.escape)
    }
    return store.keep(text)
  }

  /// A number's bytes.
  package mutating func number() throws(JSONError) -> Bytes {
    _ = peek()
    let start = offset
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let leading = offset
    try skipDigits()
    guard offset - leading == 1 || bytes[leading] != UInt8(ascii: "0") else {
      offset = leading
      throw unexpected(.numberWithoutLeadingZero)
    }
    if isNext(".") {
      offset += 1
      try skipDigits()
    }
    if isNext("e") || isNext("E") {
      offset += 1
      if isNext("+") || isNext("-") { offset += 1 }
      try skipDigits()
    }
    return Bytes(rebasing: bytes[start..<offset])
  }

  private mutating func skipDigits() throws(JSONError) {
    let start = offset
    while offset < bytes.count, Self.isDigit(bytes[offset]) { offset += 1 }
    guard offset > start else { throw unexpected(.number) }
  }

  private func isNext(_ character: Unicode.Scalar) -> Bool {
    offset < bytes.count && bytes[offset] == UInt8(ascii: character)
  }

  /// A number, rounded to the nearest there is.
  package mutating func double() throws(JSONError) -> Double {
    let digits = try number()
    return Self.small(digits) ?? JSONNumber(text: String(decoding: digits, as: UTF8.self)).double
  }

  /// Whole numbers of a few digits, by far the usual case.
  private static func small(_ digits: Bytes) -> Double? {
    guard (1...9).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      guard isDigit(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return Double(value)
  }
}

/// Keeps decoded strings alive as long as the cursor that handed out pointers to them.
///
/// Used by the one thread that reads; nothing is freed before the cursor is gone.
private final class DecodedStrings {
  private var buffers: [UnsafeMutableBufferPointer<UInt8>] = []

  deinit { for buffer in buffers { buffer.deallocate() } }

  func keep(_ text: [UInt8]) -> UnsafeBufferPointer<UInt8> {
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
    _ = buffer.initialize(from: text)
    buffers.append(buffer)
    return UnsafeBufferPointer(buffer)
  }
}
