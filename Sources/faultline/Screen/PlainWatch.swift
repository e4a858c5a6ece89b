internal import Dispatch
internal import Export
internal import Glibc
internal import Model
internal import Monitor
internal import Terminal

/// `watch --plain`: the state once as a report, then a line for each change, for logs and screen readers.
/// Needs no terminal. Ends with SIGINT, SIGTERM or SIGHUP, or when standard output is closed.
struct PlainWatch {
  let doorbell: Doorbell
  let signals: Signals
  let takeSnapshot: () -> Snapshot?
  let now: () -> Timestamp

  /// How long the report waits for every check's first answer; later answers are changes.
  private static let patience = Duration.seconds(15)

  /// Returns the exit code: 128 plus the number of the signal that ended it, SIGPIPE for a closed pipe.
  func run() -> CInt {
    let due = ContinuousClock.now + Self.patience
    var (told, newest): (Snapshot?, Snapshot?)
    while true {
      let isOpen = wait(until: told == nil && ContinuousClock.now < due ? due : nil)
      doorbell.silence()
      if let ending = signals.drain().first(where: \.ends) { return 128 + ending.number }
      guard isOpen else { return 128 + SIGPIPE }
      let latest = takeSnapshot()
      remark(latest, after: newest)
      newest = latest ?? newest
      guard let snapshot = newest else { continue }
      let isComplete = told != nil || snapshot.isAnswered || ContinuousClock.now >= due
      guard isComplete else { continue }
      let changes = told.map { snapshot.changes(since: $0) + snapshot.feedChanges(since: $0) }
      guard write(changes.map(lines) ?? snapshot.text) else {
        return 128 + SIGPIPE
      }
      told = snapshot
    }
  }

  /// Failures of the history and of the recording go to standard error, once.
  private func remark(_ latest: Snapshot?, after former: Snapshot?) {
    let known = Set((former?.lapses ?? []).map(\.detail))
    for lapse in latest?.lapses ?? [] where !known.contains(lapse.detail) {
      StandardError.write("\(lapse.id): \(lapse.detail)")
    }
  }

  /// One line for each change, beginning with the time in UTC.
  private func lines(_ changes: [SnapshotChange]) -> String {
    changes.map { "\(now()) \($0.text)\n" }.joined()
  }

  /// Each call is one write(2) of whole lines; nothing is buffered.
  private func write(_ text: String) -> Bool {
    do {
      try OutputFile.writeToStandardOutput(text)
      return true
    } catch {
      return false
    }
  }

  /// Sleeps until the doorbell rings or until `due`. False if standard output is closed.
  private func wait(until due: ContinuousClock.Instant?) -> Bool {
    var watched = [
      pollfd(fd: doorbell.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
    ]
    let left = due.map { max(.zero, $0 - ContinuousClock.now) }
    let milliseconds = left.map { CInt(clamping: $0.nanoseconds / 1_000_000 + 1) } ?? -1
    _ = poll(&watched, 2, milliseconds)
    return CInt(watched[1].revents) & (POLLERR | POLLNVAL) == 0
  }
}

extension Signal {
  fileprivate var ends: Bool { self == .interrupt || self == .terminate || self == .hangUp }
}

extension Snapshot {
  /// Whether every check has been observed once.
  fileprivate var isAnswered: Bool {
    number > 0 && subjects.allSatisfy { $0.checks.allSatisfy { $0.last != nil } }
  }
}
