import Testing

@testable import Model

@Suite("Each resolver in use is asked a question of its own")
struct ResolverControlTests {
  private let resolvers = ["first", "second", "third"].map {
    Resolver(id: $0, address: .at(Endpoint(host: "192.0.2.1", port: 53)))
  }

  private func plan(_ probes: [Probe], proxy: HTTPURL? = nil) -> Plan {
    var plan = Plan(resolvers: resolvers)
    plan.probing = ProbingPolicy(interval: .seconds(10), timeout: .seconds(2), proxy: proxy)
    plan.services = [
      Service(
        id: "s",
        checks: probes.map {
          Check(for: .service("s"), probe: $0, interval: .seconds(60), timeout: .seconds(5))
        })
    ]
    return plan
  }

  private func asked(_ probes: [Probe], proxy: HTTPURL? = nil) -> [String] {
    plan(probes, proxy: proxy).resolverControls.map(\.id.description)
  }

  private func tls(_ host: String) -> Probe { .tls(TLSProbe(endpoint: Endpoint(host: host, port: 443))) }

  @Test func aNameInACheckUsesTheFirstOne() {
    #expect(asked([tls("a.example")]) == ["control dns . NS @first"])
    #expect(asked([.ping(host: "a.example")]) == ["control dns . NS @first"])
  }

  @Test func addressesUseNone() {
    #expect(asked([tls("192.0.2.7"), tls("2001:db8::7")]).isEmpty)
  }

  @Test func aDNSCheckUsesTheOneItNames() {
    let probe = Probe.dns(DNSProbe(name: "a.example", type: nil, resolver: "third"))
    #expect(asked([probe]) == ["control dns . NS @third"])
  }

  @Test func namesBehindAProxyUseNone() throws {
    let proxy = try #require(HTTPURL("http://192.0.2.3:3128"))
    #expect(asked([tls("a.example")], proxy: proxy).isEmpty)
    #expect(asked([.ping(host: "a.example")], proxy: proxy) == ["control dns . NS @first"])
  }

  @Test func itIsProbedAtTheIntervalOfThePlanAndCountsForNothing() throws {
    let plan = plan([tls("a.example")])
    let question = try #require(plan.resolverControls.first)
    #expect(question.interval == .seconds(10) && question.timeout == .seconds(2))
    #expect(question.purpose == .control)
    #expect(plan.controls.isEmpty && plan.configuredChecks.count == 1 && plan.checks.count == 2)
  }
}

@Suite("An observation of several addresses")
struct PartialObservationTests {
  @Test func isDegradedWhereOnlySomeFail() {
    var seen = Observation(
      check: CheckID("c"), vantage: "v", startedAt: Timestamp(seconds: 0), outcome: .connectRefused)
    #expect(seen.health == .down)
    seen.isPartial = true
    #expect(seen.health == .degraded)
    seen.outcome = .notProbed
    #expect(seen.health == .unknown)
  }
}
