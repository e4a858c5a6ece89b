internal import Algorithms
internal import Model

/// When each check is due. Pure: every instant comes in, so a test runs it on a virtual clock.
///
/// Checks run on a fixed grid of their own interval. The phase on the grid comes from a hash of the
/// check's id, so that starts are spread, the same at every run, and untouched by other checks. The first
/// round comes promptly, in the same order, spread over 10 ms a check and two seconds at most. A check never starts twice within its
/// interval but for a confirmation, and for one start an interval that a person asks for, from which the
/// interval then counts.
struct Schedule {
  /// From a first failure to its confirmation probe.
  static let confirmationDelay: Duration = .seconds(2)
  /// Shortest time between any two starts of one check.
  static let floor: Duration = .seconds(1)

  private struct Entry {
    let interval: Duration
    /// 0..<1.
    let phase: Double
    /// The next start in turn.
    var regular: Moment
    /// A start out of turn.
    var extra: Moment?
    var lastStart: Moment?
    var lastByHand: Moment?
    var isRunning = false
    /// Its place in the queue; `nil` while it runs.
    var turn: PriorityQueue<Turn>.Handle?

    var next: Moment { extra.map { min($0, regular) } ?? regular }
  }

  private struct Turn: Comparable {
    let due: Moment
    let check: Int

    static func < (a: Turn, b: Turn) -> Bool { (a.due, a.check) < (b.due, b.check) }
  }

  /// Where the grids begin.
  private let origin: Moment
  /// The span of the first round.
  private let firstRound: Duration
  private var entries: [Entry]
  private var turns = PriorityQueue<Turn>()

  /// Checks are known by their place in `checks` from here on.
  init(_ checks: [(id: CheckID, interval: Duration)], seed: UInt64, start: Moment) {
    let firstRound: Duration = min(.seconds(2), .milliseconds(10 * checks.count))
    self.firstRound = firstRound
    entries = checks.map { check in
      let interval = max(.milliseconds(1), check.interval)
      let phase = Self.phase(of: check.id, seed: seed)
      return Entry(
        interval: interval, phase: phase, regular: start + Self.part(phase, of: min(interval, firstRound)))
    }
    origin = start
    for index in entries.indices { enqueue(index) }
  }

  /// FNV-1a over id and seed, finished so that similar ids part.
  static func phase(of id: CheckID, seed: UInt64) -> Double {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
    for byte in id.description.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 33
    return Double(hash >> 11) / Double(UInt64(1) << 53)
  }

  /// When something is due next; `nil` if every check is running.
  var next: Moment? { turns.first?.due }

  /// The check whose time came first, from now on counted as running, and the moment it was due.
  mutating func startDue(at now: Moment) -> (check: Int, due: Moment)? {
    guard let turn = turns.first, turn.due <= now else { return nil }
    let (index, due) = (turn.check, turn.due)
    dequeue(index)
    if due == entries[index].regular { entries[index].regular = gridPoint(index, from: due) }
    entries[index].extra = nil
    entries[index].lastStart = now
    entries[index].isRunning = true
    return (index, due)
  }

  /// The check has ended; starts missed meanwhile are left out.
  mutating func finish(_ index: Int, at now: Moment) {
    entries[index].isRunning = false
    if entries[index].regular <= now, let last = entries[index].lastStart {
      entries[index].regular = max(now, gridPoint(index, from: last))
    }
    enqueue(index)
  }

  /// One more start two seconds from now, or the one in turn if that comes sooner.
  mutating func confirm(_ index: Int, at now: Moment) {
    guard !entries[index].isRunning else { return }
    entries[index].extra = now + Self.confirmationDelay
    enqueue(index)
  }

  /// One start as soon as the floor allows, after the one that is running; the starts in turn stay as they are.
  mutating func ask(_ index: Int, at now: Moment) {
    let entry = entries[index]
    let start = entry.lastStart.map { max(now, $0 + min(Self.floor, entry.interval)) } ?? now
    entries[index].extra = entry.extra.map { min($0, start) } ?? start
    if !entry.isRunning { enqueue(index) }
  }

  /// One start as soon as the floor allows; ignored if the last one by hand is less than an interval ago.
  mutating func startNow(_ index: Int, at now: Moment) {
    let entry = entries[index]
    guard !entry.isRunning, entry.lastByHand.map({ $0 + entry.interval <= now }) ?? true else { return }
    let start = entry.lastStart.map { max(now, $0 + min(Self.floor, entry.interval)) } ?? now
    entries[index].lastByHand = start
    entries[index].extra = start
    entries[index].regular = max(entry.regular, gridPoint(index, from: start))
    enqueue(index)
  }

  /// After a sleep: what is overdue starts again, spread as in the first round.
  mutating func resume(at now: Moment) {
    for index in entries.indices where !entries[index].isRunning && entries[index].next <= now {
      let spread = min(entries[index].interval, firstRound)
      entries[index].extra = nil
      entries[index].regular = now + Self.part(entries[index].phase, of: spread)
      enqueue(index)
    }
  }

  private mutating func enqueue(_ index: Int) {
    dequeue(index)
    entries[index].turn = turns.insert(Turn(due: entries[index].next, check: index))
  }

  private mutating func dequeue(_ index: Int) {
    if let turn = entries[index].turn { turns.remove(turn) }
    entries[index].turn = nil
  }

  /// The first point of the check's grid that is an interval or more after `start`.
  private func gridPoint(_ index: Int, from start: Moment) -> Moment {
    let entry = entries[index]
    let interval = entry.interval.nanoseconds
    let base = origin + Self.part(entry.phase, of: entry.interval)
    let earliest = start + entry.interval
    guard base < earliest else { return base }
    let steps = ((earliest - base).nanoseconds + interval - 1) / interval
    return Moment(nanoseconds: base.nanoseconds + steps * interval)
  }

  private static func part(_ phase: Double, of span: Duration) -> Duration {
    .nanoseconds(Int64(Double(span.nanoseconds) * phase))
  }
}
