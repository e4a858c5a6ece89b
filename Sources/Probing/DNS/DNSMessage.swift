internal import Model

/// The parts of a DNS response that a judgement needs, read strictly: anything that does not fit is a
/// `DNSFormatError`, never a guess. Bytes after the last record are ignored, as `dig` does.
struct DNSMessage {
  struct Record {
    /// Where the owner's name is in the message.
    let owner: Int
    let type: UInt16
    /// Seconds; a value with the top bit set counts as 0 (RFC 2181, 8).
    let ttl: Int
    /// Where the data lie in the message.
    let data: Range<Int>
  }

  static let headerLength = 12
  private static let internet: UInt16 = 1

  let bytes: [UInt8]
  let responseCode: UInt8
  let isTruncated: Bool
  let question: DNSName
  let questionType: UInt16
  /// The answer section: records of class IN.
  private(set) var answers: [Record] = []

  init(_ bytes: [UInt8]) throws(DNSFormatError) {
    self.bytes = bytes
    var reader = DNSReader(bytes, at: 2)
    let flags = try reader.short()
    let counts = [try reader.short(), try reader.short(), try reader.short(), try reader.short()]
    guard flags & 0x8000 != 0 else { throw .notAResponse }
    responseCode = UInt8(flags & 0xF)
    isTruncated = flags & 0x0200 != 0
    guard counts[0] == 1 else { throw .wrongQuestion }
    question = try reader.name()
    questionType = try reader.short()
    _ = try reader.short()
    for _ in 0..<counts[1] {
      if let record = try Self.record(&reader) { answers.append(record) }
    }
    for _ in 0..<(Int(counts[2]) + Int(counts[3])) { _ = try Self.record(&reader) }
  }

  private static func record(_ reader: inout DNSReader) throws(DNSFormatError) -> Record? {
    let owner = reader.position
    try reader.skipName()
    let type = try reader.short()
    let recordClass = try reader.short()
    let ttl = try reader.long()
    let length = Int(try reader.short())
    let start = reader.position
    _ = try reader.bytes(length)
    guard recordClass == internet else { return nil }
    let seconds = ttl > UInt32(Int32.max) ? 0 : Int(ttl)
    return Record(owner: owner, type: type, ttl: seconds, data: start..<(start + length))
  }

  func isOwned(_ record: Record, by name: DNSName) -> Bool {
    // Most answers point back to the question's name.
    if bytes[record.owner] == 0xC0, bytes[record.owner + 1] == UInt8(Self.headerLength) {
      return name == question
    }
    return DNSReader(bytes, at: record.owner).holds(name)
  }

  /// The name that is all of a record's data, as in CNAME.
  func target(of record: Record) throws(DNSFormatError) -> DNSName {
    var reader = DNSReader(bytes, at: record.data.lowerBound)
    let name = try reader.name()
    guard reader.position == record.data.upperBound else { throw .badRecord }
    return name
  }
}

/// A question as it is sent: one name, one type, recursion desired, no EDNS, so that a large answer comes
/// back truncated and is asked for again over TCP.
enum DNSQuery {
  static func bytes(id: UInt16, name: DNSName, type: RecordType) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: name.wire.count + 16) { bytes, count in
      func put(_ value: UInt16) {
        bytes[count] = UInt8(value >> 8)
        bytes[count + 1] = UInt8(value & 0xFF)
        count += 2
      }
      for value in [id, 0x0100, 1, 0, 0, 0] { put(value) }
      for byte in name.wire {
        bytes[count] = byte
        count += 1
      }
      put(type.number)
      put(1)
    }
  }
}

extension RecordType {
  /// The type's number on the wire.
  var number: UInt16 {
    switch self {
    case .a: 1
    case .ns: 2
    case .cname: 5
    case .soa: 6
    case .ptr: 12
    case .mx: 15
    case .txt: 16
    case .aaaa: 28
    case .srv: 33
    case .caa: 257
    }
  }
}
