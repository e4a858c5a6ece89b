internal import Dispatch
package import Model
internal import Synchronization

/// Remembers what is observed, on a queue of its own: batched, and without ever making a caller wait.
///
/// Every method may be called from any thread and returns at once.
package final class HistoryWriter: Sendable {
  /// What has come in since the last update.
  private struct Inbox {
    var observations: [Observation] = []
    var snapshot: Snapshot?
  }

  private let inbox = Mutex(Inbox())
  private let queue: WriterQueue
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
    queue = WriterQueue(BufferedHistory(file: file, retention: retention, regions: regions), beat: beat)
    self.clock = clock
  }

  /// Opens the history in the background and begins to write.
  ///
  /// - Parameter tell: called on History's queue.
  package func start(tell: @escaping @Sendable (HistoryNews) -> Void) {
    queue.run { [self] queue in
      queue.startUpdating { self.update(tell) }
      update(tell)
    }
  }

  package func record(_ observation: Observation) {
    inbox.withLock { $0.observations.append(observation) }
  }

  /// The latest one wins: a change of health says itself since when it holds.
  package func record(_ snapshot: Snapshot) {
    inbox.withLock { $0.snapshot = snapshot }
  }

  /// Writes what is left, closes the file, then calls `done` on History's queue.
  package func stop(done: @escaping @Sendable () -> Void) {
    queue.run { [self] queue in
      let (observations, snapshot) = drain()
      queue.close(observations, snapshot, at: clock())
      done()
    }
  }

  private func update(_ tell: @escaping @Sendable (HistoryNews) -> Void) {
    let (observations, snapshot) = drain()
    queue.assumeIsolated { queue in
      for news in queue.update(observations, snapshot, at: clock()) { tell(news) }
    }
  }

  private func drain() -> ([Observation], Snapshot?) {
    inbox.withLock { inbox in
      defer { inbox = Inbox() }
      return (inbox.observations, inbox.snapshot)
    }
  }
}

/// Holds the history on History's queue.
private actor WriterQueue {
  private let executor = QueueExecutor(label: "faultline.history", qos: .utility)
  private let beat: DispatchTimeInterval
  private var history: BufferedHistory
  private var timer: (any DispatchSourceTimer)?

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ history: sending BufferedHistory, beat: Duration) {
    self.history = history
    self.beat = .microseconds(Int(beat.microseconds))
  }

  nonisolated func run(_ work: @escaping @Sendable (isolated WriterQueue) -> Void) {
    executor.queue.async { self.assumeIsolated(work) }
  }

  func startUpdating(_ update: @escaping @Sendable () -> Void) {
    let timer = DispatchSource.makeTimerSource(queue: executor.queue)
    timer.schedule(deadline: .now() + beat, repeating: beat, leeway: .milliseconds(500))
    timer.setEventHandler(handler: update)
    timer.activate()
    self.timer = timer
  }

  func update(_ observations: [Observation], _ snapshot: Snapshot?, at now: Timestamp) -> [HistoryNews] {
    history.update(observations, snapshot, at: now)
  }

  func close(_ observations: [Observation], _ snapshot: Snapshot?, at now: Timestamp) {
    timer?.cancel()
    timer = nil
    history.close(observations, snapshot, at: now)
  }
}
