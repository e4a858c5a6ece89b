import JSON
import Foundation
import Testing

@testable import Feeds
@testable import Model

@Suite("Feeds of bad intent")
struct HostileInputTests {
  private static let page = """
    <!DOCTYPE html><html><head><title>Azure Status - Service Status</title></head><body>503</body></html>
    """

  @Test(
    arguments: FeedReference.Kind.allCases,
    ["", " \n", page, "null", "true", "7", "\"ok\"", "{}", "[null]", "[[]]", "[7]", "{\"a\":", "ok"])
  func whatIsNoPayloadIsNotTrusted(kind: FeedReference.Kind, text: String) {
    #expect(throws: FeedError.self) { try content(text, as: kind) }
  }

  @Test(arguments: FeedReference.Kind.allCases)
  func anEmptyListIsRightForTheFeedsThatAreListsAndForNoOther(kind: FeedReference.Kind) throws {
    if kind == .awsHealth || kind == .gcp {
      #expect(try content("[]", as: kind).health == .ok)
    } else {
      #expect(throws: FeedError.self) { try content("[]", as: kind) }
    }
  }

  @Test(arguments: Fixture.all)
  func aPayloadCutAnywhereIsNotTrusted(fixture: Fixture) throws {
    let bytes = try fixture.bytes
    let end = (bytes.lastIndex { !$0.isSpace } ?? 0) + 1
    for length in 0..<end {
      #expect(throws: FeedError.self) { try FeedParser.read(Array(bytes[..<length]), kind: fixture.kind) }
    }
    #expect(throws: Never.self) { try FeedParser.read(Array(bytes[..<end]), kind: fixture.kind) }
  }

  @Test(arguments: Fixture.all)
  func aByteOrderMarkChangesNothing(fixture: Fixture) throws {
    let bytes = try fixture.bytes
    #expect(try FeedParser.read([0xEF, 0xBB, 0xBF] + bytes, kind: fixture.kind) == (try fixture.content()))
  }

  @Test(arguments: Fixture.all)
  func textThatIsNotUTF8IsNotTrusted(fixture: Fixture) throws {
    var bytes = try fixture.bytes
    bytes[bytes.count / 2] = 0xFF
    #expect(throws: FeedError.encoding) { try FeedParser.read(bytes, kind: fixture.kind) }
    #expect(throws: FeedError.encoding) {
      try FeedParser.read(try fixture.text.utf8.flatMap { [$0, 0, 0, 0] }, kind: fixture.kind)
    }
  }

  @Test(arguments: FeedReference.Kind.allCases)
  func fiftyMegabytesAreRefused(kind: FeedReference.Kind) {
    let bytes = [UInt8](repeating: UInt8(ascii: " "), count: 50 << 20)
    #expect(throws: FeedError.tooLarge) { try FeedParser.read(bytes, kind: kind) }
  }

  @Test(arguments: FeedReference.Kind.allCases, ["[", "{\"a\":", "<a>"])
  func deepNestingIsRefused(kind: FeedReference.Kind, piece: String) {
    let bytes = Array(String(repeating: piece, count: 500_000).utf8)
    #expect(throws: FeedError.self) { try FeedParser.read(bytes, kind: kind) }
  }

  @Test(arguments: [FeedReference.Kind.azure, .awsRSS])
  func entitiesOfItsOwnAreRefused(kind: FeedReference.Kind) {
    let bomb = """
      <!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
      <rss><channel><title>Azure Status &c;</title></channel></rss>
      """
    #expect(throws: FeedError.self) { try content(bomb, as: kind) }
  }

  /// Each string of the payload is replaced by what could steer a terminal, or break a document.
  @Test(
    arguments: Fixture.all,
    [
      #"\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\u200b"#, #"<script>alert(1)</script>&lt;b&gt;&#27;[31m"#,
      #"\ud800\udc00\ud800 \\ \" \u0000"#, "",
    ])
  func hostileTextInEachStringIsHarmless(fixture: Fixture, text: String) throws {
    guard fixture.name.hasSuffix(".json") else { return }
    let isGreen = try fixture.content().health == .ok
    let pieces = try fixture.text.split(separator: "\"", omittingEmptySubsequences: false)
    for index in stride(from: 1, to: pieces.count, by: 2) where !pieces[index + 1].hasPrefix(":") {
      var changed = pieces
      changed[index] = Substring(text)
      guard let content = try? content(changed.joined(separator: "\""), as: fixture.kind) else { continue }
      #expect(content.health != .ok || isGreen)
      for event in content.events { #expect(isClean(event)) }
      for doubt in content.doubts { #expect(isClean(doubt)) }
    }
  }

  /// Each text of the document is replaced, and each element taken away.
  @Test(
    arguments: Fixture.all.filter { $0.name.hasSuffix(".xml") },
    [
      "&#27;[2J&#27;]0;owned&#7;&#155;31m&#8238;&#8203;", "<![CDATA[<script>alert(1)</script>]]>", "",
      "<b>bold</b>", "Thu, 99 Foo 0000 00:00:00 PDT",
    ])
  func hostileTextInEachElementIsHarmless(fixture: Fixture, text: String) throws {
    let document = try fixture.text
    let isGreen = try fixture.content().health == .ok
    for match in document.matches(of: /(?:<!\[CDATA\[(?:.|\n)*?\]\]>|[^<>]+)(?=<\/)/) {
      let changed = document.replacingCharacters(in: match.range, with: text)
      guard let content = try? content(changed, as: fixture.kind) else { continue }
      #expect(content.health != .ok || isGreen, "\(match.output)")
      for event in content.events { #expect(isClean(event)) }
      for doubt in content.doubts { #expect(isClean(doubt)) }
    }
    for match in document.matches(of: /<(title|link|guid|pubDate|description|category)[^>]*>(?:.|\n)*?<\/\1>/)
    {
      let changed = document.replacingCharacters(in: match.range, with: "")
      guard let content = try? content(changed, as: fixture.kind) else { continue }
      #expect(content.health != .ok || isGreen, "\(match.output.0)")
    }
  }

  /// Whatever one key's absence changes, what was bad does not become good.
  @Test(arguments: Fixture.all, ["null", "7", "[]", "{}", "\"\"", "\"zzz\"", "[null]", "true"])
  func aValueOfAnotherKindNeverTurnsAFeedGreen(fixture: Fixture, value: String) throws {
    guard fixture.name.hasSuffix(".json"), fixture.name != "slack-history.json" else { return }
    let tree = try JSON(parsing: try fixture.bytes)
    for changed in tree.replacingEachPart(with: try JSON(parsing: value)) {
      guard
        let content = try? FeedParser.read(Array(changed.written(indented: false).utf8), kind: fixture.kind)
      else { continue }
      #expect(content.health != .ok || isRight(changed, fixture), "\(changed.written(indented: false))")
    }
  }

  /// A feed that is a list of events, or leaves its empty lists out, is rightly green without them.
  private func isRight(_ tree: JSON, _ fixture: Fixture) -> Bool {
    switch fixture.kind {
    case .awsHealth, .gcp: tree == .array([])
    default: false
    }
  }

  private func isClean(_ event: FeedEvent) -> Bool {
    ([event.id, event.title, event.text] + event.services + [event.url].compactMap { $0 }).allSatisfy(isClean)
      && event.regions.allSatisfy { $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
  }

  private func isClean(_ text: SafeText) -> Bool {
    text.string.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0 != "\u{202E}" && $0 != "\u{200B}"
    }
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
