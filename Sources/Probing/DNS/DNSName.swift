/// A domain name in wire form without compression: length-prefixed labels, a zero byte at the end.
struct DNSName: Hashable {
  let wire: [UInt8]

  /// Labels of more than 63 bytes, names of more than 255, empty labels and anything but ASCII are refused:
  /// international names have to come in as punycode.
  init?(_ text: some StringProtocol) {
    var wire: [UInt8] = []
    wire.reserveCapacity(text.utf8.count + 2)
    let labels = text.hasSuffix(".") ? Substring(text).dropLast() : Substring(text)
    for label in labels.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard (1...63).contains(label.count), label.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
      wire.append(UInt8(label.count))
      wire.append(contentsOf: label)
    }
    wire.append(0)
    guard wire.count <= Self.longest else { return nil }
    self.wire = wire
  }

  fileprivate init(wire: [UInt8]) { self.wire = wire }

  static let longest = 255

  /// Names compare without regard to ASCII case (RFC 4343).
  static func == (a: DNSName, b: DNSName) -> Bool {
    a.wire.count == b.wire.count && zip(a.wire, b.wire).allSatisfy { lowercase($0) == lowercase($1) }
  }

  func hash(into hasher: inout Hasher) {
    for byte in wire { hasher.combine(Self.lowercase(byte)) }
  }

  /// Label lengths are at most 63 and so never mistaken for letters.
  static func lowercase(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}

extension DNSName: CustomStringConvertible {
  /// Presentation form of RFC 1035 without the root's dot: what is no printable ASCII is `\DDD`.
  var description: String {
    guard wire.count > 1 else { return "." }
    var text: [UInt8] = []
    text.reserveCapacity(wire.count)
    var index = 0
    while index < wire.count, wire[index] != 0 {
      if index > 0 { text.append(UInt8(ascii: ".")) }
      let end = index + 1 + Int(wire[index])
      for byte in wire[(index + 1)..<end] { Self.append(byte, to: &text) }
      index = end
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(_ byte: UInt8, to text: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
    case 0x21...0x7E: text.append(byte)
    default:
      let digits = [byte / 100, byte / 10 % 10, byte % 10].map { $0 + UInt8(ascii: "0") }
      text += [UInt8(ascii: "\\")] + digits
    }
  }
}

extension DNSReader {
  /// Reads a name, following compression pointers. Each pointer has to point before the bytes read so far,
  /// so that no chain of them can loop (RFC 1035, 4.1.4: "a prior occurrence").
  mutating func name() throws(DNSFormatError) -> DNSName {
    var wire: [UInt8] = []
    var reader = self
    var followed = false
    var lowest = position
    while true {
      let length = try reader.byte()
      switch length {
      case 0:
        wire.append(0)
        position = followed ? position : reader.position
        return DNSName(wire: wire)
      case 1...63:
        guard wire.count + Int(length) + 2 <= DNSName.longest else { throw .nameTooLong }
        wire.append(length)
        wire.append(contentsOf: try reader.bytes(Int(length)))
      case 0xC0...0xFF:
        let target = Int(length & 0x3F) << 8 | Int(try reader.byte())
        guard target < lowest, target >= DNSMessage.headerLength else { throw .badPointer }
        if !followed { position = reader.position }
        followed = true
        lowest = target
        reader.position = target
      default: throw .badLabel
      }
    }
  }
}
