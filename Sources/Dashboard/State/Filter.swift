/// Words that a row has to satisfy, all of them: `text` stands in it, `state:down` stands in that field of it;
/// with `!` in front it must not.
///
/// Compared without case, byte by byte and without copies: ten thousand rows are looked through at each key.
struct Filter: Hashable, Sendable {
  /// What a word can be aimed at. Other text before a colon is just text: `dns:route53`.
  enum Field: String, CaseIterable, Sendable {
    case state, provider, name, place, owner, tag
    /// What a service stands on.
    case needs
    /// What a resolver or a server answered.
    case answer
  }

  struct Word: Hashable, Sendable {
    /// `nil`: anything that the row says.
    let field: Field?
    let isUnwanted: Bool
    fileprivate let bytes: [UInt8]
  }

  let text: String
  private let words: [Word]

  init(_ text: String = "") {
    self.text = text
    words = text.split(separator: " ").compactMap(Word.init)
  }

  var isEmpty: Bool { words.isEmpty }

  func asks(for field: Field) -> Bool { words.contains { $0.field == field } }

  /// `any` says whether one of the texts of a row, each with its field, satisfies a test.
  func matches(_ any: ((Field, String) -> Bool) -> Bool) -> Bool {
    words.allSatisfy { word in any { word.isIn($0, $1) } != word.isUnwanted }
  }
}

extension Filter.Word {
  /// `nil` for a word that asks nothing yet: `!`, `state:`.
  init?(_ written: Substring) {
    isUnwanted = written.hasPrefix("!")
    var rest = isUnwanted ? written.dropFirst() : written
    if let colon = rest.firstIndex(of: ":"),
      let named = Filter.Field(rawValue: rest[..<colon].lowercased())
    {
      field = named
      rest = rest[colon...].dropFirst()
    } else {
      field = nil
    }
    guard !rest.isEmpty else { return nil }
    bytes = Array(rest.lowercased().utf8)
  }

  /// A provider is known by the beginning of its id; everything else by any part. An id that is tested for its
  /// provider is tested for what it is too, so that a word for anything looks at it once.
  fileprivate func isIn(_ field: Filter.Field, _ text: String) -> Bool {
    guard self.field == field || self.field == nil && field != .provider else { return false }
    if self.field == .provider { return text.lowercased().utf8.starts(with: bytes) }
    if let found = text.utf8.withContiguousStorageIfAvailable({ Self.find(bytes, in: $0) }) {
      return found ?? Self.slowly(text, bytes)
    }
    return Self.slowly(text, bytes)
  }

  /// `nil` if the text is not ASCII, where case is more than one bit.
  private static func find(_ word: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Bool? {
    var all: UInt8 = 0
    for byte in text { all |= byte }
    if all >= 0x80 { return nil }
    return word.withUnsafeBufferPointer { word in
      guard let first = word.first else { return true }
      guard word.count <= text.count else { return false }
      for start in 0...(text.count - word.count) where folded(text[start]) == first {
        var matched = 1
        while matched < word.count, folded(text[start + matched]) == word[matched] { matched += 1 }
        if matched == word.count { return true }
      }
      return false
    }
  }

  private static func folded(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  private static func slowly(_ text: String, _ word: [UInt8]) -> Bool {
    var lowered = text.lowercased()
    return lowered.withUTF8 { bytes in
      guard word.count <= bytes.count else { return false }
      return (0...(bytes.count - word.count)).contains { start in
        bytes[start..<(start + word.count)].elementsEqual(word)
      }
    }
  }
}
