import Model
import Testing

@testable import Dashboard

@Suite("Numbers are worded so that they neither mislead nor overflow their column")
struct WordsTests {
  @Test(
    "ages take at most four columns",
    arguments: [
      (0, "0s"), (59, "59s"), (60, "1m"), (3599, "59m"), (3600, "1h"), (86_399, "23h"), (86_400, "1d"),
      (999 * 86_400, "999d"), (1000 * 86_400, "2y"), (-5, "0s"),
    ] as [(Int64, String)])
  func agesTakeAtMostFourColumns(seconds: Int64, text: String) {
    #expect(Words.age(.seconds(seconds)) == text)
  }

  @Test(
    "latencies take at most six columns",
    arguments: [
      (0.04, "0.0 ms"), (0.4, "0.4 ms"), (1, "1 ms"), (41.4, "41 ms"), (999.4, "999 ms"), (1000, "1.0 s"),
      (9_900, "9.9 s"), (64_000, "64 s"),
    ] as [(Double, String)])
  func latenciesTakeAtMostSixColumns(milliseconds: Double, text: String) {
    #expect(Words.latency(milliseconds: milliseconds) == text)
    #expect(text.count <= 6)
  }
}
