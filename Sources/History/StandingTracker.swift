internal import Model

/// Turns snapshots into changes of health, within one uninterrupted span of watching.
///
/// Works on copies: what it says has been written counts only once `accept` is called, so a transaction that
/// failed is repeated in full.
struct StandingTracker {
  private struct Current {
    var start: Timestamp
    var health: Health
  }

  let startedAt: Timestamp
  private var current: [String: Current] = [:]

  init(startedAt: Timestamp) { self.startedAt = startedAt }

  /// What changed up to a snapshot. Those of subjects go by their labels, those of checks by
  /// their ids.
  func changes(in snapshot: Snapshot) -> [StandingChange] {
    guard snapshot.generatedAt >= startedAt else { return [] }
    var changes: [StandingChange] = []
    func record(_ label: String, _ standing: Standing) {
      if let change = change(of: label, to: standing, at: snapshot.generatedAt) { changes.append(change) }
    }
    func record(_ checks: [CheckState]) {
      for check in checks { record(check.id.description, check.standing) }
    }
    for state in snapshot.subjects {
      record(state.subject.label, state.standing)
      record(state.checks)
    }
    return changes
  }

  /// A failure began with its first failing observation, not with the decision: `since` is taken at its word as
  /// far back as the last change. Earlier than that it is the standing of before an interruption come back,
  /// and the interruption stays what it was: no data.
  private func change(of label: String, to standing: Standing, at now: Timestamp) -> StandingChange? {
    let before = current[label]
    guard standing.health != (before?.health ?? .unknown) else { return nil }
    let floor = before?.start ?? startedAt
    let since = standing.since ?? now
    let start = since >= floor && since <= now ? since : max(floor, now)
    return StandingChange(
      label: label, start: start, health: standing.health,
      reason: standing.health == .ok ? "" : standing.reason)
  }

  /// The changes have been written.
  mutating func accept(_ changes: [StandingChange]) {
    for change in changes { current[change.label] = Current(start: change.start, health: change.health) }
  }
}
