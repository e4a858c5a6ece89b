internal import Model

/// Words that a row has to satisfy, all of them: it contains `text`, its state contains `down` for `state:down`;
/// with `!` in front it must not.
///
/// Compared without case, byte by byte and without copies: ten thousand rows are looked through at each key.
struct Filter: Hashable, Sendable {
  /// What a word can be aimed at: the filter terms of all panels. Other text before a colon is just text:
  /// `dns:route53`.
  static let fields: [String] = Panel.all.flatMap(\.columns).flatMap(\.terms).map(\.field)
    .reduce(into: []) { known, field in if !known.contains(field) { known.append(field) } }

  struct Word: Hashable, Sendable {
    /// `nil`: anything that the row says.
    let field: String?
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

  /// Tells of each row of a snapshot whether its terms have every word. Only the terms that some word looks at
  /// are prepared.
  func test(_ terms: [FilterTerm], _ snapshot: Snapshot) -> (Int) -> Bool {
    let searches = words.map { word in
      (word, terms.filter { word.isAimed(at: $0) }.map { ($0.match, $0.search(snapshot)) })
    }
    return { row in
      searches.allSatisfy { word, terms in
        terms.contains { match, search in search(row) { word.isIn($0, match) } } != word.isUnwanted
      }
    }
  }
}

extension Filter.Word {
  /// `nil` for a word that asks nothing yet: `!`, `state:`.
  init?(_ written: Substring) {
    isUnwanted = written.hasPrefix("!")
    var rest = isUnwanted ? written.dropFirst() : written
    if let colon = rest.firstIndex(of: ":"),
      case let named = rest[..<colon].lowercased(), Filter.fields.contains(named)
    {
      field = named
      rest = rest[colon...].dropFirst()
    } else {
      field = nil
    }
    guard !rest.isEmpty else { return nil }
    bytes = Array(rest.lowercased().utf8)
  }

  /// A word without a field looks at every term that is searched as a whole.
  fileprivate func isAimed(at term: FilterTerm) -> Bool {
    field.map { $0 == term.field } ?? (term.match == .anywhere)
  }

  fileprivate func isIn(_ text: String, _ match: FilterTerm.Match) -> Bool {
    if match == .beginning { return text.lowercased().utf8.starts(with: bytes) }
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
