import JSON
import Testing

@testable import Feeds
@testable import Model

@Suite("Times in feeds become UTC")
struct FeedTimeTests {
  @Test(
    arguments: [
      ("Mon, 17 Aug 2026 21:01:19 PDT", "2026-08-18T04:01:19Z"),
      ("Tue, 03 Mar 2026 08:40:00 PST", "2026-03-03T16:40:00Z"),
      ("Sat, 01 Aug 2026 23:02:00 Z", "2026-08-01T23:02:00Z"),
      ("01 Aug 2026 23:02 GMT", "2026-08-01T23:02:00Z"),
      ("Sat, 01 Aug 2026 23:02:00 +0530", "2026-08-01T17:32:00Z"),
      ("Sat, 01 Aug 2026 00:00:00 -0100", "2026-08-01T01:00:00Z"),
    ])
  func mailDatesAreReadWithTheirZone(text: String, instant: String) {
    #expect(FeedTime.rfc822(text)?.description == instant)
  }

  @Test(
    arguments: [
      "", "yesterday", "Mon, 31 Feb 2026 21:01:19 PDT", "Mon, 17 Aug 2026 25:01:19 PDT",
      "Mon, 17 Aug 2026 21:01:19", "Mon, 17 Aug 2026 21:01:19 XYZ", "Mon, 17 Aug 99999 21:01:19 Z",
      "Mon, 17 Aug 2026 21:01:19 PDT extra", "Mon, -1 Aug 2026 21:01:19 Z",
    ])
  func whatIsNoDateIsNoInstant(text: String) { #expect(FeedTime.rfc822(text) == nil) }

  @Test func epochSecondsComeAsNumbersOrStrings() {
    #expect(FeedTime.epochSeconds(.string("1772369485"))?.description == "2026-03-01T12:51:25Z")
    #expect(
      FeedTime.epochSeconds(.integer(1_772_369_485))?.description == "2026-03-01T12:51:25Z")
    #expect(FeedTime.epochSeconds(.integer(1_772_369_485_000)) == nil)
    #expect(FeedTime.epochSeconds(.string("-5")) == nil)
    #expect(FeedTime.epochSeconds(nil) == nil)
  }

  @Test func aTimeBeyondWhatATimestampHoldsIsNone() {
    #expect(JSON.object([("a", .string("9999-12-31T23:59:59Z"))]).instant("a") == nil)
  }
}
