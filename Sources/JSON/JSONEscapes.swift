/// What a string's escapes stand for, both ways.
struct JSONEscapes {
  private let raw: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0

  init(_ raw: UnsafeBufferPointer<UInt8>) { self.raw = raw }

  /// The text that a JSON string stands for; a surrogate without its other half becomes U+FFFD. `nil`, with
  /// `offset` at it, if an escape is none.
  mutating func decoded() -> [UInt8]? {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    while offset < raw.count {
      guard raw[offset] == UInt8(ascii: "\\") else {
        text.append(raw[offset])
        offset += 1
        continue
      }
      guard let bytes = escape() else { return nil }
      text += bytes
    }
    return text
  }

  private mutating func escape() -> [UInt8]? {
    guard offset + 1 < raw.count else { return nil }
    if let byte = Self.simple(raw[offset + 1]) {
      offset += 2
      return [byte]
    }
    guard let first = unit(at: offset) else { return nil }
    offset += 6
    if UTF16.isLeadSurrogate(first), let second = unit(at: offset), UTF16.isTrailSurrogate(second) {
      offset += 6
      return Array(String(decoding: [first, second], as: UTF16.self).utf8)
    }
    return Array(String(decoding: [first], as: UTF16.self).utf8)
  }

  /// The UTF-16 unit of `\u` and four digits.
  private func unit(at start: Int) -> UInt16? {
    guard start + 6 <= raw.count, raw[start] == UInt8(ascii: "\\"), raw[start + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var value: UInt16 = 0
    for index in start + 2..<start + 6 {
      guard let digit = Character(UnicodeScalar(raw[index])).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
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

  /// Writes a string with its quotes. Control and invisible formatting characters are escaped: JSON is read
  /// on terminals too.
  static func write(_ text: String, into out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where isEscaped(scalar):
        for unit in String(scalar).utf16 {
          let hex = String(unit, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }

  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    guard !(0x20..<0x7F).contains(scalar.value) else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}
