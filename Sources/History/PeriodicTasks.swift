internal import Model

/// What an open history needs now and then: roll-ups each hour, forgetting every six, uptimes each minute,
/// unavailabilities each day.
struct PeriodicTasks {
  private static let uptimeInterval = Duration.seconds(60)
  private static let unavailabilityInterval = Duration.seconds(86_400)
  private static let lockInterval = Duration.seconds(60)
  private static let forgetInterval = Duration.seconds(6 * 3600)
  /// By a clock that has run steadily for so long, and not before, is anything forgotten: a machine that boots
  /// with a wrong date must not lose its past.
  private static let steadiness = Duration.seconds(3600)

  private var rolledHour: Int64?
  private var forgottenAt: Timestamp?
  private var toldAt: Timestamp?
  private var unavailabilityToldAt: Timestamp?
  private var lockTriedAt: Timestamp?

  mutating func run(
    on store: Store, _ retention: RetentionPolicy, since steady: Timestamp, at now: Timestamp
  ) throws(HistoryError) {
    let hour = Slot(now.milliseconds, .minutes).row
    if hour != rolledHour {
      _ = try store.write { try store.rollUp(in: $0) }
      rolledHour = hour
    }
    guard now - steady >= Self.steadiness, Self.isDue(forgottenAt, Self.forgetInterval, now) else { return }
    try store.write { try store.forget(before: now, retention, in: $0) }
    forgottenAt = now
  }

  mutating func isUptimeDue(at now: Timestamp) -> Bool {
    guard Self.isDue(toldAt, Self.uptimeInterval, now) else { return false }
    toldAt = now
    return true
  }

  mutating func isUnavailabilityDue(at now: Timestamp) -> Bool {
    guard Self.isDue(unavailabilityToldAt, Self.unavailabilityInterval, now) else { return false }
    unavailabilityToldAt = now
    return true
  }

  /// Whether to ask again if the other instance has gone.
  mutating func isLockDue(at now: Timestamp) -> Bool {
    guard Self.isDue(lockTriedAt, Self.lockInterval, now) else { return false }
    lockTriedAt = now
    return true
  }

  /// A clock that was set back makes everything due.
  private static func isDue(_ last: Timestamp?, _ interval: Duration, _ now: Timestamp) -> Bool {
    guard let last else { return true }
    return now - last >= interval || now < last
  }
}
