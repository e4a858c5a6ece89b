internal import Model

/// The running account of one check: what it was, what it is decided to be, and on what evidence.
///
/// Deciding, after the design's "Health": a success is `ok` at once from undecided; a first failure waits
/// for its confirmation; then `fail.count` of the last `fail.window` make it down, and `recover.count` of
/// the last `recover.window` bring it back.
struct CheckRecord {
  /// What the observations have decided so far; the verdict is applied on top of it, never mixed in.
  enum Decision: Equatable {
    case undecided, ok, degraded, down
  }

  /// How one observation counts towards a decision; what counts for neither is not kept.
  enum Mark: Equatable {
    case success, caveat, failure
  }

  let check: Check
  private(set) var decision = Decision.undecided
  /// When the decided health began.
  private(set) var since: Timestamp?
  private(set) var last: Observation?
  private(set) var observations = 0
  private(set) var trail = Trail()
  private(set) var latencies = LatencySketch()
  /// Start of the present run of failures; `nil` while the last result was a success.
  private(set) var failingSince: Timestamp?
  /// What was decided before the present run of failures.
  private var before: (decision: Decision, since: Timestamp?) = (.undecided, nil)
  private var marks: [Mark] = []

  init(check: Check) { self.check = check }

  /// True while failures have been seen that do not yet make a decision.
  var isConfirming: Bool { failingSince != nil && decision != .down }

  /// True once an observation has come that a one-shot run may end on.
  var isSettled: Bool {
    guard let last else { return false }
    return last.outcome.health == .unknown || (decision != .undecided && !isConfirming)
  }

  /// Adds an observation and returns whether a confirmation probe should follow.
  ///
  /// - Parameter isMasked: the verdict explains this failure by the local network or resolver: it is shown, but
  ///   decides nothing.
  mutating func fold(_ observation: Observation, policy: HealthPolicy, isMasked: Bool) -> Bool {
    var observation = observation
    if observation.outcome == .ok, let latency = observation.latency, isSlow(latency, policy) {
      observation.outcome = .slow
      observation.detail = slowDetail(latency)
    }
    observations += 1
    last = observation
    let health: Health = isMasked ? .unknown : observation.health
    trail.add(
      health, latency: health == .ok || health == .degraded ? observation.latency : nil,
      at: observation.startedAt)
    switch health {
    case .ok, .degraded, .maintenance:
      addLatency(observation.latency)
      failingSince = nil
      note(health == .degraded ? .caveat : .success, at: observation.startedAt, policy)
      return false
    case .down:
      let isFirst = failingSince == nil && decision != .down
      if failingSince == nil {
        failingSince = observation.startedAt
        before = (decision, since)
      }
      note(.failure, at: observation.startedAt, policy)
      return isFirst && decision != .down
    case .unknown:
      return false
    }
  }

  /// Drops failures that a verdict has since explained: they decide nothing, and do not count when the link
  /// is back. What was decided before the failures holds again, and keeps its `since`. In the trail they become
  /// unknown.
  ///
  /// - Parameter proof: when the side that is to blame last worked, `nil` if never: what failed before that was a
  ///   failure of the target, and stays in the trail.
  mutating func forgetFailures(since proof: Timestamp?) {
    guard let began = failingSince else { return }
    // A probe that began before the last success may have been cut off on its way.
    let isOlder = proof.map { began + check.timeout < $0 } ?? false
    trail.disregardFailures(from: isOlder ? (proof ?? began) + Trail.slotWidth : began)
    marks.removeAll()
    failingSince = nil
    (decision, since) = before.decision == .down ? (.undecided, nil) : before
  }

  private mutating func note(_ mark: Mark, at instant: Timestamp, _ policy: HealthPolicy) {
    marks.append(mark)
    let longest = max(policy.fail.window, policy.recover.window)
    if marks.count > longest { marks.removeFirst(marks.count - longest) }
    let decided = decide(policy)
    guard decided != decision else { return }
    decision = decided
    since = decided == .down ? failingSince ?? instant : instant
  }

  private func decide(_ policy: HealthPolicy) -> Decision {
    let failing = marks.suffix(policy.fail.window)
    let failures = failing.count { $0 == .failure }
    let blemishes = failing.count { $0 != .success }
    let recent = marks.suffix(policy.recover.window)
    let successes = recent.count { $0 != .failure }
    switch decision {
    case .undecided:
      if failures >= policy.fail.count { return .down }
      guard let newest = marks.last, newest != .failure else { return .undecided }
      return newest == .success ? .ok : .degraded
    case .down:
      guard marks.last != .failure, successes >= policy.recover.count else { return .down }
      return recent.contains(.caveat) ? .degraded : .ok
    case .ok:
      if failures >= policy.fail.count { return .down }
      return blemishes >= policy.fail.count && marks.last == .caveat ? .degraded : .ok
    case .degraded:
      if failures >= policy.fail.count { return .down }
      return recent.count { $0 == .success } >= policy.recover.count ? .ok : .degraded
    }
  }
}

extension CheckRecord {
  /// Samples before a baseline is trusted; milliseconds above it that are never called slow.
  private static let samplesNeeded = 10
  private static let toleratedExcess = Duration.milliseconds(20)
  /// At this many samples the sketch is halved: about four hours at 30 s.
  private static let memory = 512

  private func isSlow(_ latency: Duration, _ policy: HealthPolicy) -> Bool {
    guard latencies.count >= Self.samplesNeeded, let median = latencies.quantile(0.5) else { return false }
    return latency > median * policy.slowFactor && latency - median > Self.toleratedExcess
  }

  private func slowDetail(_ latency: Duration) -> SafeText {
    let median = latencies.quantile(0.5) ?? .zero
    return "\(Int(latency.inMilliseconds)) ms, usually \(Int(median.inMilliseconds)) ms"
  }

  private mutating func addLatency(_ latency: Duration?) {
    guard let latency else { return }
    latencies.add(latency)
    if latencies.count >= Self.memory { latencies.halve() }
  }
}
