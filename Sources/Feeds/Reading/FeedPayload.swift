internal import JSON
internal import Model

/// A body as served: at most 4 MiB of text, made UTF-8 here.
struct FeedPayload {
  /// Valid UTF-8 without a byte order mark; not empty.
  private let text: [UInt8]

  init(_ bytes: [UInt8]) throws(FeedError) {
    guard bytes.count <= FeedParser.sizeLimit else { throw .tooLarge }
    let text = try Self.utf8(bytes)
    guard text.contains(where: { !Self.isSpace($0) }) else { throw .empty }
    self.text = text
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  func json() throws(FeedError) -> JSON {
    if text.first(where: { !Self.isSpace($0) }) == UInt8(ascii: "<") { throw .html }
    do throws(JSONError) {
      return try JSON(parsing: text)
    } catch {
      throw .malformed("not JSON: byte \(error.offset + 1): \(error.description)")
    }
  }

  func rss() throws(FeedError) -> RSSDocument {
    guard text.first(where: { !Self.isSpace($0) }) == UInt8(ascii: "<") else {
      throw .malformed("not XML: it begins with no tag")
    }
    return try RSSDocument.read(text)
  }

  /// AWS serves UTF-16BE with a byte order mark; all others UTF-8, some with one.
  private static func utf8(_ bytes: [UInt8]) throws(FeedError) -> [UInt8] {
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf8(fromUTF16: bytes.dropFirst(2), highFirst: true) }
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf8(fromUTF16: bytes.dropFirst(2), highFirst: false) }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    // NUL is in no text: it betrays UTF-16 or UTF-32 without a mark.
    guard !body.contains(0), String(validating: body, as: UTF8.self) != nil else { throw .encoding }
    return body
  }

  private static func utf8(
    fromUTF16 bytes: ArraySlice<UInt8>, highFirst: Bool
  ) throws(FeedError) -> [UInt8] {
    guard bytes.count.isMultiple(of: 2) else { throw .encoding }
    let high = highFirst ? 0 : 1
    let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map {
      UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + 1 - high])
    }
    guard let text = String(validating: units, as: UTF16.self), !units.contains(0) else { throw .encoding }
    return Array(text.utf8)
  }
}
