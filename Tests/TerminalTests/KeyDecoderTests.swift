import Screen
import Testing

@testable import Terminal

@Suite("Bytes of a terminal become keys")
struct KeyDecoderTests {
  private func decode(_ text: String) -> [InputEvent] { decode(Array(text.utf8)) }

  private func decode(_ bytes: [UInt8]) -> [InputEvent] {
    var decoder = KeyDecoder()
    return decoder.feed(bytes) + decoder.timedOut()
  }

  @Test(
    "named keys, in every form terminals send them",
    arguments: [
      ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[1;5A", .up), ("\u{1B}[B", .down), ("\u{1B}OC", .right),
      ("\u{1B}[D", .left), ("\u{1B}Od", .left), ("\u{1B}[H", .home), ("\u{1B}OH", .home),
      ("\u{1B}[1~", .home),
      ("\u{1B}[7~", .home), ("\u{1B}[F", .end), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end),
      ("\u{1B}[5~", .pageUp), ("\u{1B}[6;2~", .pageDown), ("\u{1B}[3~", .delete), ("\u{1B}[Z", .backTab),
      ("\u{1B}OP", .function(1)), ("\u{1B}[11~", .function(1)), ("\u{1B}[[A", .function(1)),
      ("\u{1B}[[E", .function(5)), ("\u{1B}[15~", .function(5)), ("\u{1B}[17~", .function(6)),
      ("\u{1B}[21~", .function(10)), ("\u{1B}[23~", .function(11)), ("\u{1B}[24;5~", .function(12)),
      ("\u{1B}[1;2S", .function(4)), ("\t", .tab), ("\r", .enter), ("\n", .enter), ("\u{1B}OM", .enter),
      ("\u{7F}", .backspace), ("\u{8}", .backspace), ("\u{1B}", .escape), ("\u{3}", .control("c")),
      ("\u{1A}", .control("z")), ("\0", .control(" ")), ("\u{1C}", .control("\\")), ("q", .character("q")),
      ("?", .character("?")), ("é", .character("é")), ("漢", .character("漢")), ("🙂", .character("🙂")),
      ("\u{1B}Oj", .character("*")), ("\u{1B}Oy", .character("9")),
    ] as [(String, Key)])
  func namedKeys(text: String, key: Key) { #expect(decode(text) == [.key(key)]) }

  @Test(
    "what means nothing here is swallowed, and the key after it is not",
    arguments: [
      "\u{1B}[I", "\u{1B}[2~", "\u{1B}[99~", "\u{1B}[?62;4c", "\u{1B}[?2026;2$y",
      "\u{1B}[12;40R".dropLast() + "y",
      "\u{1B}]11;rgb:1010/1212/1818\u{7}", "\u{1B}]0;title\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[M !!",
      "\u{1B}[<35;4;5M", "\u{1B}[<2;4;5M", "\u{1B}[<0;0;5M", "\u{1B}[<0;5M", "\u{1B}[<0;123456;5M",
      "\u{1B}[1;5u",
    ])
  func swallowed(text: String) { #expect(decode(text + "x") == [.key(.character("x"))]) }

  @Test func sequencesThatAreTooLongAreSwallowedWhole() {
    let digits = String(repeating: "1;", count: 5000)
    #expect(decode("\u{1B}[\(digits)Ax") == [.key(.up), .key(.character("x"))])
    var decoder = KeyDecoder()
    _ = decoder.feed(Array("\u{1B}]\(digits)".utf8))
    #expect(decoder.patience == .seconds(1), "no key begins so: a slow line may take its time")
    #expect(decoder.timedOut().isEmpty)
    #expect(decoder.feed([0x78]) == [.key(.character("x"))])
  }

  @Test(
    "broken UTF-8 and C1 controls give nothing, and what follows stands",
    arguments: [
      [0xC3], [0xFF], [0xE6, 0xBC], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xC2, 0x9B], [0x9B], [0xF5],
    ]
      as [[UInt8]])
  func brokenUTF8(bytes: [UInt8]) { #expect(decode(bytes + [0x78]) == [.key(.character("x"))]) }

  @Test func aQuickEscapeIsNotLostBeforeAnotherKey() {
    #expect(decode("\u{1B}q") == [.key(.escape), .key(.character("q"))])
    #expect(decode("\u{1B}\u{1B}[A") == [.key(.escape), .key(.up)])
    #expect(decode("\u{1B}é") == [.key(.escape), .key(.character("é"))])
  }

  @Test func aLoneEscapeWaitsUntilNothingFollows() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.patience == .milliseconds(25))
    #expect(decoder.timedOut() == [.key(.escape)])
    #expect(decoder.patience == nil)
    #expect(decoder.timedOut().isEmpty)
  }

  @Test func anUnfinishedSequenceIsDroppedNotTyped() {
    var decoder = KeyDecoder()
    #expect(decoder.feed(Array("\u{1B}[1;".utf8)).isEmpty)
    #expect(decoder.timedOut().isEmpty)
    #expect(decoder.feed(Array("q".utf8)) == [.key(.character("q"))])
  }

  @Test func theMouseSelectsAndScrolls() {
    #expect(decode("\u{1B}[<0;1;1M") == [.mouse(MouseEvent(.press, x: 0, y: 0))])
    #expect(decode("\u{1B}[<0;80;24m") == [.mouse(MouseEvent(.release, x: 79, y: 23))])
    #expect(decode("\u{1B}[<64;3;4M") == [.mouse(MouseEvent(.scrollUp, x: 2, y: 3))])
    #expect(decode("\u{1B}[<69;3;4M") == [.mouse(MouseEvent(.scrollDown, x: 2, y: 3))])
  }

  @Test func aPasteIsOneEventAndNeverKeys() {
    #expect(
      decode("\u{1B}[200~q\u{1B}[A\r\nevil\u{7}\u{9B}x\u{1B}[20\u{1B}[201~y")
        == [.paste("q[A  evilx[20"), .key(.character("y"))])
  }

