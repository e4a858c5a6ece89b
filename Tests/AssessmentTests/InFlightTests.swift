import Testing

@testable import Assessment
@testable import Model

@Suite("What was in flight when the link was cut is not the target's")
struct InFlightTests {
  private let controls = [tcpCheck(.control, port: 1), tcpCheck(.control, port: 2)]
  private let shop = tcpCheck(.service("shop"))

  private func observation(_ check: Check, _ outcome: Outcome, at seconds: Int) -> Observation {
    Observation(
      check: check.id, vantage: "local", startedAt: start + .seconds(seconds), outcome: outcome,
      latency: outcome == .ok ? .milliseconds(40) : nil,
      failedAt: outcome == .tlsHandshake ? .tls : nil, timedOut: outcome != .ok)
  }

  /// Its connection stood when the link was cut; when the link is back, a probe that set out before comes home late, and
  /// a good answer follows before anything is published.
  @Test(arguments: [false, true]) func itIsNeverDown(settlesBetween: Bool) {
    var ledger = Ledger(plan: Plan(controls: controls, services: [service("shop", checks: [shop])]))
    var health: [Health] = []
    func fold(_ check: Check, _ outcome: Outcome, from seconds: Int, at end: Int) {
      _ = ledger.fold(observation(check, outcome, at: seconds), at: start + .seconds(end))
    }
    func settle(_ seconds: Int) {
      let now = start + .seconds(seconds)
      _ = ledger.settle(at: now)
      health += ledger.snapshot(number: 0, at: now, sources: []).services.map(\.standing.health)
    }
    for check in controls + [shop] { fold(check, .ok, from: 0, at: 0) }
    settle(0)
    fold(shop, .tlsHandshake, from: 30, at: 35)
    settle(35)
    for control in controls { fold(control, .connectTimeout, from: 35, at: 40) }
    settle(40)
    fold(shop, .connectTimeout, from: 40, at: 45)
    settle(45)
    for control in controls { fold(control, .connectTimeout, from: 65, at: 70) }
    fold(shop, .connectTimeout, from: 70, at: 75)
    settle(75)
    for control in controls { fold(control, .ok, from: 78, at: 78) }
    settle(78)
    fold(shop, .connectTimeout, from: 77, at: 82)
    if settlesBetween { settle(82) }
    fold(shop, .ok, from: 82, at: 82)
    settle(83)
    #expect(!health.contains(.down), "\(health)")
    #expect(health.last == .ok)
  }
}
