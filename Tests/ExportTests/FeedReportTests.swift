import Testing

@testable import Export
@testable import Model

@Suite("Feed reports, written")
struct FeedReportTests {
  private let report = FeedReport(
    source: "aws-health", health: .down,
    events: [
      FeedEvent(
        id: "e1", title: "Errors", health: .down, provider: "aws", regions: ["us-east-1"], services: ["EC2"],
        openedAt: Timestamp(seconds: 1_764_582_000), url: "https://example.com/", text: "We \"look\" into it."
      )
    ],
    seenAt: Timestamp(seconds: 1_764_583_200))

  @Test func jsonHasEveryKeyOfTheContract() {
    #expect(
      report.json.line() == """
        {"schema":"faultline.events/1","source":"aws-health","health":"down","events":[{"id":"e1","title":"Errors",\
        "health":"down","provider":"aws","regions":["us-east-1"],"services":["EC2"],\
        "opened_at":"2025-12-01T09:40:00Z","updated_at":null,"closed_at":null,"url":"https://example.com/",\
        "text":"We \\"look\\" into it."}]}
        """)
  }

  @Test func textSaysWhatIsOpenAndLeavesOutWhatIsNotKnown() {
    #expect(
      report.text == """
        aws-health: down, 1 event, 1 open

        down  Errors
          id        e1
          time      2025-12-01T09:40:00Z – open
          provider  aws
          regions   us-east-1
          services  EC2
          url       https://example.com/
          text      We "look" into it.

        """)
  }

  @Test func anUntrustedFeedSaysWhy() {
    let report = FeedReport(
      source: "gcp", health: .unknown, seenAt: Timestamp(seconds: 0), reason: "the body is empty")
    #expect(report.text == "gcp: unknown, 0 events, 0 open\nthe body is empty\n")
    #expect(
      report.json.line() == #"{"schema":"faultline.events/1","source":"gcp","health":"unknown","events":[]}"#)
  }
}
