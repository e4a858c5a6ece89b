import Testing

@testable import Model

struct FormatTests {
  @Test(
    arguments: [
      (0, "0"), (410.8, "411"), (296_123, "296,000"), (999.7, "1,000"), (12.34, "12.3"), (3.0, "3"),
      (0.0005, "0.0005"), (0.123456, "0.123"), (0.09996, "0.1"), (1.234e-9, "1.23e-9"), (-1234.5, "-1,230"),
      (1e15, "1e15"), (.infinity, "–"), (.nan, "–"),
    ] as [(Double, String)])
  func aNumberHasThreeSignificantDigitsAndSeparatedThousands(value: Double, text: String) {
    #expect(Format.number(value) == text)
  }

  @Test(arguments: [(1, "1 service"), (0, "0 services"), (1_234_567, "1,234,567 services")])
  func aCountKeepsAllItsDigits(value: Int, text: String) {
    #expect(Format.count(value, "service", "services") == text)
  }

  @Test(arguments: [(0.0, "0 %"), (0.001, "<1 %"), (0.57, "57 %"), (0.9999, ">99 %"), (1, "100 %")])
  func aPercentageIsNeverRoundedToNothingOrToAll(share: Double, text: String) {
    #expect(Format.percent(share) == text)
  }

  @Test(
    arguments: [
      (6, "6 s"), (60, "1 min"), (1380, "23 min"), (11_100, "3 h 5 min"), (7200, "2 h"), (86_400, "1 day"),
      (792_000, "9 days 4 h"), (3_463_200, "40 days"), (-5, "0 s"),
    ] as [(Int, String)])
  func aDurationHasTwoUnitsAtMost(seconds: Int, text: String) {
    #expect(Format.duration(.seconds(seconds)) == text)
  }

  @Test(arguments: [(0.0, "0 ms"), (0.42, "0.4 ms"), (41.4, "41 ms"), (999.6, "1 s"), (1234.0, "1.23 s")])
  func aLatencyIsInMillisecondsBelowASecond(milliseconds: Double, text: String) {
    #expect(Format.latency(.milliseconds(milliseconds)) == text)
  }
}

struct WordingTests {
  @Test func everyOutcomeHasItsOwnWording() {
    #expect(Set(Outcome.allCases.map(\.wording)).count == Outcome.allCases.count)
  }
}
