import Glibc
import TestSupport
import Testing

/// `watch --plain` on a pipe, as for a log.
@Suite("Without a screen, watch prints a report and then each change", .serialized)
struct PlainTests {
  private let folder: TemporaryFolder
  private let configuration: String

  init() throws {
    folder = try TemporaryFolder()
    configuration = try folder.file(
      "lab.yaml",
      """
      version: 1
      vantage: {name: lab}
      controls: []
      services:
        - {id: nobody, name: Nobody Home, checks: [{tcp: "127.0.0.1:1"}], needs: [aws/us-east-1]}

      """)
  }

  private func start() throws -> PipedProgram {
    try PipedProgram([Program.path, "watch", "--plain", "--no-history", "--config", configuration])
  }

  @Test func theReportComesFirstThenALineForEachChangeInUTC() throws {
    let program = try start()
    try #require(program.shows("service Nobody Home: unknown -> down: "), "\(program.text)")
    let report = try #require(program.text.firstRange(of: "SERVICES"))
    let change = try #require(program.text.firstRange(of: " service Nobody Home: unknown -> down: "))
    #expect(report.lowerBound < change.lowerBound)
    let line = try #require(program.text.split(separator: "\n").last { $0.contains("unknown -> down") })
    #expect(line.prefix(20).wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil, "\(line)")
    #expect(program.text.hasSuffix("\n"))
    #expect(!program.text.contains("\u{1B}"))
  }

  @Test("it ends with 128 and the signal's number", arguments: [SIGINT, SIGTERM, SIGHUP])
  func itEndsWithTheSignal(signal: CInt) throws {
    let program = try start()
    try #require(program.shows("SERVICES"))
    program.send(signal)
    #expect(program.wait() == 128 + signal)
    #expect(program.text.hasSuffix("\n"))
  }

  @Test func itEndsWhenNobodyReadsAnyMore() throws {
    let program = try start()
    try #require(program.shows("SERVICES"))
    program.stopReading()
    #expect(program.wait() == 128 + SIGPIPE)
  }

  @Test func theBellIsForTheDashboard() throws {
    let run = try Execution("watch", "--plain", "--bell", "--config", configuration)
    #expect(run.code == 64)
    #expect(run.errors.contains("cannot be used with --plain"))
  }
}

/// A program whose standard output is a pipe that the test reads.
final class PipedProgram {
  private var output: [UInt8] = []
  private var reader: CInt
  private let pid: pid_t
  private var code: CInt?

  init(_ command: [String]) throws {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw PosixError("pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reader = ends[0]
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    pid = try ChildProcess.spawn(command, &actions, environment: ["HOME=/nonexistent", "LANG=C.UTF-8"])
  }

  deinit {
    if wait(within: .zero) == nil {
      kill(pid, SIGKILL)
      _ = wait(within: .seconds(5))
    }
    stopReading()
  }

  var text: String { String(decoding: output, as: UTF8.self) }

  func send(_ signal: CInt) { kill(pid, signal) }

  func stopReading() {
    if reader >= 0 { close(reader) }
    reader = -1
  }

  func shows(_ wanted: String) -> Bool { until(within: .seconds(30)) { self.text.contains(wanted) } }

  /// The exit code; `nil` if it is still running at the end of the limit, or died of a signal.
  func wait(within limit: Duration = .seconds(20)) -> CInt? {
    _ = until(within: limit) { self.hasEnded() }
    return code
  }

  private func until(within limit: Duration, _ condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + limit
    while !condition() {
      guard ContinuousClock.now < end else { return false }
      read()
    }
    return true
  }

  private func read() {
    var watched = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    guard poll(&watched, 1, 20) > 0, CInt(watched.revents) & POLLIN != 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(reader, &buffer, buffer.count)
    if count > 0 { output += buffer.prefix(count) }
  }

  private func hasEnded() -> Bool {
    guard code == nil else { return true }
    var status: CInt = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return false }
    code = status & 0x7F == 0 ? status >> 8 & 0xFF : nil
    return true
  }
}
