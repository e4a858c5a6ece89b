import Glibc
import TestSupport

/// A program on a pseudo-terminal, as a terminal emulator would run it, without the emulator: what it writes
/// is kept, and the modes of the line can be looked at.
final class Pty {
  /// How a program ended.
  enum Ending: Equatable {
    case exit(CInt)
    case signal(CInt)
  }

  private(set) var output: [UInt8] = []
  private let master: CInt
  /// Held open so that the line outlives the program and its modes can be read.
  private let line: CInt
  private let pid: pid_t
  private var ending: Ending?

  init(
    _ command: [String], width: Int = 80, height: Int = 24, environment: [String: String] = [:],
    folder: String = "/"
  ) throws {
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    var (master, line): (CInt, CInt) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&master, &line, &name, nil, &size) == 0 else { throw PosixError("openpty") }
    (self.master, self.line) = (master, line)
    for descriptor in [master, line] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    pid = try Self.spawn(["env", "-C", folder] + command, on: path, Self.environment(environment))
  }

  deinit {
    if wait(within: .zero) == nil {
      kill(-pid, SIGKILL)
      _ = wait(within: .seconds(5))
    }
    close(line)
    close(master)
  }

  private static func environment(_ changes: [String: String]) -> [String: String] {
    var result = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": "/nonexistent", "SWIFT_BACKTRACE": "enable=no",
      "PS1": "ready> ", "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin",
    ]
    for (name, value) in changes { result[name] = value }
    return result
  }

  /// In a session of its own, with the line as its controlling terminal, in the foreground.
  private static func spawn(
    _ command: [String], on path: String, _ environment: [String: String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    let variables = environment.map { "\($0)=\($1)" }
    // POSIX_SPAWN_SETSID does not import.
    return try ChildProcess.spawn(command, &actions, environment: variables, flags: 0x80)
  }
}

extension Pty {
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  func send(_ signal: CInt) { kill(pid, signal) }

  func resize(width: Int, height: Int) {
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Everything written so far, controls included.
  var text: String { String(decoding: output, as: UTF8.self) }

  /// Forgets what was written, to look at what comes next.
  func forget() { output.removeAll() }

  /// Reads until the text holds a string. False if it does not come in time.
  func shows(_ wanted: String, within limit: Duration = .seconds(20)) -> Bool {
    until(within: limit) { self.text.contains(wanted) }
  }

  /// Reads until nothing has come for a while; then all that an event caused has been written.
  func settle(quiet: Duration = .milliseconds(400)) {
    while read(waiting: quiet) {}
  }

  /// `nil` if the program is still running at the end of the limit.
  func wait(within limit: Duration = .seconds(20)) -> Ending? {
    _ = until(within: limit) { self.hasEnded() }
    while read(waiting: .zero) {}
    return ending
  }

  /// Line editing and echo, as a shell expects to find them.
  var isCooked: Bool {
    var mode = termios()
    guard tcgetattr(line, &mode) == 0 else { return false }
    let wanted = tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    return mode.c_lflag & wanted == wanted && mode.c_iflag & tcflag_t(ICRNL) != 0
      && mode.c_oflag & tcflag_t(OPOST) != 0
  }

  func isCookedSoon(within limit: Duration = .seconds(20)) -> Bool { until(within: limit) { self.isCooked } }

  private func until(within limit: Duration, _ condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + limit
    while !condition() {
      guard ContinuousClock.now < end else { return false }
      _ = read(waiting: .milliseconds(10))
    }
    return true
  }

  private func hasEnded() -> Bool {
    guard ending == nil else { return true }
    var status: CInt = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return false }
    ending = status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
    return true
  }

  /// Whether something came in time.
  private func read(waiting span: Duration) -> Bool {
    var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    let (seconds, attoseconds) = span.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    guard poll(&watched, 1, CInt(milliseconds)) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += buffer.prefix(count)
    return true
  }
}
