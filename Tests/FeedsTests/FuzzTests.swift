import Testing

@testable import Feeds
@testable import Model

/// A seeded mutator over the fixtures: the same inputs in every run, a bounded number of them. A crash ends
/// the run; a feed that turns green is asked whether the mutation left it a right to.
@Suite("Feeds, mutated")
struct FuzzTests {
  private static let rounds = 400

  @Test(arguments: Fixture.all)
  func mutationsGiveAnAnswerOrAReasonAndNeverACrash(fixture: Fixture) throws {
    let seedBytes = try fixture.bytes
    var mutator = Mutator(seed: fixture.name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    var understood = 0
    for _ in 0..<Self.rounds {
      let bytes = mutator.mutation(of: seedBytes)
      do {
        let content = try FeedParser.read(bytes, kind: fixture.kind)
        understood += 1
        for event in content.events where event.isOpen { #expect(event.health != .ok) }
        #expect(content.health != .unknown || !content.doubts.isEmpty)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    // The mutator has to leave some payloads whole, or it would test nothing but the readers.
    #expect(understood > 0)
    #expect(understood < Self.rounds)
  }
}

/// Small, stupid changes to bytes, and some that know what JSON and XML are made of.
struct Mutator {
  private var random: SplitMix
  private static let pieces = [
    "\"", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "1e999", "99999999999999999999", "\\u0000",
    "\\ud800", "\u{1B}[2J", "\u{202E}", "<", ">", "&", "<![CDATA[", "]]>", "<!--", "&#x41;", "</item>",
    "<item>",
    "\"status\":\"resolved\",", "\"end\":\"2025-12-01T00:00:00Z\",", "0", "2025-13-45T99:99:99Z",
    "Mon, 99 Foo 0000 00:00:00 PDT",
  ].map { Array($0.utf8) }

  init(seed: UInt64) { random = SplitMix(state: seed) }

  mutating func mutation(of bytes: [UInt8]) -> [UInt8] {
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
  private mutating func below(_ bound: Int) -> Int { Int(random.next() * Double(max(1, bound))) }
}
