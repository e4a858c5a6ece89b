import Foundation
import Glibc
import TestSupport

/// A program in tmux: a whole terminal, whose screen can be read as text.
final class Tmux {
  private let socket = "faultline-\(UUID().uuidString)"
  private let output: TemporaryFolder

  /// Runs a shell and in it the command, so that the screen shows what is left when the command is over.
  init(_ command: String, width: Int = 100, height: Int = 30, folder: String) throws {
    output = try TemporaryFolder()
    try run([
      "-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)", "-c", folder,
      "env PS1='ready> ' HOME=/nonexistent LANG=C.UTF-8 SWIFT_BACKTRACE=enable=no sh -i",
    ])
    type("\(command)\r")
  }

  deinit { _ = try? run(["kill-server"]) }

  func type(_ text: String) { _ = try? run(["send-keys", "-l", text]) }

  /// Keys by tmux's names: `Enter`, `Escape`, `BTab`.
  func press(_ keys: String...) { _ = try? run(["send-keys"] + keys) }

  func resize(width: Int, height: Int) {
    _ = try? run(["resize-window", "-x", "\(width)", "-y", "\(height)"])
  }

  var screen: String { (try? run(["capture-pane", "-p"])) ?? "" }

  /// Waits until the screen is as wanted. False if it never is.
  func shows(within limit: Duration = .seconds(20), _ condition: (String) -> Bool) -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      if condition(screen) { return true }
      usleep(20_000)
    }
    return false
  }

  func shows(_ text: String) -> Bool { shows { $0.contains(text) } }
  func hides(_ text: String) -> Bool { shows { !$0.contains(text) } }

  /// Returns what tmux says, or nothing. Goes through a file: a pipe would be held open by the server that the
  /// first call starts.
  @discardableResult
  private func run(_ arguments: [String]) throws -> String {
    let command = ["tmux", "-L", socket] + arguments
    let file = try output.file("screen.txt", "")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let environment = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    let pid = try ChildProcess.spawn(command, &actions, environment: environment)
    var status: CInt = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return try String(contentsOfFile: file, encoding: .utf8)
  }
}
