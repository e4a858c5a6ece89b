internal import Dashboard
internal import Dispatch
internal import Export
internal import Glibc
internal import Model
internal import Synchronization
internal import Terminal

/// What the event loop sends and receives: snapshots, probes, exports, the clock.
struct WatchDesk {
  /// Rung when there is something new.
  let doorbell: Doorbell
  /// The newest snapshot not read yet.
  let takeSnapshot: () -> Snapshot?
  let probeNow: ([CheckID]) -> Void
  /// The time that the screen shows; in a replay, the replay's.
  var now: () -> Timestamp = WatchDesk.wallClock
  /// Actions other than a new snapshot.
  var remarks: (Snapshot) -> [Action] = { _ in [] }
  /// Computes what-ifs; the results come as actions.
  private let whatIf: WhatIfWorker
  /// Passes a key to the replay; the result is shown.
  var steerReplay: (ReplayControl) -> [Action] = { _ in [] }
  /// Where exports are written.
  let folder: String
  /// What `R` opens.
  let shelf: ReplayShelf
  private let outbox = DispatchQueue(label: "faultline.export", qos: .utility)
  private let results: Results

  /// Actions on their way back from other queues.
  private final class Results: Sendable {
    let waiting = Mutex<[Action]>([])
    let replay = Mutex<ReplaySource?>(nil)
  }

  init(
    graph: DependencyGraph, doorbell: Doorbell, folder: String, shelf: ReplayShelf,
    takeSnapshot: @escaping () -> Snapshot?,
    probeNow: @escaping ([CheckID]) -> Void
  ) {
    let results = Results()
    self.doorbell = doorbell
    self.folder = folder
    self.shelf = shelf
    self.takeSnapshot = takeSnapshot
    self.probeNow = probeNow
    self.results = results
    whatIf = WhatIfWorker(graph: graph) { result in
      results.waiting.withLock { $0.append(.whatIfResult(result)) }
      doorbell.ring()
    }
  }

  func computeWhatIf(_ failing: Set<DomainID>) { whatIf.submit(failing) }

  static func wallClock() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  func pendingActions() -> [Action] {
    let finished = results.waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    guard let snapshot = takeSnapshot() else { return finished }
    return finished + [.snapshot(snapshot)] + remarks(snapshot)
  }

  func export(_ snapshot: Snapshot, _ format: ExportFormat) {
    writeNew { [folder] () throws(OutputError) in try snapshot.writeNew(as: format, in: folder) }
  }

  /// Writes an incident report as Markdown.
  func handOver(_ id: Incident.ID, of snapshot: Snapshot) {
    guard let text = snapshot.handOver(of: id) else { return }
    writeNew { [folder] () throws(OutputError) in
      try OutputFile.writeNew(text, in: folder, at: snapshot.generatedAt, extension: "md")
    }
  }

  /// Writes a new file off the screen's thread; the outcome comes as an action. `write` returns the path.
  private func writeNew(_ write: @escaping @Sendable () throws(OutputError) -> String) {
    outbox.async { [results, doorbell] in
      let action: Action
      do throws(OutputError) {
        action = .exported(path: try write())
      } catch {
        action = .failed(SafeText(error.description))
      }
      results.waiting.withLock { $0.append(action) }
      doorbell.ring()
    }
  }

  /// Prepares a replay off the screen's thread, which opens it when the doorbell rings.
  func open(replay name: String) {
    outbox.async { [shelf, results, doorbell] in
      do throws(ReplayShelf.Problem) {
        let replay = try shelf.open(name)
        results.replay.withLock { $0 = replay }
      } catch {
        let action = Action.failed(error.sentence)
        results.waiting.withLock { $0.append(action) }
      }
      doorbell.ring()
    }
  }

  /// The replay that has become ready since the last call.
  func nextReplay() -> ReplaySource? {
    results.replay.withLock { replay in
      defer { replay = nil }
      return replay
    }
  }
}
