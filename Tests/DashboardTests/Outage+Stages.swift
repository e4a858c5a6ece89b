import Model

/// The same plan at other times of the day.
extension Outage {
  /// The first frame: nothing has been probed.
  static func beforeFirstProbe() -> Snapshot {
    var snapshot = with(Standing()) { CheckState(check: $0.check) }
    snapshot.number = 0
    snapshot.vantage = VantageState(name: snapshot.vantage.name)
    snapshot.risk = nil
    snapshot.overall = .unknown
    return snapshot
  }

  /// Both controls fail here: nothing is judged.
  static func withoutNetwork() -> Snapshot {
    let standing = Standing(reason: "not judged: no network from here")
    var snapshot = with(standing) { check in
      var check = check
      check.standing = standing
      check.last?.outcome = .unreachable
      check.last?.latency = nil
      check.trail = Trail()
      check.trail.add(.unknown, latency: nil, at: now)
      check.p95 = nil
      return check
    }
    snapshot.vantage.verdict = .condition(.localLink)
    snapshot.vantage.evidence = [
      "both controls failed: tcp://1.1.1.1:443 unreachable, tcp://8.8.8.8:443 unreachable",
      "no check succeeded in the last 2 min",
    ]
    snapshot.overall = .unknown
    return snapshot
  }

  /// Days later.
  static func over() -> Snapshot { madeOver }

  private static let madeOver = makeOver()

  private static func makeOver() -> Snapshot {
    let standing = Standing(health: .ok, since: now + .seconds(-3 * 86_400))
    var snapshot = with(standing) { check in
      var check = CheckState(check: check.check, standing: standing, last: check.last, p95: .milliseconds(40))
      check.last?.outcome = .ok
      check.last?.latency = .milliseconds(31)
      for slot in stride(from: 119, through: 0, by: -1) {
        check.trail.add(.ok, latency: .milliseconds(30 + slot % 7), at: now + .seconds(-30 * slot))
      }
      return check
    }
    snapshot.overall = .ok
    return snapshot
  }

  private static func with(_ standing: Standing, _ change: (CheckState) -> CheckState) -> Snapshot {
    var snapshot = snapshot()
    for index in snapshot.regions.indices {
      snapshot.regions[index].standing = standing
      snapshot.regions[index].checks = snapshot.regions[index].checks.map(change)
    }
    for index in snapshot.names.indices {
      snapshot.names[index].standing = standing
      snapshot.names[index].checks = snapshot.names[index].checks.map(change)
    }
    for index in snapshot.services.indices {
      snapshot.services[index].standing = standing
      snapshot.services[index].checks = snapshot.services[index].checks.map(change)
    }
    snapshot.incidents = []
    snapshot.counts = HealthCounts()
    for _ in 0..<(snapshot.regions.count + snapshot.names.count + snapshot.services.count) {
      snapshot.counts.add(standing.health)
    }
    return snapshot
  }
}
