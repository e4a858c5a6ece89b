import Testing

@testable import Model

@Suite("Text from outside is harmless to a terminal")
struct SafeTextTests {
  @Test(
    "controls, escapes and invisible characters are stripped",
    arguments: [
      ("plain", "plain"), ("a\u{1B}[31mb", "a[31mb"), ("a\u{9B}31mb", "a31mb"), ("a\u{7}\u{8}\u{0}b", "ab"),
      ("a\tb\nc\rd", "a b c d"), ("\u{202E}evil\u{202C}", "evil"), ("\u{2066}x\u{2069}", "x"),
      ("zero\u{200B}width\u{FEFF}", "zerowidth"), ("a\u{2028}b\u{2029}", "ab"),
      ("soft\u{AD}hyphen", "softhyphen"),
      ("\u{E0041}tag", "tag"), ("\u{115F}filler\u{3164}", "filler"), ("\u{E000}private", "private"),
      ("del\u{7F}", "del"),
    ])
  func controlsAreStripped(raw: String, safe: String) { #expect(SafeText(raw).string == safe) }

  @Test("other writing is kept", arguments: ["한국어", "e\u{301}té", "日本語", "Zürich – №1"])
  func otherWritingIsKept(text: String) { #expect(SafeText(text).string == text) }

  @Test func noScalarAtAllGetsAControlThrough() {
    for value in UInt32(0)...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let kept = SafeText("a\(Character(scalar))b").string.unicodeScalars
      let isHarmless = kept.allSatisfy {
        $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.properties.generalCategory != .format
      }
      #expect(isHarmless, "U+\(String(value, radix: 16))")
    }
  }

  @Test func lengthIsCapped() {
    let long = SafeText(String(repeating: "é", count: 10_000))
    #expect(long.string.unicodeScalars.count == SafeText.limit + 1)
    #expect(long.string.hasSuffix("…"))
    #expect(SafeText(String(repeating: "a", count: 5000)).string.hasSuffix("…"))
  }

  @Test func bytesThatAreNotUTF8BecomeReplacementCharacters() {
    #expect(SafeText(bytes: [0x61, 0xFF, 0x1B, 0x62]).string == "a\u{FFFD}b")
  }
}
