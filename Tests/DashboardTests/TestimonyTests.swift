import Model
import Screen
import Testing

@testable import Dashboard

@Suite("What we see beside what the provider says, in one sentence")
struct TestimonyTests {
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
    let testimony = Testimony(
      of: standing, checks, feeds: said.map { [$0] }, speaker: "AWS", lag: lag, isReplay: isReplay)
    return testimony.sentence(now: Outage.now).text
  }

  private func feed(_ health: Health, openedAfter minutes: Int = 0, title: SafeText? = nil) -> FeedState {
    let opened = Self.since + .seconds(60 * minutes)
    let event = FeedEvent(id: "1", title: "Errors", health: health, openedAt: opened)
    let isBad = health == .down || health == .degraded
    return FeedState(source: "aws-health", health: health, title: title, events: isBad ? [event] : [])
  }

  @Test func probeRedAndFeedGreenIsSaidToTheirFace() {
    #expect(sentence(.down, feed(.ok)) == "we have seen this down for 23 min; AWS says nothing")
  }

  @Test func feedRedAndProbeGreenSaysThatHereAllIsWell() {
    #expect(
      sentence(.ok, feed(.down, openedAfter: 3))
        == "AWS says down, for 20 min; from here every check is well")
  }

  @Test func whereBothAreRedTheLagIsTold() {
    let late = "we have seen this down for 23 min; AWS says degraded, 15 min after we saw it"
    #expect(sentence(.down, feed(.degraded, openedAfter: 15)) == late)
    #expect(sentence(.down, feed(.degraded), lag: .seconds(900)) == late)
    #expect(sentence(.down, feed(.down, openedAfter: -5)).hasSuffix("AWS says down, 5 min before we saw it"))
  }

  @Test func aStaleFeedIsNoSignalAndNeverWell() {
    #expect(
      sentence(.ok, feed(.unknown, title: "NO SIGNAL")) == "NO SIGNAL from AWS; only our probes count")
    #expect(
      sentence(.down, feed(.unknown, title: "HTML instead of JSON"))
        == "we have seen this down for 23 min; AWS: NO SIGNAL (HTML instead of JSON)")
  }

  @Test func withoutAFeedItIsProbeOnly() {
    #expect(sentence(.ok, nil) == "no status feed is known for it: probe only")
    #expect(sentence(.ok, nil, isReplay: true) == "this replay has no status feed for it")
  }

  @Test func whatTheFeedItselfDegradedStillCountsAsSeenWell() throws {
    var region = Outage.snapshot().regions[1]
    region.feeds = [feed(.down)]
    region.standing = Standing(health: .degraded, since: Outage.now, reason: "aws-health says: Errors")
    let state = AppState(
      glyphs: .unicode, themes: [], theme: "", now: Outage.now, size: Size(width: 80, height: 24),
      snapshot: Outage.snapshot())
    let scene = try #require(Scene(state))
    #expect(scene.testimony(of: region).seen == .ok)
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
