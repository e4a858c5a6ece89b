import Testing

@testable import Screen

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
