import Testing

@testable import Screen

@Suite("Text that is too long keeps its telling part")
struct TextFitTests {
  @Test(
    "the end is cut by columns, never through a wide glyph",
    arguments: [
      ("plain", 5, "plain"), ("plain", 4, "pla…"), ("plain", 1, "…"), ("plain", 0, ""), ("東京都", 6, "東京都"),
      ("東京都", 5, "東京…"), ("東京都", 4, "東…"), ("東京都", 2, "…"), ("Cafe\u{301}s", 5, "Cafe\u{301}s"),
    ])
  func theEndIsCutByColumns(text: String, width: Int, fitted: String) {
    #expect(TextFit.end(text, to: width, .unicode) == fitted)
  }

  @Test(
    "the middle is cut where both ends tell",
    arguments: [
      ("aws/ap-northeast-1", 13, "aws/ap…east-1"), ("abcdef", 6, "abcdef"), ("abcdef", 3, "a…f"),
      ("abcdef", 2, "a…"), ("abcdef", 1, "…"),
    ])
  func theMiddleIsCut(text: String, width: Int, fitted: String) {
    #expect(TextFit.middle(text, to: width, .unicode) == fitted)
  }

  @Test(
    "hosts keep the labels that tell them apart",
    arguments: [
      ("dynamodb.us-east-1.amazonaws.com", 24, "dynamodb.us-east-1.amaz…"),
      ("https://ec2.us-west-2.amazonaws.com/ping", 16, "ec2.us-west-2.a…"),
      ("a-very-long-machine-name-0001.example.net", 20, "a-very-lo…name-0001…"),
      ("short.example", 13, "short.example"),
      ("abcdefghij.example", 4, "abc…"),
    ])
  func hostsKeepTheirLabels(name: String, width: Int, fitted: String) {
    #expect(TextFit.host(name, to: width, .unicode) == fitted)
  }

  @Test(
    "text wraps at spaces, and words only where they must",
    arguments: [
      ("one two three", 7, ["one two", "three"]), ("abcdefgh", 3, ["abc", "def", "gh"]), ("", 5, [""]),
      ("  a   b ", 5, ["a b"]), ("東京 都庁", 4, ["東京", "都庁"]), ("x", 0, []), ("東", 1, []),
    ] as [(String, Int, [String])])
  func textWraps(text: String, width: Int, lines: [String]) {
    #expect(TextFit.wrap(text, width: width, .unicode) == lines)
  }

  @Test func whatIsMoreThanTheLimitEndsInAnEllipsis() {
    #expect(TextFit.wrap("one two three four", width: 5, limit: 2, .unicode) == ["one", "two …"])
  }

  @Test(arguments: 0...30)
  func nothingIsEverWiderThanAsked(width: Int) {
    for text in ["dynamodb.us-east-1.amazonaws.com", "東京都庁 の 監視", "👍🏽👍🏽👍🏽", "e\u{301}e\u{301}e\u{301}", ""] {
      for fitted in [
        TextFit.end(text, to: width, .unicode), TextFit.middle(text, to: width, .unicode),
        TextFit.host(text, to: width, .unicode),
      ] + TextFit.wrap(text, width: width, .unicode) {
        #expect(TextWidth.of(fitted) <= width, "\(text) in \(width): \(fitted)")
      }
    }
  }
}

@Suite("Text takes the columns that curses gives it")
struct TextWidthTests {
  @Test(
    "widths",
    arguments: [
      ("plain", 5), ("", 0), ("東京", 4), ("한글", 4), ("Cafe\u{301}", 4), ("●▲■?", 4), ("🙂", 2), ("👍🏽", 4),
      ("🇰🇷", 2), ("\u{1100}\u{1161}\u{11A8}", 2), ("a\u{7}b", 2), ("e\u{200B}f", 2), ("⠿", 1), ("\u{0}", 0),
      ("…", 1), ("ｆｕｌｌ", 8),
    ])
  func widths(text: String, width: Int) { #expect(TextWidth.of(text) == width) }
}
