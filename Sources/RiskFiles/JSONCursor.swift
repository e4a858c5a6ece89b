/// Walks the JSON of one line, byte by byte: no tree is built, and a million lines take about a second.
///
/// The bytes belong to the caller of the line reader and live as long as the cursor does.
struct JSONCursor {
  /// Where in the line a problem is, and what it is.
  struct Problem: Error {
    let offset: Int
    let fact: FileProblem.Fact
  }

  static let deepest = 64

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0
  private(set) var depth = 0
  private let decoded = DecodedStrings()

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  func problem(_ fact: FileProblem.Fact, at offset: Int? = nil) -> Problem {
    Problem(offset: offset ?? self.offset, fact: fact)
  }

  func unexpected(_ expected: String) -> Problem {
    guard offset < bytes.count else { return problem(.unexpected("the end of the line", expected: expected)) }
    let text = String(decoding: bytes[offset..<min(offset + 20, bytes.count)], as: UTF8.self)
    return problem(.unexpected(text, expected: expected))
  }

  /// The next byte that is no white space, without taking it; 0 at the end.
  mutating func peek() -> UInt8 {
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { return byte }
      offset += 1
    }
    return 0
  }

  mutating func take(_ character: Unicode.Scalar, _ expected: String) throws(Problem) {
    guard peek() == UInt8(ascii: character) else { throw unexpected(expected) }
    offset += 1
  }

  mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  mutating func end() throws(Problem) {
    guard peek() == 0, offset == bytes.count else {
      throw unexpected("one object on each line, and nothing after it")
    }
  }

  mutating func object(
    _ member: (inout JSONCursor, UnsafeBufferPointer<UInt8>) throws(Problem) -> Void
  ) throws(Problem) {
    try take("{", "an object in braces")
    try deeper { cursor throws(Problem) in
      if cursor.takes("}") { return }
      repeat {
        let key = try cursor.string()
        try cursor.take(":", "a colon after the key")
        try member(&cursor, key)
      } while cursor.takes(",")
      try cursor.take("}", "a comma or a closing brace")
    }
  }

  /// Calls `element` with each index.
  mutating func array(_ element: (inout JSONCursor, Int) throws(Problem) -> Void) throws(Problem) {
    try take("[", "a list in brackets")
    try deeper { cursor throws(Problem) in
      if cursor.takes("]") { return }
      var index = 0
      repeat {
        try element(&cursor, index)
        index += 1
      } while cursor.takes(",")
      try cursor.take("]", "a comma or a closing bracket")
    }
  }

  private mutating func deeper(_ body: (inout JSONCursor) throws(Problem) -> Void) throws(Problem) {
    guard depth < Self.deepest else { throw problem(.tooDeep) }
    depth += 1
    try body(&self)
    depth -= 1
  }

  /// A string's bytes: as they stand in the line, or decoded beside it if there are escapes.
  mutating func string() throws(Problem) -> UnsafeBufferPointer<UInt8> {
    try take("\"", "a string in quotation marks")
    let start = offset
    var hasEscapes = false
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      guard bytes[offset] >= 0x20 else { throw unexpected("a string without control characters") }
      let isEscape = bytes[offset] == UInt8(ascii: "\\")
      hasEscapes = hasEscapes || isEscape
      offset += isEscape ? 2 : 1
    }
    guard offset < bytes.count else { throw unexpected("a closing quotation mark") }
    offset += 1
    let raw = UnsafeBufferPointer(rebasing: bytes[start..<offset - 1])
    guard hasEscapes else { return raw }
    guard let text = JSONEscapes.decoded(raw) else {
      throw problem(
        .unexpected(String(decoding: raw, as: UTF8.self), expected: "a valid JSON escape"), at: start)
    }
    return decoded.keep(text)
  }

  /// Skips any string.
  private mutating func skipString() throws(Problem) {
    try take("\"", "a string in quotation marks")
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard offset < bytes.count else { throw unexpected("a closing quotation mark") }
    offset += 1
  }

  mutating func number() throws(Problem) -> Double {
    _ = peek()
    let start = offset
    let isPart: (UInt8) -> Bool = { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    while offset < bytes.count, isPart(bytes[offset]) { offset += 1 }
    if let small = Self.small(UnsafeBufferPointer(rebasing: bytes[start..<offset])) { return small }
    guard offset > start, bytes[start] != UInt8(ascii: "+"),
      let value = Double(String(decoding: bytes[start..<offset], as: UTF8.self))
    else {
      offset = start
      throw unexpected("a number")
    }
    return value
  }

  /// Whole numbers of a few digits, by far the usual case.
  private static func small(_ digits: UnsafeBufferPointer<UInt8>) -> Double? {
    guard (1...9).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return Double(value)
  }

  /// Skips any value.
  mutating func skip() throws(Problem) {
    switch peek() {
    case UInt8(ascii: "{"): try object { cursor, _ throws(Problem) in try cursor.skip() }
    case UInt8(ascii: "["): try array { cursor, _ throws(Problem) in try cursor.skip() }
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: _ = try number()
    }
  }

  private mutating func word(_ text: StaticString) throws(Problem) {
    for index in 0..<text.utf8CodeUnitCount {
      guard offset < bytes.count, bytes[offset] == text.utf8Start[index] else { throw unexpected("a value") }
      offset += 1
    }
  }
}

/// Keeps decoded strings alive as long as the cursor that handed out pointers to them.
///
/// Used by the one thread that reads the line; nothing is freed before the cursor is gone.
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

enum JSONEscapes {
  /// The text that a JSON string stands for; `nil` if an escape is none.
  static func decoded(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var text: [UInt8] = []
    var units: [UInt16] = []
    var at = 0
    while at < raw.count {
      guard raw[at] == UInt8(ascii: "\\") else {
        guard flush(&units, into: &text) else { return nil }
        text.append(raw[at])
        at += 1
        continue
      }
      guard at + 1 < raw.count else { return nil }
      if raw[at + 1] == UInt8(ascii: "u") {
        let digits = String(decoding: raw[min(at + 2, raw.count)..<min(at + 6, raw.count)], as: UTF8.self)
        guard digits.utf8.count == 4, let unit = UInt16(digits, radix: 16) else { return nil }
        units.append(unit)
        at += 6
      } else {
        guard flush(&units, into: &text), let byte = simple(raw[at + 1]) else { return nil }
        text.append(byte)
        at += 2
      }
    }
    return flush(&units, into: &text) ? text : nil
  }

  /// Surrogates come in pairs, so units are decoded together.
  private static func flush(_ units: inout [UInt16], into text: inout [UInt8]) -> Bool {
    guard !units.isEmpty else { return true }
    guard let string = String(validating: units, as: UTF16.self) else { return false }
    text.append(contentsOf: string.utf8)
    units.removeAll()
    return true
  }

  private static func simple(_ letter: UInt8) -> UInt8? {
    switch Unicode.Scalar(letter) {
    case "\"", "\\", "/": letter
    case "b": 0x08
    case "f": 0x0C
    case "n": 0x0A
    case "r": 0x0D
    case "t": 0x09
    default: nil
    }
  }
}
