/// Why bytes are no DNS message. The text completes "the answer ...".
enum DNSFormatError: Error, Equatable {
  case truncated, badPointer, badLabel, nameTooLong, notAResponse, wrongQuestion, badRecord

  var description: String {
    switch self {
    case .truncated: "ends in the middle of a field"
    case .badPointer: "has a compression pointer that does not point back"
    case .badLabel: "has a label of an unknown kind"
    case .nameTooLong: "has a name longer than 255 bytes"
    case .notAResponse: "is not marked as a response"
    case .wrongQuestion: "repeats another question than the one asked"
    case .badRecord: "has a record whose data does not fit its type"
    }
  }
}

/// Reads a message from front to back; every read is checked against its end.
struct DNSReader {
  let message: [UInt8]
  var position: Int

  init(_ message: [UInt8], at position: Int = 0) {
    self.message = message
    self.position = position
  }

  mutating func byte() throws(DNSFormatError) -> UInt8 {
    guard position < message.count else { throw .truncated }
    defer { position += 1 }
    return message[position]
  }

  mutating func short() throws(DNSFormatError) -> UInt16 {
    guard position + 2 <= message.count else { throw .truncated }
    defer { position += 2 }
    return UInt16(message[position]) << 8 | UInt16(message[position + 1])
  }

  mutating func long() throws(DNSFormatError) -> UInt32 {
    let high = try short()
    return UInt32(high) << 16 | UInt32(try short())
  }

  mutating func bytes(_ count: Int) throws(DNSFormatError) -> ArraySlice<UInt8> {
    guard count >= 0, position + count <= message.count else { throw .truncated }
    defer { position += count }
    return message[position..<(position + count)]
  }
}
