internal import Model

/// What tells "me" from "them": who failed and who succeeded lately, over the whole plan.
///
/// - `local-link`: every control failed, and no check's last result is a success.
/// - `local-resolver`: every query through a resolver, in the window, failed in a way that does not even
///   prove that the resolver works. It concerns DNS outcomes through that resolver, nothing else.
/// - `unclear`: there are no results yet, or the controls fail while something else succeeds.
struct LinkEvidence {
  private struct Word {
    var startedAt: Timestamp
    var outcome: Outcome
    var label: String
    var reach: Duration
  }

  private struct Query {
    var startedAt: Timestamp
    var proves: Bool
    var reach: Duration
    var outcome: Outcome
  }

  private let controlCount: Int
  private var controls: [CheckID: Word] = [:]
  private var queries: [Resolver.ID: [CheckID: Query]] = [:]
  /// Checks whose last result is a success: when, and how long that result counts.
  private var successes: [CheckID: (startedAt: Timestamp, reach: Duration)] = [:]
  private(set) var lastSuccess: Timestamp?
  /// When each resolver last proved that it works.
  private(set) var lastProofs: [Resolver.ID: Timestamp] = [:]
  /// Checks whose last result is a failure: when it was observed.
  private var failures: [CheckID: Timestamp] = [:]

  init(controls: [Check]) { controlCount = controls.count }

  mutating func fold(_ observation: Observation, of check: Check) {
    let health = observation.outcome.health
    guard health != .unknown else { return }
    // An observation speaks for about two rounds.
    let reach = check.interval * 2 + check.timeout
    let failed = health == .down
    if failed {
      failures[check.id] = observation.startedAt
      successes[check.id] = nil
    } else {
      failures[check.id] = nil
      successes[check.id] = (observation.startedAt, reach)
      lastSuccess = max(lastSuccess ?? observation.startedAt, observation.startedAt)
    }
    if check.purpose == .control {
      controls[check.id] = Word(
        startedAt: observation.startedAt, outcome: observation.outcome, label: check.probe.target,
        reach: reach)
    }
    if let resolver = observation.resolver {
      if observation.outcome.provesResolver {
        lastProofs[resolver] = max(lastProofs[resolver] ?? observation.startedAt, observation.startedAt)
      }
      queries[resolver, default: [:]][check.id] = Query(
        startedAt: observation.startedAt, proves: observation.outcome.provesResolver, reach: reach,
        outcome: observation.outcome)
    }
  }

  /// True while failures pile up and nothing, the controls included, has succeeded since `instant`: the
  /// fault may be mine, so a failure that began then decides nothing yet.
  func isInDoubt(since instant: Timestamp) -> Bool {
    guard controlCount > 0, lastSuccess.map({ $0 < instant }) ?? true else { return false }
    return failures.values.count { $0 >= instant } >= Self.burst
  }

  /// Failures at once that make one doubt the link rather than the targets.
  private static let burst = 3

  func vantage(named name: SafeText, at now: Timestamp) -> VantageState {
    if let evidence = brokenLink(at: now) {
      return VantageState(name: name, verdict: .condition(.localLink), evidence: evidence)
    }
    let broken = brokenResolvers(at: now)
    if !broken.isEmpty {
      let evidence = broken.map { resolver -> SafeText in
        let asked = fresh(queries[resolver] ?? [:], at: now)
        let outcomes = Set(asked.map(\.outcome.rawValue)).sorted().joined(separator: ", ")
        return "resolver \(resolver): \(asked.count) of \(asked.count) queries failed (\(outcomes))"
      }
      return VantageState(name: name, verdict: .condition(.localResolver), evidence: evidence)
    }
    return VantageState(name: name, verdict: clearVerdict(at: now), evidence: clearEvidence(at: now))
  }

  /// Resolvers of which every query in the window failed without proving that they work, by id.
  func brokenResolvers(at now: Timestamp) -> [Resolver.ID] {
    queries.compactMap { resolver, asked in
      let fresh = fresh(asked, at: now)
      return !fresh.isEmpty && fresh.allSatisfy { !$0.proves } ? resolver : nil
    }.sorted()
  }

  private func fresh(_ asked: [CheckID: Query], at now: Timestamp) -> [Query] {
    asked.values.filter { now - $0.startedAt <= $0.reach }
  }

  private func brokenLink(at now: Timestamp) -> [SafeText]? {
    let words = freshControls(at: now)
    guard controlCount > 0, words.count == controlCount, words.allSatisfy({ $0.outcome.health == .down }),
      !hasFreshSuccess(at: now)
    else { return nil }
    let evidence = words.map { word -> SafeText in "control \(word.label): \(word.outcome.rawValue)" }
    return evidence.sorted()
      + [lastSuccess.map { "no check has succeeded since \($0)" } ?? "no check has succeeded yet"]
  }

  private func freshControls(at now: Timestamp) -> [Word] {
    controls.values.filter { now - $0.startedAt <= $0.reach }
  }

  private func hasFreshSuccess(at now: Timestamp) -> Bool {
    successes.values.contains { now - $0.startedAt <= $0.reach }
  }

  private func clearVerdict(at now: Timestamp) -> Verdict {
    guard hasFreshSuccess(at: now) else { return .unclear }
    let words = freshControls(at: now)
    let areControlsDown = words.count == controlCount && words.allSatisfy { $0.outcome.health == .down }
    return areControlsDown && controlCount > 0 ? .unclear : .ok
  }

  private func clearEvidence(at now: Timestamp) -> [SafeText] {
    guard controlCount > 0 else { return ["no controls are configured"] }
    let words = freshControls(at: now)
    guard !words.isEmpty else { return ["the controls have not answered yet"] }
    let failed = words.count { $0.outcome.health == .down }
    if failed == controlCount { return ["every control fails, while other checks succeed"] }
    return ["\(words.count - failed) of \(controlCount) controls answer"]
  }
}
