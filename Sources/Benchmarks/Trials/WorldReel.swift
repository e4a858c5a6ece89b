internal import Algorithms
internal import Model

/// A world as a reel: every check of the plan is probed as `Probing` schedules it, and each observation is emitted
/// when its probe ends.
///
/// What the next probe of a check will meet is known as soon as its start is; it is withdrawn if the check is asked
/// earlier. So the first event of the queue is always an observation or a report, never a mere start.
struct WorldReel: Reel {
  /// As in `Probing`'s schedule.
  private static let confirmation = Duration.seconds(2)
  private static let floor = Duration.seconds(1)
  private static let pollInterval = Duration.seconds(60)

  private struct Due: Comparable, Sendable {
    let at: Timestamp
    /// A check, or after them all a feed.
    let index: Int

    static func < (a: Due, b: Due) -> Bool { (a.at, a.index) < (b.at, b.index) }
  }

  private struct Probing: Sendable {
    /// 0..<1, on the grid of the check's interval.
    let phase: Double
    var regular: Timestamp
    /// Out of turn.
    var extra: Timestamp?
    var startsAt: Timestamp
    var lastStart: Timestamp?
    var due: PriorityQueue<Due>.Handle?
    var observation: Observation?
    /// Probes to come that are spared by noise.
    var spared = 0
    var isNoise = false
  }

  private let world: World
  private let witness: Witness?
  private var checks: [Probing] = []
  private var queue = PriorityQueue<Due>()

  /// - Parameter witness: told of every observation.
  init(_ world: World, witness: Witness? = nil) {
    self.world = world
    self.witness = witness
    let begin = world.span.lowerBound
    let firstRound = min(Duration.seconds(2), .milliseconds(10 * world.landscape.checks.count))
    var random = Random(seed: world.seed, 5)
    checks = world.landscape.checks.map { check in
      let phase = random.unit()
      let first = begin + min(check.interval, firstRound) * phase
      return Probing(phase: phase, regular: first, startsAt: first)
    }
    for index in checks.indices { plan(index, from: begin) }
    for index in world.feeds.indices {
      let offset = Duration.seconds(60) * random.unit()
      queue.insert(Due(at: begin + offset, index: checks.count + index))
    }
  }

  var nextAt: Timestamp? {
    guard let due = queue.first, due.at <= world.span.upperBound else { return nil }
    return due.at
  }

  mutating func next() -> ReelEvent? {
    guard nextAt != nil, let due = queue.popFirst() else { return nil }
    guard due.index < checks.count else {
      queue.insert(Due(at: due.at + Self.pollInterval, index: due.index))
      return .feed(world.report(of: world.feeds[due.index - checks.count], at: due.at))
    }
    guard let observation = checks[due.index].observation else { return nil }
    witness?.see(observation, of: due.index, isNoise: checks[due.index].isNoise, at: due.at)
    finish(due.index, at: due.at)
    return .observation(observation)
  }

  mutating func confirm(_ check: CheckID, after instant: Timestamp) {
    guard let index = world.landscape.numbers[check], !isRunning(index, at: instant) else { return }
    checks[index].extra = instant + Self.confirmation
    plan(index, from: instant)
  }

  mutating func ask(_ check: CheckID, at instant: Timestamp) {
    guard let index = world.landscape.numbers[check] else { return }
    let interval = world.landscape.checks[index].interval
    let last = isRunning(index, at: instant) ? checks[index].startsAt : checks[index].lastStart
    let start = last.map { max(instant, $0 + min(Self.floor, interval)) } ?? instant
    checks[index].extra = checks[index].extra.map { min($0, start) } ?? start
    guard !isRunning(index, at: instant) else { return }
    plan(index, from: instant)
  }

  private func isRunning(_ index: Int, at instant: Timestamp) -> Bool { checks[index].startsAt <= instant }

  private mutating func finish(_ index: Int, at instant: Timestamp) {
    let start = checks[index].startsAt
    checks[index].due = nil
    checks[index].lastStart = start
    if checks[index].extra.map({ $0 <= start }) ?? false { checks[index].extra = nil }
    checks[index].spared = checks[index].isNoise ? world.noise.spared : max(0, checks[index].spared - 1)
    if checks[index].regular <= start { checks[index].regular = gridPoint(index, from: start) }
    if checks[index].regular <= instant {
      checks[index].regular = max(instant, gridPoint(index, from: start))
    }
    plan(index, from: instant)
  }

  /// Decides when the check is probed next, and what it will meet.
  private mutating func plan(_ index: Int, from instant: Timestamp) {
    var start = checks[index].extra.map { min($0, checks[index].regular) } ?? checks[index].regular
    start = max(start, instant)
    if let nap = nap(at: start) {
      start = nap.upperBound + min(world.landscape.checks[index].interval, .seconds(2)) * checks[index].phase
    }
    checks[index].startsAt = start
    if let due = checks[index].due { queue.remove(due) }
    let (observation, end) = probe(index, at: start)
    checks[index].observation = observation
    checks[index].due = queue.insert(Due(at: end, index: index))
  }

  private mutating func probe(_ index: Int, at start: Timestamp) -> (Observation, Timestamp) {
    var random = Random(seed: world.seed, 6, UInt64(index), UInt64(bitPattern: start.nanoseconds))
    let check = world.landscape.checks[index]
    let blip = checks[index].spared > 0 ? nil : world.noise.symptom(of: check.probe, &random)
    checks[index].isNoise = blip != nil
    var walk = Walk(world, index, at: start, blip: blip, jitter: 0.9 + 0.25 * random.unit())
    var observation = walk.run()
    guard let nap = nap(from: start, to: walk.now) else { return (observation, walk.now) }
    observation = Observation(
      check: check.id, vantage: observation.vantage, startedAt: start, outcome: .notProbed,
      detail: "this process did not run for a while during the probe", resolver: observation.resolver,
      localFault: .asleep)
    return (observation, nap.upperBound + .milliseconds(20))
  }

  private func nap(at instant: Timestamp) -> Range<Timestamp>? {
    world.near.first { $0.fault == .asleep && $0.holds(at: instant) }?.span
  }

  private func nap(from start: Timestamp, to end: Timestamp) -> Range<Timestamp>? {
    world.near.first { $0.fault == .asleep && start < $0.span.lowerBound && $0.span.lowerBound < end }?.span
  }

  /// The first point of the check's grid that is an interval or more after a start.
  private func gridPoint(_ index: Int, from start: Timestamp) -> Timestamp {
    let interval = world.landscape.checks[index].interval
    let base = world.span.lowerBound + interval * checks[index].phase
    let earliest = start + interval
    guard base < earliest else { return base }
    let steps = ((earliest - base).nanoseconds + interval.nanoseconds - 1) / interval.nanoseconds
    return base + .nanoseconds(steps * interval.nanoseconds)
  }
}
