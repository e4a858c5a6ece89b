internal import Glibc
internal import Model

extension DNSMessage {
  /// A record's data in presentation form (RFC 1035, 3596, 2782, 8659), made safe to show.
  func text(of record: Record, as type: RecordType) throws(DNSFormatError) -> SafeText {
    var reader = DNSReader(bytes, at: record.data.lowerBound)
    let text: String
    switch type {
    case .a, .aaaa: text = try address(record, type)
    case .cname, .ns, .ptr: text = try reader.name().description
    case .mx: text = "\(try reader.short()) \(try reader.name())"
    case .srv: text = "\(try reader.short()) \(try reader.short()) \(try reader.short()) \(try reader.name())"
    case .soa:
      text = "\(try reader.name()) \(try reader.name()) \(try reader.long())"
      _ = try reader.bytes(16)
    case .txt: text = try strings(&reader, until: record.data.upperBound)
    case .caa: text = try authorization(&reader, until: record.data.upperBound)
    }
    let isFixed = type == .a || type == .aaaa
    guard isFixed || reader.position == record.data.upperBound else { throw .badRecord }
    return SafeText(text)
  }

  private func address(_ record: Record, _ type: RecordType) throws(DNSFormatError) -> String {
    let octets = bytes[record.data]
    guard octets.count == (type == .a ? 4 : 16) else { throw .badRecord }
    if type == .a { return dotted(octets) }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let shown = Array(octets).withUnsafeBytes {
      inet_ntop(AF_INET6, $0.baseAddress, &text, socklen_t(text.count))
    }
    guard shown != nil else { throw .badRecord }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Fits a small string, which costs no allocation.
  private func dotted(_ octets: ArraySlice<UInt8>) -> String {
    String(unsafeUninitializedCapacity: 15) { text in
      var count = 0
      func put(_ byte: UInt8) {
        text[count] = byte
        count += 1
      }
      for (index, octet) in octets.enumerated() {
        if index > 0 { put(UInt8(ascii: ".")) }
        if octet >= 100 { put(UInt8(ascii: "0") + octet / 100) }
        if octet >= 10 { put(UInt8(ascii: "0") + octet / 10 % 10) }
        put(UInt8(ascii: "0") + octet % 10)
      }
      return count
    }
  }

  /// Character strings, each quoted.
  private func strings(_ reader: inout DNSReader, until end: Int) throws(DNSFormatError) -> String {
    var parts: [String] = []
    while reader.position < end {
      let length = Int(try reader.byte())
      parts.append("\"\(String(decoding: try reader.bytes(length), as: UTF8.self))\"")
    }
    return parts.joined(separator: " ")
  }

  private func authorization(_ reader: inout DNSReader, until end: Int) throws(DNSFormatError) -> String {
    let flags = try reader.byte()
    let tag = String(decoding: try reader.bytes(Int(try reader.byte())), as: UTF8.self)
    let value = String(decoding: try reader.bytes(end - reader.position), as: UTF8.self)
    return "\(flags) \(tag) \"\(value)\""
  }
}
