internal import Dispatch
package import Model
internal import Synchronization

/// Remembers what is observed, on a queue of its own: batched, and without ever making a caller wait.
///
/// Every method may be called from any thread and returns at once.
package final class HistoryWriter: Sendable {
  /// What has come in since the last turn.
  private struct Inbox {
    var observations: [Observation] = []
    var snapshot: Snapshot?
  }

  private let inbox = Mutex(Inbox())
  private let scribe: Scribe
  private let clock: @Sendable () -> Timestamp

  /// Nothing is opened before `start`.
  ///
  /// - Parameters:
  ///   - regions: whose unavailability is told at the opening.
  ///   - beat: how long observations gather before they are written, which is what a crash may cost.
  package init(
    file: HistoryFile, retention: RetentionPolicy, regions: [DomainID] = [], beat: Duration = .seconds(5),
    clock: @escaping @Sendable () -> Timestamp
  ) {
    scribe = Scribe(Chronicle(file: file, retention: retention, regions: regions), beat: beat)
    self.clock = clock
  }

  /// Opens the history in the background and begins to write.
  ///
  /// - Parameter tell: called on History's queue.
  package func start(tell: @escaping @Sendable (HistoryNews) -> Void) {
    scribe.run { [self] scribe in
      scribe.startTurns { self.turn(tell) }
      turn(tell)
    }
  }

  package func note(_ observation: Observation) {
    inbox.withLock { $0.observations.append(observation) }
  }

  /// The latest one wins: a change of health says itself since when it holds.
  package func note(_ snapshot: Snapshot) {
    inbox.withLock { $0.snapshot = snapshot }
  }

  /// Writes what is left, closes the file, then calls `done` on History's queue.
  package func stop(done: @escaping @Sendable () -> Void) {
    scribe.run { [self] scribe in
      let (observations, snapshot) = take()
      scribe.close(observations, snapshot, at: clock())
      done()
    }
  }

  private func turn(_ tell: @escaping @Sendable (HistoryNews) -> Void) {
    let (observations, snapshot) = take()
    scribe.assumeIsolated { scribe in
      for news in scribe.turn(observations, snapshot, at: clock()) { tell(news) }
    }
  }

  private func take() -> ([Observation], Snapshot?) {
    inbox.withLock { inbox in
      defer { inbox = Inbox() }
      return (inbox.observations, inbox.snapshot)
    }
  }
}

/// Holds the chronicle on History's queue.
private actor Scribe {
  private let executor = Executor()
  private let beat: DispatchTimeInterval
  private var chronicle: Chronicle
  private var timer: (any DispatchSourceTimer)?

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ chronicle: sending Chronicle, beat: Duration) {
    self.chronicle = chronicle
    self.beat = .microseconds(Int(beat.microseconds))
  }

  nonisolated func run(_ work: @escaping @Sendable (isolated Scribe) -> Void) {
    executor.queue.async { self.assumeIsolated(work) }
  }

  func startTurns(_ turn: @escaping @Sendable () -> Void) {
    let timer = DispatchSource.makeTimerSource(queue: executor.queue)
    timer.schedule(deadline: .now() + beat, repeating: beat, leeway: .milliseconds(500))
    timer.setEventHandler(handler: turn)
    timer.activate()
    self.timer = timer
  }

  func turn(_ observations: [Observation], _ snapshot: Snapshot?, at now: Timestamp) -> [HistoryNews] {
    chronicle.turn(observations, snapshot, at: now)
  }

  func close(_ observations: [Observation], _ snapshot: Snapshot?, at now: Timestamp) {
    timer?.cancel()
    timer = nil
    chronicle.close(observations, snapshot, at: now)
  }

  /// Runs the actor on a Dispatch queue, where its timer fires too.
  private final class Executor: SerialExecutor {
    let queue = DispatchQueue(label: "faultline.history", qos: .utility)

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
  }
}
