import Testing

@testable import Assessment
@testable import Model

@Suite("Parts roll up into wholes")
struct RollUpTests {
  @Test(
    "health of the whole",
    arguments: [
      ([], .unknown), ([.unknown, .unknown], .unknown), ([.ok, .unknown], .ok), ([.down, .unknown], .down),
      ([.down, .ok], .degraded), ([.degraded, .ok], .degraded), ([.down, .degraded], .degraded),
      ([.down, .down], .down), ([.ok, .ok], .ok),
    ] as [([Health], Health)])
  func healthOfTheWhole(parts: [Health], whole: Health) { #expect(RollUp.health(of: parts) == whole) }

  @Test func overallIsTheWorstAndCountsEachOnce() {
    let checks = (0..<4).map { tcpCheck(.service("s\($0)")) }
    var plan = Plan(services: checks.enumerated().map { service("s\($0)", checks: [$1]) })
    plan.services.append(service("silent", checks: []))
    plan.maintenance = [
      MaintenanceWindow(services: ["s3"], span: start..<start + .seconds(60))
    ]
    var bench = Bench(plan, run: .rounds(1))
    bench.see(checks[0], .ok)
    bench.see(checks[1], .reset)
    bench.see(checks[2], .tlsExpiring)
    bench.see(checks[3], .reset)
    let snapshot = bench.snapshot()
    #expect(snapshot.overall == .down)
    let counts = snapshot.counts
    #expect(
      [counts.ok, counts.degraded, counts.down, counts.unknown, counts.maintenance] == [1, 1, 1, 1, 1])
    #expect(snapshot.services[4].standing.reason == "no check is configured")
    bench.wait(60)
    #expect(bench.ledger.settle(at: bench.now).isEmpty)
  }

  @Test func maintenanceEndsByItself() {
    let check = tcpCheck(.service("shop"))
    var plan = Plan(services: [service("shop", checks: [check])])
    plan.maintenance = [
      MaintenanceWindow(services: ["shop"], span: start + .seconds(10)..<start + .seconds(20))
    ]
    var bench = Bench(plan)
    bench.see(check, .ok)
    #expect(bench.standing(of: "shop")?.health == .ok)
    bench.wait(10)
    #expect(bench.ledger.isReviewDue(at: bench.now))
    #expect(bench.standing(of: "shop")?.health == .maintenance)
    bench.wait(10)
    #expect(bench.standing(of: "shop")?.health == .ok)
  }
}

@Suite("Incidents open on a decision and close on recovery")
struct IncidentLogTests {
  let check = tcpCheck(.service("shop"))

  @Test func anIncidentBeginsWithTheFirstFailingObservation() throws {
    var bench = Bench(Plan(services: [service("shop", checks: [check])]))
    bench.see(check, .reset)
    #expect(bench.snapshot().incidents.isEmpty, "not yet decided")
    bench.wait(2)
    bench.see(check, .reset)
    let incident = try #require(bench.snapshot().incidents.first)
    #expect(incident.openedAt == start)
    #expect(incident.confirmedAt == start + .seconds(2))
    #expect(incident.closedAt == nil)
    #expect(incident.title == "shop down: connection reset (reset)")
    #expect(incident.members == [.service("shop")])
  }

  @Test func unknownNeitherOpensNorCloses() throws {
    var bench = Bench(Plan(services: [service("shop", checks: [check])]))
    for outcome in [Outcome.reset, .reset, .notProbed] {
      bench.see(check, outcome)
      _ = bench.snapshot()
      bench.wait(2)
    }
    #expect(bench.snapshot().incidents.first?.closedAt == nil)
    for _ in 0..<2 {
      bench.see(check, .ok)
      bench.wait(30)
    }
    let incident = try #require(bench.snapshot().incidents.first)
    #expect(incident.closedAt == start + .seconds(36))
  }
}
