internal import Model

/// From the healths of the parts to the health of the whole, after the design's "Roll-up".
enum RollUp {
  /// `down` if all decided parts are down, `degraded` if some are or any is degraded, `unknown` if none is
  /// decided. Undecided parts do not count.
  static func health(of parts: some Sequence<Health>) -> Health {
    var decided = 0
    var down = 0
    var blemished = 0
    for part in parts where part != .unknown {
      decided += 1
      if part == .down { down += 1 }
      if part == .down || part == .degraded { blemished += 1 }
    }
    guard decided > 0 else { return .unknown }
    if down == decided { return .down }
    return blemished > 0 ? .degraded : .ok
  }

  /// The standing of a region, name or service: the health of its checks, the reason of the worst one, and
  /// `since` carried over from before while the health stays the same.
  static func standing(of checks: [CheckState], before: Standing, ifEmpty reason: SafeText) -> Standing {
    guard !checks.isEmpty else { return Standing(health: .unknown, since: nil, reason: reason) }
    let health = health(of: checks.lazy.map(\.standing.health))
    let reason = self.reason(for: health, checks)
    if health == before.health { return Standing(health: health, since: before.since, reason: reason) }
    return Standing(health: health, since: since(of: health, checks), reason: reason)
  }

  /// What the feeds add: something healthy by our probes is `degraded` if its feed reports otherwise, a failure that
  /// falls into announced maintenance is part of it, and something without checks is what its feed reports.
  static func standing(
    _ ours: Standing, of feeds: [FeedState], before: Standing, hasChecks: Bool, at now: Timestamp
  ) -> Standing {
    guard let worst = feeds.max(by: { $0.health.severity < $1.health.severity }) else { return ours }
    if hasChecks, ours.health == .down || ours.health == .degraded,
      let plan = feeds.first(where: { $0.health == .maintenance }), worst.health.severity == 0
    {
      let since = before.health == .maintenance ? before.since : ours.since ?? now
      let title = plan.title ?? "in progress"
      return Standing(
        health: .maintenance, since: since, reason: "planned maintenance, \(plan.source) reports: \(title)")
    }
    let admits = worst.health == .down || worst.health == .degraded
    if hasChecks, !admits || ours.health == .down || ours.health == .degraded { return ours }
    let health: Health = hasChecks ? .degraded : worst.health
    let words = worst.title.map { "\(worst.source) reports: \($0)" } ?? "\(worst.source) reports no incident"
    let since = health == before.health ? before.since : worst.updatedAt ?? now
    return Standing(health: health, since: since, reason: SafeText(words))
  }

  /// For a failure, when its first check began to fail; for the rest, when the last check changed.
  private static func since(of health: Health, _ checks: [CheckState]) -> Timestamp? {
    let matching = checks.filter {
      health == .degraded ? $0.standing.health.severity > 1 : $0.standing.health == health
    }
    let instants = matching.compactMap(\.standing.since)
    return health == .ok ? instants.max() : instants.min()
  }

  private static func reason(for health: Health, _ checks: [CheckState]) -> SafeText {
    let worst = checks.max { $0.standing.health.severity < $1.standing.health.severity }
    guard let worst, !worst.standing.reason.isEmpty else { return "" }
    let failing = checks.count { $0.standing.health.severity > 1 }
    guard failing > 0, checks.count > 1 else { return worst.standing.reason }
    return "\(failing) of \(checks.count) checks failing: \(worst.standing.reason)"
  }
}