  @Test func aPasteWaitsForItsEndHoweverLongThatTakes() {
    var decoder = KeyDecoder()
    #expect(decoder.feed(Array("\u{1B}[200~rm".utf8)).isEmpty)
    #expect(decoder.patience == nil)
    #expect(decoder.timedOut().isEmpty)
    #expect(decoder.feed(Array("q\u{1B}[201~".utf8)) == [.paste("rmq")])
  }

  @Test func aPasteIsCutAtItsLimit() throws {
    let events = decode("\u{1B}[200~" + String(repeating: "a", count: 1_000_000) + "\u{1B}[201~x")
    guard case .paste(let text) = try #require(events.first) else {
      Issue.record("no paste")
      return
    }
    #expect(text.utf8.count == KeyDecoder.maximumPaste)
    #expect(events.dropFirst() == [.key(.character("x"))])
  }

  /// However reads cut the bytes, the events are the same: every cut of every text, then random cuts of random
  /// bytes from a fixed seed.
  @Test func cutsBetweenReadsChangeNothing() {
    let texts = [
      "a\u{1B}[A\u{1B}OP漢\u{1B}[<0;12;7M\u{1B}[200~p\u{1B}[201~é\u{1B}[15~\u{1B}]0;t\u{1B}\\z",
      "\u{1B}\u{1B}[1;5C\u{1B}[[B\u{1B}[M !!q🙂\u{1B}[Z",
    ]
    for bytes in texts.map({ Array($0.utf8) }) {
      let whole = decode(bytes)
      for cut in bytes.indices { #expect(decode(bytes, cuts: [cut]) == whole) }
      #expect(decode(bytes, cuts: Array(bytes.indices)) == whole)
    }
    var random = Random(seed: 7)
    for _ in 0..<2000 {
      let bytes = (0..<random.next(below: 40)).map { _ in
        Self.alphabet[random.next(below: Self.alphabet.count)]
      }
      let cuts = bytes.indices.filter { _ in random.next(below: 3) == 0 }
      #expect(decode(bytes, cuts: cuts) == decode(bytes), "\(bytes) cut at \(cuts)")
    }
  }

  private static let alphabet: [UInt8] =
    Array("\u{1B}[O<0125;~MmAZq]\\P".utf8) + [
      0x07, 0x0D, 0xC3, 0xA9, 0xE6, 0xBC, 0xA2, 0xF0, 0x9B, 0x00, 0xFF,
    ]

  private func decode(_ bytes: [UInt8], cuts: [Int]) -> [InputEvent] {
    var decoder = KeyDecoder()
    var events: [InputEvent] = []
    var start = 0
    for cut in cuts + [bytes.count] {
      events += decoder.feed(bytes[start..<cut])
      start = cut
    }
    return events + decoder.timedOut()
  }
}

/// A small generator that gives the same numbers each time (Steele and others, SplitMix64).
private struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
