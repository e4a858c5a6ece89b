internal import Dispatch
internal import Glibc
package import Model
internal import Synchronization

/// Appends what comes to a recording, on a queue of its own: a slow or full disk delays nobody.
///
/// A file that exists is continued if it is a recording; a torn last line is cut off first. One writer at a time.
package final class Recorder: Sendable {
  package enum Problem: Error, Equatable {
    case cannotOpen(errno: Int32)
    /// Another process records into the file.
    case inUse
    /// The file holds something else, which is left alone.
    case notAppendable(Recording.Problem)
    /// The disk is full, or the file is gone: recording has ended.
    case cannotWrite(errno: Int32)

    /// What is wrong; what to do.
    package var description: String {
      switch self {
      case .cannotOpen(let code): "cannot open the file for recording: \(Self.words(code)); name another file"
      case .inUse: "another Faultline is recording to it; name another file"
      case .notAppendable: "it is not a recording of this version; name another file"
      case .cannotWrite(let code): "cannot record: \(Self.words(code)); name another file"
      }
    }

    static func words(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
  }

  private let queue = DispatchQueue(label: "faultline.recorder", qos: .utility)
  private let descriptor: Int32
  private let path: SafeText
  /// Why nothing is recorded any more.
  private let end = Mutex<Problem?>(nil)

  package init(path: String, vantage: String, now: Timestamp) throws(Problem) {
    self.path = SafeText(path)
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen(errno: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else { throw .inUse }
    let size = lseek(descriptor, 0, SEEK_END)
    let kept = size > 0 ? try Self.wholeLines(of: descriptor, size) : 0
    if kept == 0 {
      let header = RecordingLines.header(begunAt: now, vantage: vantage)
      if let code = Self.write(header, to: descriptor) { throw .cannotWrite(errno: code) }
    }
  }

  deinit { close(descriptor) }

  package func add(_ event: ReelEvent) {
    queue.async { self.write(event) }
  }

  /// Waits until everything added so far is written.
  package func finish() { queue.sync {} }

  /// How the recording stands, for whoever watches.
  package var state: SourceState {
    let problem = end.withLock { $0 }
    let detail = problem.map { problem -> SafeText in "\(path): \(problem.description)" }
    return SourceState(
      id: "recording", health: problem == nil ? .ok : .down, age: nil, detail: detail ?? path)
  }

  private func write(_ event: ReelEvent) {
    guard end.withLock({ $0 == nil }), let code = Self.write(RecordingLines.line(event), to: descriptor)
    else { return }
    end.withLock { $0 = .cannotWrite(errno: code) }
  }

  /// Writes all of it; the error's number if that fails.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  /// Looks at the header, and cuts a torn last line off; the size that is left.
  private static func wholeLines(of descriptor: Int32, _ size: Int) throws(Problem) -> Int {
    do {
      try Recording.checkHeader(of: read(descriptor, from: 0, count: min(size, 65_536)))
    } catch {
      throw .notAppendable(error)
    }
    var end = size
    while end > 0 {
      let from = max(0, end - 4096)
      let block = read(descriptor, from: from, count: end - from)
      if let last = block.lastIndex(of: 10) {
        end = from + last + 1
        break
      }
      end = from
    }
    if end < size, ftruncate(descriptor, off_t(end)) != 0 { throw .cannotWrite(errno: errno) }
    return end
  }

  private static func read(_ descriptor: Int32, from offset: Int, count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = pread(descriptor, &bytes, count, off_t(offset))
    return Array(bytes.prefix(max(0, got)))
  }
}

/// A source that is recorded on the way.
package struct RecordedSource: ObservationSource {
  private let source: any ObservationSource
  private let recorder: Recorder

  package init(_ source: any ObservationSource, by recorder: Recorder) {
    self.source = source
    self.recorder = recorder
  }

  package func start(emit: @escaping @Sendable (Observation) -> Void) {
    source.start { [recorder] observation in
      recorder.add(.observation(observation))
      emit(observation)
    }
  }

  package func confirm(_ check: CheckID) { source.confirm(check) }
  package func probeNow(_ checks: [CheckID]) { source.probeNow(checks) }
  package func ask(_ checks: [CheckID]) { source.ask(checks) }

  package func stop(done: @escaping @Sendable () -> Void) {
    source.stop { [recorder] in
      recorder.finish()
      done()
    }
  }
}

/// Feeds that are recorded on the way.
package struct RecordedFeeds: FeedSource {
  private let source: any FeedSource
  private let recorder: Recorder

  package init(_ source: any FeedSource, by recorder: Recorder) {
    self.source = source
    self.recorder = recorder
  }

  package var sources: [SafeText] { source.sources }

  package func start(emit: @escaping @Sendable (FeedReport) -> Void) {
    source.start { [recorder] report in
      recorder.add(.feed(report))
      emit(report)
    }
  }

  package func stop(done: @escaping @Sendable () -> Void) {
    source.stop { [recorder] in
      recorder.finish()
      done()
    }
  }
}
