import Testing

@testable import Model
@testable import Trials

/// The simulated world has to be right before anything can be said of what is told of it.
@Suite struct WorldTests {
  private static let begin = Timestamp(seconds: 1_780_000_000)
  private static let landscape = LandscapeMaker.uniform(
    services: 3, interval: .seconds(30), timeout: .seconds(5))

  private func world(_ near: [Spell<NearFault>], noise: Noise = .none, seconds: Int = 600) -> World {
    World(
      seed: 1, landscape: Self.landscape, span: Self.begin...(Self.begin + .seconds(seconds)), near: near,
      far: [],
      noise: noise, feeds: [])
  }

  private func observations(_ world: World) -> [(at: Timestamp, Observation)] {
    var reel = WorldReel(world)
    var seen: [(Timestamp, Observation)] = []
    while let at = reel.nextAt, let event = reel.next() {
      if case .observation(let observation) = event { seen.append((at, observation)) }
    }
    return seen
  }

  private func spell(_ fault: NearFault, from: Double, to: Double) -> Spell<NearFault> {
    Spell(fault: fault, span: (Self.begin + .seconds(from))..<(Self.begin + .seconds(to)))
  }

  @Test func theSameSeedGivesTheSameScore() {
    let (first, second) = (Trial.run(World.of(seed: 7)), Trial.run(World.of(seed: 7)))
    #expect(first.observations == second.observations)
    #expect(first.faults.map(\.told) == second.faults.map(\.told))
  }

  @Test func everyKindOfFaultOccursAmongThreeHundredSeeds() {
    let worlds = (1...300).map { World.of(seed: $0) }
    let near = Set(worlds.flatMap { $0.near.map(\.fault.label) })
    let far = Set(worlds.flatMap { $0.far.map(\.fault.kind) })
    #expect(Set(worlds.flatMap { $0.near.map(\.fault.kind) }) == Set(Condition.Kind.allCases))
    #expect(near.isSuperset(of: ["intercepted (portal)", "intercepted (inspection)"]))
    #expect(far == Set(FarFault.Kind.allCases))
    #expect(worlds.contains { $0.near.isEmpty && $0.far.isEmpty })
    #expect(worlds.contains { !$0.near.isEmpty && !$0.far.isEmpty })
    #expect(worlds.contains { $0.landscape.plan.services.count > 100 })
  }

  @Test func noiseNeverFailsTwoOfThreeProbesOfOneCheck() {
    let byCheck = Dictionary(
      grouping: observations(world([], noise: Noise(share: 0.3, spared: 2), seconds: 7200)), by: \.1.check)
    for probes in byCheck.values {
      let failures = probes.map { $0.1.outcome.health == .down }
      for index in failures.indices.dropFirst(2) { #expect(failures[(index - 2)...index].count { $0 } <= 1) }
    }
    #expect(byCheck.values.contains { $0.contains { $0.1.outcome.health == .down } })
  }

  @Test func aTimeoutIsReportedWhenItEnds() throws {
    let cut = spell(.link(.silent), from: 100, to: 600)
    let timeout = try #require(observations(world([cut])).first { $0.1.outcome == .connectTimeout })
    #expect(timeout.at - timeout.1.startedAt == .seconds(5))
    #expect(timeout.1.timedOut && timeout.1.failedAt == .connect)
  }

  @Test func whatIsSentAgainAfterTheLinkIsBackArrives() {
    let cut = spell(.link(.silent), from: 100, to: 160)
    let late = observations(world([cut])).filter {
      $0.1.startedAt < cut.span.upperBound && cut.span.upperBound <= $0.at && $0.1.outcome == .ok
    }
    #expect(late.allSatisfy { $0.at - $0.1.startedAt > .milliseconds(500) })
  }

  @Test func aSleepingMachineReportsNothingAndThenWhyItsProbesFailed() {
    let nap = spell(.asleep, from: 100, to: 190)
    let seen = observations(world([nap, spell(.link(.silent), from: 90, to: 100)]))
    #expect(!seen.contains { nap.holds(at: $0.at) })
    let cutShort = seen.filter { $0.1.startedAt < nap.span.lowerBound && $0.at >= nap.span.upperBound }
    #expect(cutShort.allSatisfy { $0.1.localFault == .asleep && $0.1.outcome == .notProbed })
  }

  @Test func whatIsAskedIsProbedAtOnceAndThenInTurn() throws {
    var reel = WorldReel(world([]))
    let check = try #require(Self.landscape.checks.first { $0.purpose == .service("s1") })
    while let at = reel.nextAt, at < Self.begin + .seconds(100) { _ = reel.next() }
    reel.ask(check.id, at: Self.begin + .seconds(100))
    var starts: [Duration] = []
    while let event = reel.next() {
      if case .observation(let seen) = event, seen.check == check.id {
        starts.append(seen.startedAt - Self.begin)
      }
    }
    #expect(starts.first == .seconds(100))
    let turns = zip(starts.dropFirst(), starts.dropFirst(2)).map { $1 - $0 }
    #expect(turns.allSatisfy { $0 == .seconds(30) })
  }

  @Test func aSecondRegionOrOperatorThatExplainsAsMuchMayBeNamedToo() throws {
    let both = (1...300).map { World.of(seed: $0) }.flatMap(\.far).map(\.fault).filter { $0.kind == .region }
    #expect(both.allSatisfy { fault in fault.cause.map(fault.allows) ?? false })
    #expect(both.contains { !$0.admitsNone })
    #expect(both.contains { $0.admissible.count == 1 })
  }
}
