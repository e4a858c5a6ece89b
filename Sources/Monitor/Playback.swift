internal import Assessment
package import Model

/// The pipeline on a reel's own clock: observations to health, incidents and snapshots, without a wall clock,
/// a queue or a sleep. A value: a copy of it is the whole state, and the same reel played to the same instant
/// gives the same snapshot, however it got there.
package struct Playback: Sendable {
  /// Standings are brought up to date on this grid of virtual time, whoever asks and when.
  private static let step = Duration.seconds(5)
  /// Where nothing has happened for so long, the grid is as wide: by then nothing is left that seconds decide, and
  /// a recording in which the clock jumped by decades is played as well.
  private static let coarser: [(quiet: Duration, step: Duration)] = [
    (.seconds(30 * 86_400), .seconds(30 * 86_400)), (.seconds(86_400), .seconds(86_400)),
    (.seconds(7200), .seconds(600)),
  ]

  package let plan: Plan
  package let graph: DependencyGraph
  package let span: ClosedRange<Timestamp>
  /// What the sources line says of the reel.
  private let label: SafeText
  private let start: any Reel
  private var reel: any Reel
  private var ledger: Ledger
  /// The ledger at the beginning.
  private let fresh: Ledger
  /// How far it has been played.
  package private(set) var now: Timestamp
  private var settledAt: Timestamp
  /// When something happened last.
  private var stirredAt: Timestamp
  private let exposure: Exposure

  /// - Parameters:
  ///   - graph: the plan's, if it is compiled already.
  ///   - candidates: domains that recommendations may add, beside those of the plan.
  package init(
    _ reel: any Reel, over span: ClosedRange<Timestamp>, plan: Plan, graph: DependencyGraph? = nil,
    candidates: [FaultDomain] = [], label: SafeText
  ) {
    self.plan = plan
    self.span = span
    self.label = label
    start = reel
    self.reel = reel
    let graph = graph ?? DependencyGraph(of: plan)
    fresh = Ledger(plan: plan, graph: graph)
    ledger = fresh
    self.graph = graph
    now = span.lowerBound
    settledAt = span.lowerBound
    stirredAt = span.lowerBound
    exposure = Exposure(of: graph, candidates: candidates)
  }

  package var isOver: Bool { now >= span.upperBound }

  /// Plays on to an instant, or from the beginning again if that has passed already.
  package mutating func seek(to instant: Timestamp) {
    let target = min(max(instant, span.lowerBound), span.upperBound)
    if target < now {
      reel = start
      ledger = fresh
      now = span.lowerBound
      settledAt = span.lowerBound
      stirredAt = span.lowerBound
    }
    while true {
      let next = reel.nextAt.flatMap { $0 <= target ? $0 : nil }
      let room = (next ?? target) - settledAt
      if room >= grid {
        settle(after: grid)
      } else if next != nil, room >= Self.step {
        settle(after: Self.step * (room.nanoseconds / Self.step.nanoseconds))
      } else if let next, let event = reel.next() {
        fold(event, at: next)
      } else {
        break
      }
    }
    now = target
  }

  private var grid: Duration {
    let quiet = settledAt - stirredAt
    return Self.coarser.first { quiet >= $0.quiet }?.step ?? Self.step
  }

  private mutating func fold(_ event: ReelEvent, at instant: Timestamp) {
    stirredAt = max(stirredAt, instant)
    switch event {
    case .observation(let observation):
      request(ledger.fold(observation, at: instant), at: instant)
    case .feed(let report): ledger.fold(report)
    }
  }

  /// Brings standings up to date at the next step of the grid; what it asks for may come before what was next.
  private mutating func settle(after step: Duration) {
    settledAt = settledAt + step
    request(ledger.settle(at: settledAt), at: settledAt)
  }

  private mutating func request(_ requests: [ProbeRequest], at instant: Timestamp) {
    for request in requests {
      switch request {
      case .confirm(let check): reel.confirm(check, after: instant)
      case .ask(let check): reel.ask(check, at: instant)
      }
    }
  }

  /// The state now; `number` tells snapshots apart.
  package func snapshot(number: UInt64) -> Snapshot {
    var ledger = ledger
    _ = ledger.settle(at: now)
    let source = SourceState(id: SourceState.replay, health: .ok, age: .zero, detail: label)
    var snapshot = ledger.snapshot(number: number, at: now, sources: [source])
    exposure.fill(&snapshot)
    return snapshot
  }
}
