internal import Model

/// The running account of one check: what it was, what it is decided to be, and on what evidence.
///
/// Deciding, after the design's "Health": a success is `ok` at once from undecided; a first failure waits
/// for its confirmation; then `fail.count` of the last `fail.window` make it down, and `recover.count` of
/// the last `recover.window` bring it back.
struct CheckRecord {
  /// What the observations have decided so far.
  enum Decision: Equatable {
    case undecided, ok, degraded, down
  }

  /// How one observation counts towards a decision; what says nothing is not kept at all.
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
  /// Start of the present run of failures; `nil` while the last observation is a success.
  private(set) var failingSince: Timestamp?
  /// A condition on my side explains the last observation: until the next one, nothing is known.
  private(set) var isMasked = false
  /// The present run of failures has been found not to be mine.
  private(set) var isCleared = false
  /// What was asked again since it was masked.
  private(set) var isAskedAgain = false
  /// What was decided before the present decision, and before the mask; `nil`: nothing was.
  private var previous: Settled?
  private var beforeMask: Settled?
  private var marks: [(mark: Mark, at: Timestamp)] = []
  /// Slow answers in a row.
  private var slowAnswers = 0

  private struct Settled {
    let decision: Decision
    let since: Timestamp?
  }

  init(check: Check) { self.check = check }

  /// True while failures have been seen that do not yet make a decision.
  var isConfirming: Bool { failingSince != nil && decision != .down }

  /// True once an observation has come that a one-shot run may end on.
  var isSettled: Bool {
    guard let last else { return false }
    return last.health == .unknown || isMasked || (decision != .undecided && !isConfirming)
  }

  /// Adds an observation and returns whether a confirmation probe should follow.
  mutating func fold(_ observation: Observation, policy: HealthPolicy) -> Bool {
    var observation = observation
    if observation.outcome == .ok, let latency = observation.latency, isSlow(latency, policy) {
      observation.outcome = .slow
      observation.failedAt = .speed
      observation.detail = slowDetail(latency)
    }
    observations += 1
    last = observation
    let health = observation.health
    trail.add(
      health, latency: health == .ok || health == .degraded ? observation.latency : nil,
      at: observation.startedAt)
    guard health != .unknown else { return false }
    (isMasked, isAskedAgain) = (false, false)
    if health != .down {
      addLatency(observation)
      (failingSince, isCleared) = (nil, health == .degraded && isCleared)
      add(health == .degraded ? .caveat : .success, at: observation.startedAt, policy)
      return false
    }
    let isFirst = failingSince == nil && decision != .down
    failingSince = failingSince ?? observation.startedAt
    add(.failure, at: observation.startedAt, policy)
    return isFirst && decision != .down
  }

  /// A condition on my side explains the failures since an instant: they decide nothing, and in the trail they become
  /// unknown. What was decided before them is not taken for true again: that takes a new observation.
  mutating func mask(since instant: Timestamp) {
    guard !isMasked else { return }
    // A run that began within a timeout before it was in flight when it came.
    let began = failingSince.map { $0 + check.timeout >= instant ? min($0, instant) : instant } ?? instant
    trail.disregardFailures(from: began, keeping: marks.last { $0.at < began && $0.mark != .success }?.at)
    marks.removeAll { $0.at >= began || (decision != .down && $0.mark != .success) }
    if beforeMask == nil {
      let isNew = since.map { $0 >= instant } ?? true
      beforeMask = isNew && decision != .ok ? previous : Settled(decision: decision, since: since)
    }
    (decision, since, failingSince) = (.undecided, nil, nil)
    (isMasked, isCleared, isAskedAgain) = (true, false, false)
  }

  mutating func noteAskedAgain() { isAskedAgain = true }

  mutating func clear() { isCleared = true }

  private mutating func add(_ mark: Mark, at instant: Timestamp, _ policy: HealthPolicy) {
    marks.append((mark, instant))
    let longest = max(policy.fail.window, policy.recover.window)
    if marks.count > longest { marks.removeFirst(marks.count - longest) }
    let decided = decide(policy)
    guard decided != decision else { return }
    previous = decision == .undecided ? previous : Settled(decision: decision, since: since)
    let resumed = beforeMask.flatMap { $0.decision == decided ? $0.since : nil }
    beforeMask = nil
    decision = decided
    since = resumed ?? (decided == .down ? failingSince ?? instant : instant)
  }

  /// Successes in a row, up to now.
  var goodAnswers: Int { marks.reversed().prefix { $0.mark == .success }.count }

  private func decide(_ policy: HealthPolicy) -> Decision {
    let failing = marks.suffix(policy.fail.window)
    let failures = failing.count { $0.mark == .failure }
    let blemishes = failing.count { $0.mark != .success }
    let recent = marks.suffix(policy.recover.window)
    let successes = recent.count { $0.mark != .failure }
    let newest = marks.last?.mark
    switch decision {
    case .undecided:
      if failures >= policy.fail.count { return .down }
      guard let newest, newest != .failure else { return .undecided }
      return newest == .success ? .ok : .degraded
    case .down:
      guard newest != .failure, successes >= policy.recover.count else { return .down }
      return recent.contains { $0.mark == .caveat } ? .degraded : .ok
    case .ok:
      if failures >= policy.fail.count { return .down }
      return blemishes >= policy.fail.count && newest == .caveat ? .degraded : .ok
    case .degraded:
      if failures >= policy.fail.count { return .down }
      return recent.count { $0.mark == .success } >= policy.recover.count ? .ok : .degraded
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

  /// Slow answers hardly enter the baseline, or what is slow for long would be called usual: each while the target is
  /// known to be the slow one, else one of eight, so that a network that stays slower is got used to in an hour or so.
  private mutating func addLatency(_ observation: Observation) {
    guard let latency = observation.latency else { return }
    slowAnswers = observation.outcome == .slow ? slowAnswers + 1 : 0
    guard observation.outcome != .slow || isCleared || slowAnswers % 8 == 0 else { return }
    latencies.add(latency)
    if latencies.count >= Self.memory { latencies.halve() }
  }
}
