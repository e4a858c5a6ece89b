import Glibc
import Lab
import Model
import Testing

@testable import Probing

@Suite("A process that did not run says so")
struct StallTests {
  private let silent: HostilePeer

  init() throws { silent = try HostilePeer.tcp(HostileHTTP.silent) }

  /// Runs the plan's engine on this thread, stands still for a while, and runs on; what was observed after that.
  private func observations(of plan: Plan, standing: Duration, toldFrom: Duration) throws -> [Observation] {
    let loop = try #require(EventLoop())
    let probes = try #require(
      Probes(plan: plan, userAgent: ProbeOnce.agent, certificateBundle: "/nonexistent", loop: loop))
    var seen: [Observation] = []
    let engine = Engine(
      plan: plan, seed: 0, loop: loop, probes: probes, stallTold: toldFrom, wallClock: LiveProbing.systemClock
    ) { seen.append($0) }
    loop.settle()
    // Both first starts are due by now.
    for _ in 0..<30 {
      usleep(10_000)
      loop.turn()
    }
    seen = []
    usleep(UInt32(standing.inSeconds * 1e6))
    loop.turn()
    loop.turn()
    engine.end()
    probes.close()
    loop.close()
    return seen
  }

  private func check(_ purpose: Check.Purpose, port: Int, timeout: Duration) throws -> Check {
    let url = try #require(HTTPURL("http://127.0.0.1:\(port)/"))
    return Check(
      for: purpose, probe: .http(HTTPProbe(url: url)), interval: .seconds(600), timeout: timeout)
  }

  /// A service that runs into its timeout during the stall, and a control.
  private func plan(control port: Int) throws -> Plan {
    var plan = Plan()
    plan.services = [
      Service(id: "s", checks: [try check(.service("s"), port: silent.port, timeout: .milliseconds(800))])
    ]
    plan.controls = [try check(.control, port: port, timeout: .seconds(600))]
    return plan
  }

  @Test func whatWasInFlightIsNotProbedAndToldOnce() throws {
    let plan = try plan(control: silent.port)
    let seen = try observations(of: plan, standing: .seconds(2), toldFrom: .seconds(1))
    #expect(seen.map(\.check) == plan.services[0].checks.map(\.id))
    #expect(seen.allSatisfy { $0.outcome == .notProbed && $0.localFault == .asleep && $0.failedAt == .local })
    #expect(seen.first?.detail == "this process did not run for 1 s")
  }

  @Test func aControlThatWasNotInFlightSaysSoToo() throws {
    let plan = try plan(control: try FreePort.find())
    let seen = try observations(of: plan, standing: .seconds(2), toldFrom: .seconds(1))
    #expect(Set(seen.map(\.check)) == Set(plan.checks.map(\.id)))
    #expect(seen.allSatisfy { $0.outcome == .notProbed && $0.localFault == .asleep })
  }

  @Test func aShortStallIsNotWorthTelling() throws {
    let plan = try plan(control: try FreePort.find())
    let seen = try observations(of: plan, standing: .seconds(2), toldFrom: .seconds(60))
    #expect(seen.map(\.check) == plan.services[0].checks.map(\.id))
  }
}
