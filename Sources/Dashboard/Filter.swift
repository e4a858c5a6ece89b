/// Words that a row has to contain, or with `!` in front must not contain; all of them count.
///
/// Compared without case, byte by byte and without copies: ten thousand rows are looked through at each key.
struct Filter: Hashable, Sendable {
  let text: String
  private let wanted: [[UInt8]]
  private let unwanted: [[UInt8]]

  init(_ text: String = "") {
    self.text = text
    let words = text.split(separator: " ")
    wanted = words.filter { !$0.hasPrefix("!") }.map { Array($0.lowercased().utf8) }
    unwanted = words.filter { $0.hasPrefix("!") && $0.count > 1 }.map {
      Array($0.dropFirst().lowercased().utf8)
    }
  }

  var isEmpty: Bool { wanted.isEmpty && unwanted.isEmpty }

  /// `any` says whether one of the texts that a row shows satisfies a test.
  func matches(_ any: (@escaping (String) -> Bool) -> Bool) -> Bool {
    wanted.allSatisfy { word in any { Self.contains($0, word) } }
      && !unwanted.contains { word in any { Self.contains($0, word) } }
  }

  private static func contains(_ text: String, _ word: [UInt8]) -> Bool {
    if let found = text.utf8.withContiguousStorageIfAvailable({ find(word, in: $0) }) {
      return found ?? slowly(text, word)
    }
    return slowly(text, word)
  }

  /// `nil` if the text is not ASCII, where case is more than one bit.
  private static func find(_ word: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Bool? {
    var matched = 0
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte >= 0x80 { return nil }
      let folded = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      if matched < word.count, folded == word[matched] {
        matched += 1
        index += 1
        if matched == word.count { return true }
      } else if matched > 0 {
        start += 1
        (index, matched) = (start, 0)
      } else {
        index += 1
        start = index
      }
    }
    return word.isEmpty
  }

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
