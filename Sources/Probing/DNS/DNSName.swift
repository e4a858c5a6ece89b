/// A domain name in wire form without compression: length-prefixed labels, a zero byte at the end.
struct DNSName: Hashable {
  let wire: [UInt8]

  /// Labels of more than 63 bytes, names of more than 255, empty labels and anything but ASCII are refused:
  /// international names have to come in as punycode. `.` is the root.
  init?(_ text: String) {
    guard text != "." else {
      wire = [0]
      return
    }
    var wire: [UInt8] = []
    wire.reserveCapacity(text.utf8.count + 2)
    // Each label's length is written over this byte once it is known.
    var start = 0
    wire.append(0)
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        guard Self.close(label: start, in: &wire) else { return nil }
        start = wire.count
        wire.append(0)
      } else {
        guard byte > 0x20 && byte < 0x7F else { return nil }
        wire.append(byte)
      }
    }
    if wire.count > start + 1 || start == 0 {
      guard Self.close(label: start, in: &wire) else { return nil }
      wire.append(0)
    }
    guard wire.count <= Self.longest else { return nil }
    self.wire = wire
  }

  private static func close(label start: Int, in wire: inout [UInt8]) -> Bool {
    let length = wire.count - start - 1
    guard (1...63).contains(length) else { return false }
    wire[start] = UInt8(length)
    return true
  }

  fileprivate init(wire: [UInt8]) { self.wire = wire }

  static let longest = 255

  /// Names compare without regard to ASCII case (RFC 4343).
  static func == (a: DNSName, b: DNSName) -> Bool {
    guard a.wire.count == b.wire.count else { return false }
    for index in a.wire.indices where lowercase(a.wire[index]) != lowercase(b.wire[index]) { return false }
    return true
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
  /// Reads a name, following compression pointers.
  mutating func name() throws(DNSFormatError) -> DNSName {
    var wire: [UInt8] = []
    try walkName { wire.append(contentsOf: $0) }
    wire.append(0)
    return DNSName(wire: wire)
  }

  /// Passes over a name, which has to be as well formed as one that is read.
  mutating func skipName() throws(DNSFormatError) { try walkName { _ in } }

  /// Whether the name here, which was passed over before, is `name`.
  func holds(_ name: DNSName) -> Bool {
    var reader = self
    var index = 0
    var isSame = true
    let wire = name.wire
    let walked: Void? = try? reader.walkName { label in
      guard isSame, index + label.count < wire.count else { return isSame = false }
      for (offset, byte) in label.enumerated()
      where DNSName.lowercase(byte) != DNSName.lowercase(wire[index + offset]) {
        isSame = false
      }
      index += label.count
    }
    return walked != nil && isSame && index + 1 == wire.count
  }

  /// Gives each label, its length first, to `visit`. Each pointer has to point before the bytes read so far,
  /// so that no chain of them can loop (RFC 1035, 4.1.4: "a prior occurrence").
  private mutating func walkName(_ visit: (ArraySlice<UInt8>) -> Void) throws(DNSFormatError) {
    var at = position
    var end: Int?
    var lowest = position
    var count = 1
    while true {
      guard at < message.count else { throw .truncated }
      let length = message[at]
      switch length {
      case 0:
        position = end ?? at + 1
        return
      case 1...63:
        let next = at + 1 + Int(length)
        guard next <= message.count else { throw .truncated }
        count += Int(length) + 1
        guard count <= DNSName.longest else { throw .nameTooLong }
        visit(message[at..<next])
        at = next
      case 0xC0...0xFF:
        guard at + 1 < message.count else { throw .truncated }
        let target = Int(length & 0x3F) << 8 | Int(message[at + 1])
        guard target < lowest, target >= DNSMessage.headerLength else { throw .badPointer }
        end = end ?? at + 2
        lowest = target
        at = target
      default: throw .badLabel
      }
    }
  }
}
