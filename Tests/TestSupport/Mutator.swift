/// Small, stupid changes to bytes, and some that know what JSON and XML are made of.
package struct Mutator {
  private var random: SeededGenerator
  private static let pieces = [
    "\"", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "1e999", "99999999999999999999", "\\u0000",
    "\\ud800", "\u{1B}[2J", "\u{202E}", "<", ">", "&", "<![CDATA[", "]]>", "<!--", "&#x41;", "</item>",
    "<item>",
    "\"status\":\"resolved\",", "\"end\":\"2025-12-01T00:00:00Z\",", "0", "2025-13-45T99:99:99Z",
    "Mon, 99 Foo 0000 00:00:00 PDT",
  ].map { Array($0.utf8) }

  package init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// One to three changes, anywhere.
  package mutating func mutation(of bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(3) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let at = below(bytes.count)
    switch below(7) {
    case 0 where !bytes.isEmpty: bytes[at] = UInt8(below(256))
    case 1 where !bytes.isEmpty: bytes[at] ^= 1 << UInt8(below(8))
    case 2: bytes.removeSubrange(at..<min(bytes.count, at + 1 + below(20)))
    case 3: bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: at)
    case 4: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 1 + below(200))], at: at)
    case 5: swapDigits(&bytes, from: at)
    default: swapLetters(&bytes, from: at)
    }
  }

  /// A number or a time becomes another one.
  private mutating func swapDigits(_ bytes: inout [UInt8], from start: Int) {
    guard let at = bytes[start...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
    bytes[at] = UInt8(0x30 + below(10))
  }

  /// A word becomes another one: an enum's value nobody has heard of.
  private mutating func swapLetters(_ bytes: inout [UInt8], from start: Int) {
    guard let at = bytes[start...].firstIndex(where: { (0x61...0x7A).contains($0) }) else { return }
    bytes[at] = UInt8(0x61 + below(26))
  }

  /// 0..<bound; 0 if there is nothing to choose from.
  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &random) }
}
