import Testing

@testable import Algorithms

@Suite("A slip of the keyboard is recognised")
struct NearMissTests {
  @Test(
    "the nearest word is suggested, but nothing far off",
    arguments: [
      ("intervall", "interval"), ("timeotu", "timeout"), ("Proxy", "proxy"),
      ("aws/us-esat-1", "aws/us-east-1"),
      ("banana", nil), ("", nil),
    ] as [(String, String?)])
  func theNearestWordIsSuggested(word: String, expected: String?) {
    let words = ["interval", "timeout", "proxy", "aws/us-west-1", "aws/us-east-1"]
    #expect(NearMiss.suggestion(for: word, among: words) == expected)
  }

  @Test(
    "distance counts edits and swaps",
    arguments: [("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3)]
      as [(String, String, Int)])
  func distanceCountsEditsAndSwaps(a: String, b: String, distance: Int) {
    #expect(NearMiss.editDistance(Array(a.utf8), Array(b.utf8)) == distance)
  }
}
