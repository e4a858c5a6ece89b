internal import Model

/// A body's identity without its build date, which changes with each request and means nothing.
struct FeedDigest: Equatable {
  /// Of this process only: the hash is seeded.
  private let hash: Int
  private let count: Int
  /// The date that was left out; `nil` if there was none that can be read.
  let builtAt: Timestamp?

  static func == (a: FeedDigest, b: FeedDigest) -> Bool { a.hash == b.hash && a.count == b.count }

  init(_ body: [UInt8]) {
    let date = Self.dateRange(in: body)
    var hasher = Hasher()
    body[..<date.lowerBound].withUnsafeBytes { hasher.combine(bytes: $0) }
    body[date.upperBound...].withUnsafeBytes { hasher.combine(bytes: $0) }
    hash = hasher.finalize()
    count = body.count - date.count
    builtAt = FeedTime.rfc822(String(decoding: body[date], as: UTF8.self).trimmed)
  }

  /// The text of the first `<lastBuildDate>` element; empty if there is none.
  private static func dateRange(in body: [UInt8]) -> Range<Int> {
    let tag = Array("<lastBuildDate>".utf8)
    // It stands in the channel's head: the rest of a large body need not be searched.
    for start in 0..<max(0, min(body.count, 64 * 1024) - tag.count) where body[start] == tag[0] {
      let begin = start + tag.count
      guard body[start..<begin].elementsEqual(tag) else { continue }
      let end = body[begin...].prefix(100).firstIndex(of: UInt8(ascii: "<")) ?? begin
      return begin..<end
    }
    return 0..<0
  }
}
