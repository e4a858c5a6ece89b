import Configuration
import Testing

@testable import Model
@testable import Monitor
@testable import Replay

func instant(_ text: String) -> Timestamp { Timestamp(iso8601: text) ?? Timestamp(seconds: 0) }

func domain(_ text: String) -> DomainID { DomainID(text) ?? .service(text) }

/// A bundled scenario on the default configuration, or on a little of it, which plays much faster.
func bundled(_ name: String, seed: UInt64 = 1, isSmall: Bool = false) throws -> Playback {
  let text = try #require(BundledScenario.named(name)).text
  let scenario = try Scenario.parse(text)
  var plan = try Configuration.embeddedDefault().plan.rehearsing(scenario, ownServices: false)
  if isSmall {
    plan.regions = plan.regions.filter { ["us-east-1", "us-west-2"].contains($0.id.name) }
    plan.names = Array(plan.names.prefix(2))
    plan.services = plan.services.filter { ["reddit", "venmo", "netflix"].contains($0.id) }
  }
  return Playback(
    ScenarioReel(scenario, plan: plan, seed: seed), over: scenario.span, plan: plan, label: "test")
}

extension Playback {
  /// The snapshot at an instant.
  mutating func snapshot(at text: String) -> Snapshot {
    seek(to: instant(text))
    return snapshot(number: 1)
  }
}

@Suite("What depends on what is one answer")
struct OneAnswerTests {
  @Test func aPagesServicesAreThoseThatRiskCounts() throws {
    let snapshot = try bundled("us-east-1-2025-10-20").snapshot(number: 1)
    for single in try #require(snapshot.risk).domains where single.id.kind != .service {
      #expect(snapshot.dependents[single.id]?.requiredCount == single.services, "\(single.id)")
    }
  }

  @Test(arguments: [("fastly", 4), ("cloudflare", 3)])
  func ofTheDefaultConfigurationSoManyNeedAnEdge(_ provider: String, _ count: Int) throws {
    let plan = try Configuration.embeddedDefault().plan
    let span = instant("2025-01-01T00:00:00Z")...instant("2025-01-01T00:00:01Z")
    let playback = Playback(Silence(), over: span, plan: plan, label: "test")
    let dependents = playback.snapshot(number: 1).dependents[domain(provider)]
    #expect(dependents?.requiredCount == count)
  }

  /// Nothing happens.
  private struct Silence: Reel {
    var nextAt: Timestamp? { nil }
    mutating func next() -> ReelEvent? { nil }
    mutating func confirm(_ check: CheckID, after instant: Timestamp) {}
    mutating func ask(_ check: CheckID, at instant: Timestamp) {}
  }
}

@Suite("2025-10-20 as it was")
struct GreatOutageTests {
  @Test func fiveMinutesPastSevenTheRegionIsDownAndItsProviderSilent() throws {
    var playback = try bundled("us-east-1-2025-10-20")
    let snapshot = playback.snapshot(at: "2025-10-20T07:05:00Z")
    let region = try #require(snapshot.regions.first { $0.id == domain("aws/us-east-1") })
    #expect(region.standing.health == .down)
    #expect(region.checks.allSatisfy { $0.last?.outcome == .dnsNoData })
    #expect(region.feeds?.map(\.health) == [.ok])
    #expect(snapshot.regions.filter { $0.id != region.id }.allSatisfy { $0.standing.health == .ok })
    for service in snapshot.services {
      let needsIt =
        service.service.needs.contains(.domain(region.id, evidence: nil))
        || service.service.needs.contains {
          if case .domain(region.id, _) = $0 { true } else { false }
        }
      #expect(service.standing.health == (needsIt ? .down : .ok), "\(service.id)")
    }
    #expect(snapshot.incidents.count == 1)
    let incident = try #require(snapshot.incidents.first)
    #expect(incident.closedAt == nil)
    #expect(incident.cause?.domain == region.id)
    #expect(incident.feedLag == nil)
    #expect(incident.openedAt == instant("2025-10-20T06:48:00Z"))
  }

  @Test func theProvidersFirstWordCameTwentyThreeMinutesLater() throws {
    var playback = try bundled("us-east-1-2025-10-20")
    let snapshot = playback.snapshot(at: "2025-10-20T07:30:00Z")
    #expect(snapshot.incidents.map(\.feedLag) == [.seconds(1380)])
  }

