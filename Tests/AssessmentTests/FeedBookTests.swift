import Testing

@testable import Assessment
@testable import Model

@Suite("Feeds stand beside what we see, and never make anything look well")
struct FeedBookTests {
  let check: Check
  let plan: Plan

  init() throws {
    let region = try #require(DomainID("aws/us-east-1"))
    check = tcpCheck(.region(region))
    plan = Plan(
      regions: [WatchedRegion(id: region, checks: [check])],
      services: [service("shop", checks: [tcpCheck(.service("shop"))]), service("silent", checks: [])])
  }

  private func report(
    _ health: Health, _ events: [FeedEvent] = [], at instant: Timestamp = start, services: [String] = []
  ) -> FeedReport {
    FeedReport(
      source: services.isEmpty ? "aws-health" : "statuspage", health: health, events: events,
      understoodAt: health == .unknown ? nil : instant, seenAt: instant,
      reason: health == .unknown ? "HTML instead of JSON" : "",
      provider: services.isEmpty ? "aws" : nil, services: services)
  }

  private func event(_ health: Health, regions: [String], updatedAt: Timestamp = start) -> FeedEvent {
    FeedEvent(
      id: "1", title: "Increased error rates", health: health, provider: "aws", regions: regions,
      openedAt: updatedAt, updatedAt: updatedAt)
  }

  private func region(_ bench: inout Bench) -> RegionState { bench.snapshot().regions[0] }

  @Test func withoutAFeedNothingIsSaid() {
    var bench = Bench(plan)
    #expect(region(&bench).feeds == nil)
  }

  @Test("an open event counts for its region and, region-less, for all", arguments: [["us-east-1"], []])
  func anOpenEventCounts(regions: [String]) {
    var bench = Bench(plan)
    bench.see(check, .ok)
    bench.ledger.fold(report(.down, [event(.down, regions: regions)]))
    #expect(region(&bench).standing.health == .degraded)
    #expect(region(&bench).standing.reason == "aws-health reports: Increased error rates")
    #expect(region(&bench).feeds?.first?.health == .down)
  }

  @Test func anotherRegionsEventDoesNotConcernUs() {
    var bench = Bench(plan)
    bench.see(check, .ok)
    bench.ledger.fold(report(.down, [event(.down, regions: ["eu-west-1"])]))
    #expect(region(&bench).standing.health == .ok)
    #expect(region(&bench).feeds?.first?.health == .ok)
  }

  @Test func anEventWithoutUpdatesForFourteenDaysIsANote() {
    var bench = Bench(plan)
    bench.see(check, .ok)
    let old = start + .seconds(-14 * 86_400)
    bench.ledger.fold(report(.down, [event(.down, regions: ["us-east-1"], updatedAt: old)]))
    #expect(region(&bench).standing.health == .ok)
    #expect(region(&bench).feeds?.first?.health == .ok)
    #expect(region(&bench).feeds?.first?.title == "Increased error rates")
  }

  @Test func aFeedThatIsNotUnderstoodIsUnknownNeverOk() {
    var bench = Bench(plan)
    bench.see(check, .ok)
    bench.ledger.fold(report(.unknown))
    #expect(region(&bench).feeds?.first?.health == .unknown)
    #expect(region(&bench).standing.health == .ok, "our own probe stands")
    #expect(bench.snapshot().sources.first?.health == .unknown)
  }

  @Test func aStaleFeedTurnsUnknownByItself() {
    var bench = Bench(plan)
    bench.ledger.fold(report(.ok))
    #expect(region(&bench).feeds?.first?.health == .ok)
    bench.wait(15 * 60)
    #expect(bench.ledger.isReviewDue(at: bench.now))
    #expect(region(&bench).feeds?.first?.health == .unknown)
    #expect(bench.snapshot().sources.first?.detail == "NO SIGNAL")
  }

  @Test func aServiceWithoutChecksIsWhatItsFeedSays() {
    var bench = Bench(plan)
    #expect(bench.standing(of: "silent")?.health == .unknown)
    bench.ledger.fold(report(.ok, services: ["silent"]))
    #expect(bench.standing(of: "silent")?.health == .ok)
    bench.ledger.fold(report(.down, [event(.down, regions: [])], services: ["silent"]))
    #expect(bench.standing(of: "silent")?.health == .down)
    bench.ledger.fold(report(.unknown, services: ["silent"]))
    #expect(bench.standing(of: "silent")?.health == .unknown)
  }

  // MARK: - Planned maintenance

