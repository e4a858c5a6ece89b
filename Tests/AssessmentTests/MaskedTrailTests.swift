import Testing

@testable import Assessment
@testable import Model

@Suite("The last hour never draws my own fault as theirs")
struct MaskedTrailTests {
  let controls = [tcpCheck(.control, port: 1), tcpCheck(.control, port: 2)]
  let shop = tcpCheck(.service("shop"))
  let ill = tcpCheck(.service("ill"))
  let trusted = tcpCheck(.service("lan"), isAlwaysTrusted: true)

  var plan: Plan {
    Plan(
      controls: controls,
      services: [
        service("shop", checks: [shop]), service("ill", checks: [ill]), service("lan", checks: [trusted]),
      ])
  }

  /// The slots that saw anything, oldest first.
  private func hour(of service: String, in bench: inout Bench) -> [Health] {
    let state = bench.snapshot().services.first { $0.id == service }
    let failures = state?.checks.first?.trail.failures(inHourEndingAt: bench.now)
    let slots = state?.checks.first?.trail.lastHour(endingAt: bench.now).compactMap { $0?.health } ?? []
    #expect(failures == slots.count { $0 == .down })
    return slots
  }

  /// A round each 30 s.
  private func pass(_ rounds: Int, in bench: inout Bench, _ outcomes: [(Check, Outcome)]) {
    for _ in 0..<rounds {
      for (check, outcome) in outcomes { bench.see(check, outcome) }
      _ = bench.snapshot()
      bench.wait(30)
    }
  }

  private var well: [(Check, Outcome)] { (controls + [shop]).map { ($0, .ok) } }
  private var cut: [(Check, Outcome)] { (controls + [shop, ill, trusted]).map { ($0, .connectTimeout) } }

  @Test func aLinkThatWasCutForMinutesLeavesNoFailureBehind() {
    var bench = Bench(plan)
    pass(4, in: &bench, well)
    // The checks are heard before the controls, and each on its own.
    bench.see(shop, .connectTimeout)
    _ = bench.snapshot()
    bench.wait(30)
    pass(6, in: &bench, cut)
    pass(4, in: &bench, well)
    let hour = hour(of: "shop", in: &bench)
    #expect(hour.prefix(4).allSatisfy { $0 == .ok } && hour.suffix(4).allSatisfy { $0 == .ok })
    #expect(hour.dropFirst(4).dropLast(4).allSatisfy { $0 == .unknown })
    #expect(hour.count == 15)
  }

  @Test func aFailureFromBeforeTheCutStays() {
    var bench = Bench(plan)
    pass(2, in: &bench, well + [(ill, .ok)])
    pass(6, in: &bench, well + [(ill, .reset)])
    pass(6, in: &bench, cut)
    pass(3, in: &bench, well + [(ill, .reset)])
    let hour = hour(of: "ill", in: &bench)
    #expect(hour.prefix(8).suffix(6).allSatisfy { $0 == .down }, "the link was fine")
    #expect(hour.dropFirst(8).prefix(6).allSatisfy { $0 == .unknown })
    // The first round after it decides that the link is back.
    #expect(hour.suffix(2).allSatisfy { $0 == .down })
  }

  @Test func aFailureWhileTheControlsAreWellIsTheirs() {
    var bench = Bench(plan)
    pass(2, in: &bench, well + [(ill, .ok)])
    pass(6, in: &bench, well + [(ill, .reset)])
    #expect(hour(of: "ill", in: &bench).suffix(6).allSatisfy { $0 == .down })
  }

  @Test func aTrustedCheckIsDrawnAsItIs() {
    var bench = Bench(plan)
    pass(2, in: &bench, well + [(trusted, .ok)])
    pass(6, in: &bench, cut)
    #expect(hour(of: "lan", in: &bench).suffix(6).allSatisfy { $0 == .down })
  }

  @Test func aProbeThatSetOutWhileTheLinkWasCutSaysNothingWhenItComesHome() {
    var bench = Bench(plan)
    pass(2, in: &bench, well)
    pass(4, in: &bench, cut)
    let late = bench.now
    bench.wait(3)
    for control in controls { bench.see(control, .ok) }
    #expect(bench.snapshot().vantage.verdict == .ok)
    bench.now = late
    bench.see(shop, .connectTimeout)
    #expect(bench.standing(of: "shop")?.health == .unknown)
    bench.wait(5)
    #expect(!hour(of: "shop", in: &bench).contains(.down))
  }

  @Test func aResolverThatFailsIsNotDrawnAsTheNamesFailure() {
    let system = dnsCheck(.name("shop.example"), resolver: "system")
    let other = dnsCheck(.name("shop.example"), resolver: "quad9")
    let third = dnsCheck(.name("other.example"), name: "other.example", resolver: "system")
    var bench = Bench(
      Plan(
        names: [
          WatchedName(id: "shop.example", checks: [system, other]),
          WatchedName(id: "other.example", checks: [third]),
        ]))
    for round in 0..<9 {
      bench.see(other, .ok, resolver: "quad9")
      bench.see(system, round < 3 ? .dnsNoData : .dnsTimeout, resolver: "system")
      bench.see(third, round < 3 ? .ok : .dnsTimeout, resolver: "system")
      _ = bench.snapshot()
      bench.wait(30)
    }
    let names = bench.snapshot().names
    let hours = names.compactMap { $0.checks.first?.trail.lastHour(endingAt: bench.now) }.map {
      $0.compactMap { $0?.health }
    }
    #expect(hours.first?.prefix(3).allSatisfy { $0 == .down } == true, "the resolver said so")
    #expect(hours.allSatisfy { $0.suffix(6).allSatisfy { $0 == .unknown } })
  }
}
