@testable import Assessment
@testable import Model

let start = Timestamp(seconds: 1_760_942_880)

func tcpCheck(
  _ purpose: Check.Purpose, port: Int = 443, interval: Duration = .seconds(30), isAlwaysTrusted: Bool = false
) -> Check {
  Check(
    for: purpose, probe: .tcp(TCPProbe(endpoint: Endpoint(host: "shop.example", port: port))),
    interval: interval, timeout: .seconds(5), isAlwaysTrusted: isAlwaysTrusted)
}

func dnsCheck(_ purpose: Check.Purpose, name: String = "shop.example", resolver: String = "system") -> Check {
  Check(
    for: purpose, probe: .dns(DNSProbe(name: name, type: nil, resolver: resolver)),
    interval: .seconds(30), timeout: .seconds(5))
}

func service(_ id: String, checks: [Check], weight: Double = 1) -> Service {
  Service(id: id, weight: weight, checks: checks)
}

/// A ledger under a clock that the test moves.
struct Bench {
  var ledger: Ledger
  var now = start

  init(_ plan: Plan, run: Ledger.Run = .continuous) { ledger = Ledger(plan: plan, run: run) }

  /// Lets time pass.
  mutating func wait(_ seconds: Int) { now = now + .seconds(seconds) }

  @discardableResult
  mutating func see(
    _ check: Check, _ outcome: Outcome, latency: Duration? = .milliseconds(40), resolver: String? = nil,
    vantage: String = "local"
  ) -> [ProbeRequest] {
    ledger.fold(
      Observation(
        check: check.id, vantage: vantage, startedAt: now, outcome: outcome,
        latency: outcome.health == .down ? nil : latency, resolver: resolver), at: now)
  }

  /// The state now.
  mutating func snapshot() -> Snapshot {
    _ = ledger.settle(at: now)
    return ledger.snapshot(number: 0, at: now, sources: [])
  }

  mutating func standing(of service: String) -> Standing? {
    snapshot().services.first { $0.id == service }?.standing
  }
}