  /// What a page announces for its component "API", from an hour from now on.
  private func work(of components: [SafeText], provider: String? = nil, regions: [String] = []) -> FeedEvent {
    FeedEvent(
      id: "m", title: "Moving racks", health: .maintenance, provider: provider, regions: regions,
      services: components, openedAt: start + .seconds(3600), updatedAt: start + .seconds(-20 * 86_400))
  }

  private func shopPlan(components: [SafeText]) throws -> Plan {
    let url = try #require(HTTPURL("https://status.shop.example/api/v2/summary.json"))
    var shop = service("shop", checks: [tcpCheck(.service("shop"))])
    shop.feed = FeedReference(kind: .statuspage, url: url, components: components)
    return Plan(services: [shop])
  }

  @Test(
    "a failure in maintenance that was announced for it is part of that, before and beside it is not",
    arguments: [
      (["API"], ["API"], Health.maintenance), ([], ["API"], .down), ([], [], .maintenance),
    ] as [([SafeText], [SafeText], Health)])
  func announcedMaintenance(asked: [SafeText], named: [SafeText], expected: Health) throws {
    var bench = Bench(try shopPlan(components: asked))
    let check = tcpCheck(.service("shop"))
    func listen(_ bench: inout Bench) {
      bench.ledger.fold(report(.ok, [work(of: named)], at: bench.now, services: ["shop"]))
    }
    listen(&bench)
    for _ in 0..<2 { bench.see(check, .connectTimeout) }
    #expect(bench.standing(of: "shop")?.health == .down, "it has not begun")
    for _ in 0..<2 { bench.see(check, .ok) }
    bench.now = start + .seconds(4000)
    listen(&bench)
    bench.see(check, .ok)
    #expect(bench.standing(of: "shop")?.health == .ok, "what works is not in maintenance")
    for _ in 0..<2 { bench.see(check, .connectTimeout) }
    #expect(bench.standing(of: "shop")?.health == expected)
    #expect(bench.snapshot().incidents.contains { $0.closedAt == nil } == (expected == .down))
  }

  @Test("work in a region is no excuse for another one", arguments: [["us-east-1"], ["eu-west-1"], []])
  func aRegionsMaintenanceIsItsOwn(regions: [String]) {
    var bench = Bench(plan)
    var event = work(of: [], provider: "aws", regions: regions)
    event.openedAt = start
    bench.ledger.fold(report(.ok, [event]))
    for _ in 0..<2 { bench.see(check, .connectTimeout) }
    #expect(region(&bench).standing.health == (regions == ["us-east-1"] ? .maintenance : .down))
  }

  @Test func whatWeSeeDownStaysDownWhateverTheFeedSays() {
    var bench = Bench(plan)
    bench.ledger.fold(report(.ok))
    for _ in 0..<2 { bench.see(check, .dnsNoData) }
    #expect(region(&bench).standing.health == .down)
    #expect(region(&bench).feeds?.first?.health == .ok)
  }

  @Test func aFeedThatTellsOnlyItsNewestWordKeepsTheOnesBefore() {
    var bench = Bench(plan)
    bench.see(check, .ok)
    var event = event(.degraded, regions: ["us-east-1"])
    for (minute, words) in ["looking", "looking", "found it"].enumerated() {
      event.text = SafeText(words)
      event.updatedAt = start + .seconds(60 * minute)
      bench.ledger.fold(report(.degraded, [event]))
    }
    let updates = region(&bench).feeds?.first?.events.first?.updates ?? []
    #expect(updates.map(\.text) == ["found it", "looking"])
    #expect(updates.last?.at == start)
  }

  @Test func whatTheFeedListsOfItsHistoryIsTakenAsItIs() {
    var bench = Bench(plan)
    bench.see(check, .ok)
    var event = event(.degraded, regions: ["us-east-1"])
    event.updates = [FeedEvent.Update(at: start, text: "only this")]
    bench.ledger.fold(report(.degraded, [event]))
    #expect(region(&bench).feeds?.first?.events.first?.updates == event.updates)
  }

  @Test func aFeedThatIsListenedToAndHasNotSpokenIsUnknown() throws {
    let url = try #require(HTTPURL("https://health.example/"))
    var plan = plan
    plan.feeds = [FeedReference(kind: .awsHealth, url: url)]
    var ledger = Ledger(plan: plan, feeds: ["aws-health"])
    _ = ledger.settle(at: start)
    let snapshot = ledger.snapshot(number: 1, at: start, sources: [])
    #expect(snapshot.regions[0].feeds?.first?.health == .unknown)
    #expect(snapshot.regions[0].feeds?.first?.problem == .noDataYet)
    #expect(snapshot.services[1].feed == nil)
  }
}
