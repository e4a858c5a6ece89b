import Testing

@testable import History
@testable import Model
@testable import Monitor

@Suite struct RememberedTests {
  private let instant = Timestamp(seconds: 1_767_571_200)

  @Test func whatHistoryTellsIsShownAtItsPlace() throws {
    var remembered = Remembered()
    var uptime = Uptime()
    uptime[.day] = Uptime.Tally(ok: .seconds(86_400))
    let region = try #require(DomainID("aws/us-east-1"))
    remembered.update(
      with: .uptimes([.service("a"): uptime, .name("a.example"): uptime, .region(region): uptime]))
    remembered.update(with: .state(SourceState(id: "history", health: .ok)))
    var snapshot = Snapshot(
      number: 1, generatedAt: instant, vantage: VantageState(name: "local"), overall: .ok,
      counts: HealthCounts(), regions: [RegionState(domain: FaultDomain(id: region))],
      names: [NameState(id: "a.example")],
      services: [ServiceState(service: Service(id: "a")), ServiceState(service: Service(id: "b"))])
    remembered.fill(&snapshot)
    #expect(snapshot.regions[0].uptime == uptime)
    #expect(snapshot.names[0].uptime == uptime)
    #expect(snapshot.services.map(\.uptime) == [uptime, nil])
    #expect(snapshot.sources.map(\.id) == ["history"])
  }

  @Test func whatIsConfiguredStandsAgainstHistory() throws {
    let watched = try #require(DomainID("aws/us-east-1"))
    let fixed = try #require(DomainID("aws/us-west-2"))
    let plan = Plan(domains: [
      FaultDomain(id: watched, unavailability: Unavailability(0.001, .assumed)),
      FaultDomain(id: fixed, unavailability: Unavailability(0.002, .configured)),
    ])
    var remembered = Remembered()
    let told = Unavailability(0.01, .history)
    remembered.update(with: .unavailabilities([watched: told, fixed: told]))
    let graph = remembered.informed(DependencyGraph(of: plan))
    #expect(
      [watched, fixed].map { graph.domain(at: graph.node(of: $0) ?? 0)?.facts.unavailability }
        == [told, Unavailability(0.002, .configured)])
  }
}