  @Test func theTitleTellsThePresentAndAtTheEndHowItBegan() throws {
    var playback = try bundled("us-east-1-2025-10-20", isSmall: true)
    let title = try #require(playback.snapshot(at: "2025-10-20T07:05:00Z").incidents.first).title
    #expect(title.string.hasPrefix("aws/us-east-1 down: the name exists but has no address (dns-nodata)"))
    let noon = try #require(playback.snapshot(at: "2025-10-20T12:00:00Z").incidents.first)
    #expect(noon.title.string.hasPrefix("aws/us-east-1 degraded: instances do not launch (slow)"))
    #expect((noon.health, noon.worst) == (.degraded, .down))
    #expect(noon.closedAt == nil)
    let night = playback.snapshot(at: "2025-10-20T21:30:00Z")
    let over = try #require(night.incidents.first)
    #expect(over.title == "aws/us-east-1 was down: 4 failed, began as an empty DNS answer")
    #expect(over.health == .down)
    #expect(night.incidents.allSatisfy { $0.closedAt != nil })
  }

}

@Suite("Every bundled scenario tells its story")
struct BundledScenarioTests {
  @Test func aCutLinkIsMineAndNobodysIncident() throws {
    var playback = try bundled("link-cut")
    let cut = playback.snapshot(at: "2026-01-15T09:20:00Z")
    #expect(cut.vantage.verdict == .condition(.localLink))
    #expect(cut.counts.down == 0)
    #expect(cut.overall == .unknown)
    #expect(cut.incidents.isEmpty)
    let back = playback.snapshot(at: "2026-01-15T09:30:00Z")
    let checks =
      back.regions.flatMap(\.checks) + back.names.flatMap(\.checks) + back.services.flatMap(\.checks)
    #expect(checks.allSatisfy { $0.trail.failures(inHourEndingAt: back.generatedAt) == 0 })
    #expect(back.vantage.verdict == .ok)
    #expect(back.overall == .ok)
    #expect(back.incidents.isEmpty)
  }

  @Test func aSecondRegionOutlivesALostOne() throws {
    var playback = try bundled("region-lost")
    let snapshot = playback.snapshot(at: "2026-01-14T04:00:00Z")
    let down = snapshot.services.filter { $0.standing.health == .down }.map(\.id)
    #expect(down == ["shop", "payments", "archive"])
    #expect(snapshot.services.filter { $0.standing.health == .ok }.count == 5)
    #expect(snapshot.incidents.map(\.cause?.domain) == [domain("aws/eu-central-1")])
    #expect(snapshot.incidents.first?.feedLag == .seconds(28 * 60))
  }

  @Test func anOperatorOfDNSFallsAloneAndASecondOneSaves() throws {
    var playback = try bundled("dyn-2016-10-21")
    let snapshot = playback.snapshot(at: "2016-10-21T12:30:00Z")
    #expect(snapshot.regions.allSatisfy { $0.standing.health == .ok })
    #expect(snapshot.services.first { $0.id == "twitter" }?.checks.first?.last?.outcome == .dnsTimeout)
    #expect(snapshot.services.first { $0.id == "amazon" }?.standing.health == .ok)
    #expect(snapshot.incidents.map(\.cause?.domain) == [domain("dns:dyn")])
    #expect(playback.snapshot(at: "2016-10-21T20:45:00Z").overall == .ok)
  }

  @Test func aContentNetworkFallsInEveryRegionAtOnce() throws {
    var playback = try bundled("fastly-2021-06-08")
    let snapshot = playback.snapshot(at: "2021-06-08T10:15:00Z")
    #expect(snapshot.incidents.map(\.cause?.domain) == [domain("cdn:fastly")])
    #expect(snapshot.incidents.first?.feedLag.map { $0 > .seconds(540) && $0 <= .seconds(660) } == true)
    #expect(playback.snapshot(at: "2021-06-08T12:55:00Z").overall == .ok)
  }

  @Test func aWholeProviderIsBlamedWhenItsRegionsFallTogether() throws {
    var playback = try bundled("google-cloud-2025-06-12")
    let snapshot = playback.snapshot(at: "2025-06-12T18:30:00Z")
    #expect(snapshot.incidents.map(\.cause?.domain) == [domain("gcp")])
    #expect(
      snapshot.regions.filter { $0.standing.health == .down }.allSatisfy { $0.id.provider == domain("gcp") })
    #expect(playback.snapshot(at: "2025-06-13T01:45:00Z").overall == .ok)
  }
}

@Suite("A replay is the same however it is played")
struct PlaybackTests {
  @Test func seekingGivesWhatPlayingGives() throws {
    let fresh = try bundled("us-east-1-2025-10-20", isSmall: true)
    var played = fresh
    for minute in stride(from: 0, through: 70, by: 1) {
      played.seek(to: instant("2025-10-20T06:30:00Z") + .seconds(minute * 60 + minute % 7))
    }
    let target = instant("2025-10-20T07:45:13Z")
    played.seek(to: target)
    var sought = fresh
    sought.seek(to: target)
    #expect(difference(sought.snapshot(number: 1), played.snapshot(number: 1)) == [])
    played.seek(to: instant("2025-10-20T08:30:00Z"))
    played.seek(to: target)
    #expect(difference(sought.snapshot(number: 1), played.snapshot(number: 1)) == [], "backwards too")
  }

