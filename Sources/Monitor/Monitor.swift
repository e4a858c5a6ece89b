package import Assessment
internal import Dispatch
package import History
package import Model

/// The running whole without a screen: a source's observations become snapshots in a mailbox.
///
/// Isolated to one serial queue; observations arrive there in the order they were emitted. Risk is computed
/// on a background queue and never holds anything up, and history is written on its own. At most four snapshots
/// a second are published.
package actor Monitor {
  private static let publishingPeriod = Duration.milliseconds(250)
  private static let tickPeriod = Duration.seconds(15)

  private let executor: QueueExecutor
  private let source: any ObservationSource
  private let feeds: (any FeedSource)?
  private let history: HistoryWriter?
  private let others: @Sendable () -> [SourceState]
  private let clock: @Sendable () -> Timestamp
  private let delay: Delay
  private let mailbox: SnapshotMailbox
  private let finished: @Sendable (Snapshot) -> Void
  private let graph: DependencyGraph
  /// `nil` before the start.
  private var risk: CoalescingWorker<DependencyGraph, Exposure>?
  private let candidates: [FaultDomain]
  private let checkCount: Int
  /// Without an observation for so long, the probing itself is in trouble.
  private let patience: Duration
  private var ledger: Ledger
  private var remembered = Remembered()
  /// `nil` until it has been computed.
  private var exposure: Exposure?
  /// The request that `exposure` answers.
  private(set) var exposureNumber: UInt64 = 0
  private var number: UInt64 = 0
  private var lastPublishedAt: Timestamp?
  private(set) var isPublishingDue = false
  private var isRunning = false

  /// Runs a job after a while, on any thread.
  package typealias Delay = @Sendable (Duration, @escaping @Sendable () -> Void) -> Void

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - graph: what depends on what, if it is compiled already or more than what the plan watches.
  ///   - candidates: domains that recommendations may add, beside those of the graph.
  ///   - unusedProxyVariable: the environment variable that names a proxy while the plan names none.
  ///   - feeds: what the providers say; `nil`: nobody is asked.
  ///   - history: remembers what is seen; `nil`: nothing is, as in a replay. Opened after the first snapshot.
  ///   - others: how what else hangs on this run stands, a recording for example; asked for each snapshot.
  ///   - clock: the wall clock, or a replay's virtual one.
  ///   - delay: how time passes between snapshots; `nil`: as on the wall.
  ///   - finished: called once, on the monitor's queue, when the run's end has come and risk is computed.
  package init(
    plan: Plan, graph: DependencyGraph? = nil, candidates: [FaultDomain] = [],
    run: Ledger.Run = .continuous, unusedProxyVariable: String? = nil, source: any ObservationSource,
    feeds: (any FeedSource)? = nil, history: HistoryWriter? = nil,
    others: @escaping @Sendable () -> [SourceState] = { [] }, clock: @escaping @Sendable () -> Timestamp,
    delay: Delay? = nil,
    mailbox: SnapshotMailbox, finished: @escaping @Sendable (Snapshot) -> Void = { _ in }
  ) {
    let executor = QueueExecutor(label: "faultline.monitor")
    self.executor = executor
    self.delay =
      delay ?? { span, job in
        executor.queue.asyncAfter(deadline: .now() + .nanoseconds(Int(span.nanoseconds)), execute: job)
      }
    self.source = source
    self.feeds = feeds
    self.history = history
    self.others = others
    self.clock = clock
    self.mailbox = mailbox
    self.finished = finished
    self.candidates = candidates
    let graph = graph ?? DependencyGraph(of: plan)
    self.graph = graph
    ledger = Ledger(
      plan: plan, graph: graph, run: run, feeds: feeds?.sources ?? [],
      unusedProxyVariable: unusedProxyVariable)
    checkCount = plan.configuredChecks.count
    patience = plan.checks.map { $0.interval + $0.timeout }.max() ?? .zero
  }

  /// Publishes the first snapshot, in which nothing is known yet, and starts the source.
  package nonisolated func start() { onQueue { $0.begin() } }

  /// Asks the source to probe these checks now, within its rate floor.
  package nonisolated func probeNow(_ checks: [CheckID]) { source.probeNow(checks) }

  /// Ends the source; after `done` no snapshot is published any more.
  package nonisolated func stop(done: @escaping @Sendable () -> Void) {
    let sources = DispatchGroup()
    sources.enter()
    source.stop { sources.leave() }
    if let feeds {
      sources.enter()
      feeds.stop { sources.leave() }
    }
    sources.notify(queue: executor.queue) {
      self.assumeIsolated { $0.isRunning = false }
      guard let history = self.history else { return done() }
      history.stop { self.executor.queue.async(execute: done) }
    }
  }

  private nonisolated func onQueue(_ body: @escaping @Sendable (isolated Monitor) -> Void) {
    executor.queue.async { self.assumeIsolated { body($0) } }
  }

  private func begin() {
    guard !isRunning else { return }
    isRunning = true
    publish()
    startRisk()
    source.start { observation in self.onQueue { $0.receive(observation) } }
    feeds?.start { report in self.onQueue { $0.receive(report) } }
    history?.start { news in self.onQueue { $0.receive(news) } }
    scheduleTick()
  }

  private func receive(_ observation: Observation) {
    guard isRunning else { return }
    history?.record(observation)
    request(ledger.fold(observation, at: clock()))
    schedulePublishing()
  }

  private func receive(_ report: FeedReport) {
    guard isRunning else { return }
    ledger.fold(report)
    schedulePublishing()
  }

  private func receive(_ news: HistoryNews) {
    guard isRunning else { return }
    remembered.update(with: news)
    switch news {
    case .opened(let incidents): ledger.restore(open: incidents)
    case .unavailabilities: risk?.submit(remembered.informed(graph))
    case .uptimes, .state: break
    }
    schedulePublishing()
  }

  private func startRisk() {
    let worker = CoalescingWorker(on: .global(qos: .utility)) { [candidates] graph in
      Exposure(of: graph, candidates: candidates)
    } deliver: { [weak self] number, exposure in
      self?.onQueue { $0.receive(exposure, number) }
    }
    risk = worker
    worker.submit(graph)
  }

  /// Results come in order; the number says so where it is not seen from here.
  private func receive(_ exposure: Exposure, _ number: UInt64) {
    guard isRunning, number > exposureNumber else { return }
    (self.exposure, exposureNumber) = (exposure, number)
    schedulePublishing()
  }

  private func schedulePublishing() {
    guard isRunning, !isPublishingDue else { return }
    isPublishingDue = true
    let elapsed = lastPublishedAt.map { clock() - $0 } ?? Self.publishingPeriod
    let wait = max(.zero, min(Self.publishingPeriod, Self.publishingPeriod - elapsed))
    delay(wait) { self.onQueue { $0.publish() } }
  }

  private func publish() {
    isPublishingDue = false
    guard isRunning else { return }
    let now = clock()
    lastPublishedAt = now
    request(ledger.settle(at: now))
    let snapshot = snapshot(at: now)
    mailbox.put(snapshot)
    history?.record(snapshot)
    guard ledger.isFinished, exposure != nil else { return }
    isRunning = false
    finished(snapshot)
  }

  private func snapshot(at now: Timestamp) -> Snapshot {
    var snapshot = ledger.snapshot(number: number, at: now, sources: [probes(at: now)] + others())
    number += 1
    exposure?.fill(&snapshot)
    remembered.fill(&snapshot)
    return snapshot
  }

  private func request(_ requests: [ProbeRequest]) {
    var asked: [CheckID] = []
    for request in requests {
      switch request {
      case .confirm(let check): source.confirm(check)
      case .ask(let check): asked.append(check)
      }
    }
    if !asked.isEmpty { source.ask(asked) }
  }

  /// A source that falls silent makes no observation that could wake us, so time has to.
  private func scheduleTick() {
    delay(Self.tickPeriod) { [weak self] in self?.onQueue { $0.tick() } }
  }

  private func tick() {
    guard isRunning else { return }
    let now = clock()
    let isSilent = lastPublishedAt.map { now - $0 >= Self.tickPeriod } ?? true
    if isSilent, ledger.isReviewDue(at: now) || probes(at: now).health != .ok { publish() }
    scheduleTick()
  }

  /// The freshness of our own probing.
  private func probes(at now: Timestamp) -> SourceState {
    let age = ledger.lastObservedAt.map { max(.zero, now - $0) }
    let isFresh = age.map { $0 <= patience } ?? false
    return SourceState(
      id: "probes", health: isFresh ? .ok : .unknown, age: age,
      detail: checkCount == 0
        ? "no checks are configured" : age == nil ? "no probe has returned yet" : "\(checkCount) checks")
  }
}
