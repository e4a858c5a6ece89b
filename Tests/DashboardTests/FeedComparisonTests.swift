import Model
import Screen
import Testing

@testable import Dashboard

@Suite("What our checks see beside what the provider reports, in one sentence")
struct FeedComparisonTests {
  private static let since = Outage.now + .seconds(-23 * 60)

  private func sentence(
    _ seen: Health, _ said: FeedState?, lag: Duration? = nil, isReplay: Bool = false
  ) -> String {
    let standing = Standing(health: seen, since: Self.since)
    let checks = Outage.snapshot().regions[0].checks.prefix(1).map { check in
      var check = check
      check.standing = standing
      return check
    }
    let comparison = FeedComparison(
      of: standing, checks, feeds: said.map { [$0] }, provider: "AWS", lag: lag, isReplay: isReplay)
    return comparison.sentence(now: Outage.now).text
  }

  private func feed(_ health: Health, openedAfter minutes: Int = 0) -> FeedState {
    let opened = Self.since + .seconds(60 * minutes)
    let event = FeedEvent(id: "1", title: "Errors", health: health, openedAt: opened)
    let isBad = health == .down || health == .degraded
    return FeedState(source: "aws-health", health: health, events: isBad ? [event] : [])
  }

  @Test func aFailureWithoutAnIncidentOfTheProviderIsTold() {
    #expect(
      sentence(.down, feed(.ok)) == "your checks have seen this down for 23 min; AWS reports no incident")
  }

  @Test func anIncidentThatIsNotSeenFromHereIsTold() {
    #expect(
      sentence(.ok, feed(.down, openedAfter: 3))
        == "AWS reports down, for 20 min; every check from here is ok")
  }

  @Test func whereBothAgreeThatItFailsTheLagIsTold() {
    let late = "your checks have seen this down for 23 min; AWS reports degraded, 15 min after your checks"
    #expect(sentence(.down, feed(.degraded, openedAfter: 15)) == late)
    #expect(sentence(.down, feed(.degraded), lag: .seconds(900)) == late)
    #expect(
      sentence(.down, feed(.down, openedAfter: -5)).hasSuffix("AWS reports down, 5 min before your checks"))
  }

  @Test func aFeedThatCannotBeUsedSaysWhyAndIsNeverOk() {
    func feed(_ problem: FeedState.Problem) -> FeedState { FeedState(source: "aws-health", problem: problem) }
    #expect(sentence(.ok, feed(.stale)) == "no current data from AWS; only your checks count")
    #expect(sentence(.ok, feed(.noDataYet)) == "no data from AWS yet; only your checks count")
    #expect(
      sentence(.down, feed(.unreadable("HTML instead of JSON")))
        == "your checks have seen this down for 23 min; the AWS feed cannot be read (HTML instead of JSON)")
  }

  @Test func withoutAFeedThatIsSaid() {
    #expect(sentence(.ok, nil) == "no status feed is known for it")
    #expect(sentence(.ok, nil, isReplay: true) == "no status feed in this replay")
  }

  @Test func whatOnlyTheFeedDegradesStillCountsAsSeenOk() throws {
    var region = Outage.snapshot().regions[1]
    region.feeds = [feed(.down)]
    region.standing = Standing(health: .degraded, since: Outage.now, reason: "aws-health says: Errors")
    let state = AppState(
      glyphs: .unicode, themes: [], theme: "", now: Outage.now, size: Size(width: 80, height: 24),
      snapshot: Outage.snapshot())
    let scene = try #require(Scene(state))
    #expect(scene.comparison(of: region).seen == .ok)
  }

  @Test func timesAreToldInUTCAndLocally() throws {
    let kst = LocalZone([LocalZone.Span(from: Timestamp(seconds: 0), offset: 9 * 3600, name: "KST")])
    func moment(_ zone: LocalZone, _ instant: Timestamp) throws -> String {
      let state = AppState(
        glyphs: .unicode, themes: [], theme: "", now: Outage.now, size: Size(width: 80, height: 24),
        snapshot: Outage.snapshot(), surroundings: Surroundings(zone: zone))
      return try #require(Scene(state)).moment(instant)
    }
    #expect(try moment(kst, Outage.now) == "07:15Z (16:15 KST)")
    #expect(try moment(kst, Outage.now + .seconds(9 * 3600)) == "16:15Z (10-21 01:15 KST)")
    #expect(try moment(.utc, Outage.now) == "07:15Z")
  }

  @Test func aZoneChangesItsRuleAtTheInstant() {
    let zone = LocalZone([
      LocalZone.Span(from: Timestamp(seconds: 0), offset: 3600, name: "CET"),
      LocalZone.Span(from: Timestamp(seconds: 1000), offset: 7200, name: "CEST"),
    ])
    #expect(zone.span(at: Timestamp(seconds: 999))?.name == "CET")
    #expect(zone.span(at: Timestamp(seconds: 1000))?.name == "CEST")
    #expect(zone.clock(at: Timestamp(seconds: -5))?.time == Timestamp(seconds: 3595))
  }
}
