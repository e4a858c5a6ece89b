internal import Model

/// What was observed of each check, for the score: a snapshot shows only the last of it.
///
/// `@unchecked Sendable`: used by the one thread that plays the world.
final class Witness: @unchecked Sendable {
  private struct Account {
    /// When the last probe that succeeded began.
    var good: Timestamp?
    /// When the last probe that failed for a reason began.
    var bad: Timestamp?
  }

  private let checks: [Check]
  private var accounts: [Account]
  private(set) var observations = 0
  /// Called with every observation that is no success.
  var onFailure: (Observation, Bool, Timestamp) -> Void = { _, _, _ in }

  init(_ landscape: Landscape) {
    checks = landscape.checks
    accounts = checks.map { _ in Account() }
  }

  func see(_ observation: Observation, of check: Int, isNoise: Bool, at instant: Timestamp) {
    observations += 1
    if observation.outcome.health == .ok || observation.outcome.health == .degraded {
      accounts[check].good = max(accounts[check].good ?? observation.startedAt, observation.startedAt)
      return
    }
    if !isNoise { accounts[check].bad = observation.startedAt }
    onFailure(observation, isNoise, instant)
  }

  /// Whether there is reason to call a check ok: it answered not too long ago (three rounds, as `Judge` has it), and
  /// has not failed since but by noise.
  func hasEvidence(for check: Int, at now: Timestamp) -> Bool {
    guard let good = accounts[check].good else { return false }
    let patience = checks[check].interval * 3 + checks[check].timeout + .seconds(5)
    return now - good <= patience && accounts[check].bad.map { $0 < good } ?? true
  }
}
