import Testing

@testable import Model

@Suite("Timestamps are UTC and ISO 8601")
struct TimestampTests {
  @Test(
    "text and instant convert both ways",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2025-10-20T06:48:00Z", 1_760_942_880),
      ("2024-02-29T23:59:59Z", 1_709_251_199), ("1969-12-31T23:59:59Z", -1),
    ] as [(String, Int64)])
  func textAndInstantConvertBothWays(text: String, seconds: Int64) throws {
    let instant = try #require(Timestamp(iso8601: text))
    #expect(instant.seconds == seconds)
    #expect(instant.description == text)
  }

  @Test func offsetsAndFractionsBecomeWholeUTCSeconds() {
    #expect(Timestamp(iso8601: "2025-10-20T00:11:00.250-07:00")?.description == "2025-10-20T07:11:00Z")
  }

  @Test(
    "what is no instant is refused",
    arguments: [
      "", "2025-10-20", "2025-02-30T00:00:00Z", "2025-10-20T24:00:00Z", "2025-10-20T06:48:00",
      "2025-13-01T00:00:00Z",
      "2025-10-20T06:48:00.Z", "2025-10-20T06:48:00+0700",
    ])
  func whatIsNoInstantIsRefused(text: String) { #expect(Timestamp(iso8601: text) == nil) }
}
