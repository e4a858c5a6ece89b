import Foundation
import Glibc
import Lab
import TestSupport

/// One run of a program to its end. Output goes through a file: a pipe would be held open by every server that another
/// lab starts meanwhile.
struct Command {
  let code: CInt
  /// Standard output and standard error.
  let output: String

  /// - Parameters:
  ///   - environment: all of it; nothing is inherited.
  ///   - limit: after so long it is killed, and its code is -1.
  init(
    _ words: [String], environment: [String] = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"],
    within limit: Duration = .seconds(20)
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("output", "")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_APPEND, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let pid = try ChildProcess.spawn(words, &actions, environment: environment)
    code = Self.end(of: pid, within: limit)
    output = String(decoding: try TemporaryFolder.contents(of: path), as: UTF8.self)
  }

  /// Runs it and throws unless it succeeds.
  @discardableResult
  static func output(of words: [String]) throws -> String {
    let run = try Command(words)
    guard run.code == 0 else {
      throw LabError.failed(command: words.joined(separator: " "), output: "\(run.code): \(run.output)")
    }
    return run.output
  }

  /// The exit code, or 128 and the signal's number, as a shell has it.
  static func end(of pid: pid_t, within limit: Duration) -> CInt {
    let end = ContinuousClock.now + limit
    var status: CInt = 0
    while waitpid(pid, &status, WNOHANG) == 0 {
      guard ContinuousClock.now < end else {
        kill(pid, SIGKILL)
        waitpid(pid, &status, 0)
        return -1
      }
      usleep(5000)
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
  }
}
