import Testing

@testable import Assessment
@testable import Model

@Suite("The verdict says whether the fault is mine")
struct VerdictTests {
  let controls = [tcpCheck(.control, port: 1), tcpCheck(.control, port: 2)]
  let shop = tcpCheck(.service("shop"))
  let trusted = tcpCheck(.service("lan"), isAlwaysTrusted: true)

  var plan: Plan {
    Plan(
      controls: controls, services: [service("shop", checks: [shop]), service("lan", checks: [trusted])])
  }

  @Test func nothingHeardIsUnclear() {
    var bench = Bench(plan)
    #expect(bench.snapshot().vantage.verdict == .unclear)
  }

  @Test func controlsThatAnswerMakeItOk() {
    var bench = Bench(plan)
    bench.see(controls[0], .ok)
    bench.see(controls[1], .connectTimeout)
    let vantage = bench.snapshot().vantage
    #expect(vantage.verdict == .ok)
    #expect(vantage.evidence == ["1 of 2 controls answer"])
  }

  @Test func everyControlFailedAndNoSuccessIsMyLink() {
    var bench = Bench(plan)
    for check in controls + [shop] { bench.see(check, .unreachable) }
    let snapshot = bench.snapshot()
    #expect(snapshot.vantage.verdict == .condition(.localLink))
    #expect(
      snapshot.vantage.evidence == [
        "control shop.example:1: unreachable", "control shop.example:2: unreachable",
        "nothing has answered yet",
      ])
    #expect(snapshot.overall == .unknown)
    #expect(snapshot.counts.down == 0)
  }

  @Test func aSuccessElsewhereMakesFailedControlsUnclear() {
    var bench = Bench(plan)
    for control in controls { bench.see(control, .unreachable) }
    bench.see(shop, .ok)
    #expect(bench.snapshot().vantage.verdict == .unclear)
    #expect(bench.standing(of: "shop")?.health == .ok)
  }

  @Test func aTrustedCheckFailsWhateverTheVerdict() {
    var bench = Bench(plan)
    for _ in 0..<2 {
      for check in controls + [shop, trusted] { bench.see(check, .unreachable) }
      bench.wait(2)
      _ = bench.snapshot()
    }
    #expect(bench.standing(of: "lan")?.health == .down)
    #expect(bench.standing(of: "shop")?.health == .unknown)
  }

  @Test func whenTheLinkComesBackNothingWasEverDown() {
    var bench = Bench(plan)
    for check in controls + [shop, trusted] { bench.see(check, .ok) }
    for _ in 0..<5 {
      bench.wait(30)
      for check in controls + [shop] { bench.see(check, .unreachable) }
      #expect(bench.standing(of: "shop")?.health == .unknown)
    }
    bench.wait(30)
    for check in controls + [shop] { bench.see(check, .ok) }
    #expect(bench.standing(of: "shop") == Standing(health: .ok, since: start))
    #expect(bench.snapshot().incidents.isEmpty)
  }

  @Test func theFirstFailureAsksTheControlsBeforeItIsBelieved() {
    var bench = Bench(plan)
    for check in controls + [shop] { bench.see(check, .ok) }
    bench.wait(5)
    #expect(bench.see(shop, .connectTimeout) == [.confirm(shop.id)] + controls.map { .ask($0.id) })
    #expect(
      bench.standing(of: "shop")?.reason == "checking my network: no connection in time (connect-timeout)")
    bench.wait(2)
    bench.see(shop, .connectTimeout)
    #expect(bench.standing(of: "shop")?.health == .unknown)
    bench.see(controls[0], .ok)
    #expect(bench.standing(of: "shop")?.health == .down, "the network is fine: it is them")
  }

  @Test func controlsAreAskedOnceForFailuresThatBeginTogether() {
    let checks = (1...3).map { tcpCheck(.service("s\($0)")) }
    var bench = Bench(
      Plan(controls: controls, services: checks.enumerated().map { service("s\($0 + 1)", checks: [$1]) }))
    for check in controls + checks { bench.see(check, .ok) }
    bench.wait(5)
    let requests = checks.flatMap { bench.see($0, .connectTimeout) }
    #expect(requests.count { if case .ask = $0 { true } else { false } } == controls.count)
  }

  @Test func otherVantagesAreExempt() {
    var bench = Bench(plan)
    for check in controls { bench.see(check, .unreachable) }
    for _ in 0..<2 { bench.see(shop, .connectRefused, vantage: "prometheus") }
    #expect(bench.snapshot().vantage.verdict == .condition(.localLink))
    #expect(bench.standing(of: "shop")?.health == .down)
  }
}

@Suite("A broken resolver explains DNS failures through it and nothing else")
struct ResolverVerdictTests {
  let system = dnsCheck(.name("shop.example"), resolver: "system")
  let other = dnsCheck(.name("shop.example"), resolver: "quad9")
  let shop = tcpCheck(.service("shop"))

  var plan: Plan {
    Plan(
      names: [WatchedName(id: "shop.example", checks: [system, other])],
      services: [service("shop", checks: [shop])])
  }

  @Test(
    "a resolver that only ever fails is to blame",
    arguments: [Outcome.dnsTimeout, .dnsRefused, .dnsServFail, .dnsMalformed])
  func aResolverThatOnlyFailsIsToBlame(outcome: Outcome) {
    var bench = Bench(plan)
    bench.see(other, .ok, resolver: "quad9")
    for _ in 0..<2 {
      bench.see(system, outcome, resolver: "system")
      for question in plan.resolverControls where question.id.description.hasSuffix("@system") {
        bench.see(question, outcome, resolver: "system")
      }
      bench.see(shop, .connectRefused, resolver: nil)
    }
    let snapshot = bench.snapshot()
    #expect(snapshot.vantage.verdict == .condition(.localResolver))
    #expect(snapshot.vantage.evidence == ["resolver system: 2 of 2 queries failed (\(outcome.rawValue))"])
    #expect(snapshot.names[0].standing.health == .ok, "the other resolver answers")
    #expect(snapshot.names[0].checks[0].standing.health == .unknown)
    #expect(snapshot.services[0].standing.health == .down, "not a DNS failure")
  }

  @Test("an answer of no proves the resolver", arguments: [Outcome.dnsNXDomain, .dnsNoData])
  func anAnswerOfNoProvesTheResolver(outcome: Outcome) {
    var bench = Bench(plan)
    bench.see(other, .ok, resolver: "quad9")
    for _ in 0..<2 { bench.see(system, outcome, resolver: "system") }
    let snapshot = bench.snapshot()
    #expect(snapshot.vantage.verdict == .ok)
    #expect(snapshot.names[0].standing.health == .degraded)
    #expect(snapshot.names[0].agreement == .differ)
    #expect(snapshot.names[0].standing.reason == "1 of 2 resolvers report no such record (dns-mismatch)")
  }
}