  @Test func lookingDoesNotChangeWhatFollows() throws {
    var watched = try bundled("link-cut", isSmall: true)
    var unwatched = watched
    for second in stride(from: 0, through: 1500, by: 13) {
      watched.seek(to: instant("2026-01-15T09:00:00Z") + .seconds(second))
      _ = watched.snapshot(number: 1)
    }
    watched.seek(to: instant("2026-01-15T09:30:00Z"))
    unwatched.seek(to: instant("2026-01-15T09:30:00Z"))
    #expect(watched.snapshot(number: 1) == unwatched.snapshot(number: 1))
  }

  @Test func anotherSeedGivesOtherLatenciesAndTheSameDay() throws {
    var one = try bundled("us-east-1-2025-10-20", seed: 1, isSmall: true)
    var other = try bundled("us-east-1-2025-10-20", seed: 2, isSmall: true)
    let first = one.snapshot(at: "2025-10-20T07:05:00Z")
    let second = other.snapshot(at: "2025-10-20T07:05:00Z")
    #expect(first.counts == second.counts)
    #expect(first.regions.map(\.p95)[1] != second.regions.map(\.p95)[1])
  }

  @Test func aReelEndsWithItsSpan() throws {
    var playback = try bundled("link-cut")
    playback.seek(to: instant("2030-01-01T00:00:00Z"))
    #expect(playback.now == playback.span.upperBound)
    #expect(playback.isOver)
    playback.seek(to: instant("2000-01-01T00:00:00Z"))
    #expect(playback.now == playback.span.lowerBound)
  }

  @Test func aRecordingInWhichTheClockJumpedByDecadesIsPlayedThrough() throws {
    let plan = try Configuration.parse(
      text: """
        version: 1
        controls: []
        services: [{id: shop, checks: ["https://shop.example/"]}]
        """, file: "mine.yaml", environment: [:]
    ).plan
    let check = try #require(plan.checks.first)
    let times = [0, 30, 1_700_000_000, 1_700_000_030, 1_700_000_060].map { Timestamp(seconds: $0) }
    let events = times.map { instant in
      ReelEvent.observation(
        Observation(
          check: check.id, vantage: "here", startedAt: instant, outcome: .ok, latency: .milliseconds(5)))
    }
    let recording = Recording(begunAt: times[0], vantage: "here", events: events, isTorn: false)
    var playback = Playback(
      RecordingReel(recording), over: times[0]...times[4], plan: plan, label: "test")
    playback.seek(to: times[1])
    #expect(playback.snapshot(number: 1).services.map(\.standing.health) == [.ok])
    playback.seek(to: times[2] + .seconds(-3600))
    #expect(playback.snapshot(number: 2).services.map(\.standing.health) == [.unknown])
    playback.seek(to: times[4])
    #expect(playback.snapshot(number: 3).services.map(\.standing.health) == [.ok])
  }

  @Test func aReplayOnMyOwnGraphAnswersWhatThatDayHadDoneToMe() throws {
    let mine = try Configuration.parse(
      text: """
        version: 1
        services:
          - {id: shop, needs: [aws/us-east-1]}
          - {id: desk, needs: [{any: [aws/us-east-1, aws/us-west-2]}]}
          - {id: mail, needs: ["service:shop"]}
        """, file: "mine.yaml", environment: [:])
    let scenario = try Scenario.parse(try #require(BundledScenario.named("us-east-1-2025-10-20")).text)
    let plan = mine.plan.rehearsing(scenario, ownServices: true)
    var playback = Playback(
      ScenarioReel(scenario, plan: plan), over: scenario.span, plan: plan, label: "test")
    let snapshot = playback.snapshot(at: "2025-10-20T07:05:00Z")
    #expect(snapshot.services.map(\.standing.health) == [.down, .ok, .down])
  }
}

/// What differs, in words short enough to read.
private func difference(_ a: Snapshot, _ b: Snapshot) -> [String] {
  guard a != b else { return [] }
  let parts: [(String, Bool)] = [
    ("vantage", a.vantage == b.vantage), ("regions", a.regions == b.regions), ("names", a.names == b.names),
    ("services", a.services == b.services), ("risk", a.risk == b.risk), ("sources", a.sources == b.sources),
  ]
  let incidents = zip(a.incidents, b.incidents).filter { $0 != $1 }.map { "\($0) and \($1)" }
  return parts.filter { !$0.1 }.map(\.0) + incidents
}

extension RegionState {
  fileprivate var p95: [Duration?] { checks.map(\.p95) }
}
