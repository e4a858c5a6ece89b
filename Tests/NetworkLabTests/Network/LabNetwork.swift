import Foundation
import Glibc
import Lab
import TestSupport

/// An office, where the program under test runs, and an Internet, where its targets are: two network namespaces of
/// this machine with a link between them, and no way out of either.
///
/// They end, with every process in them, when this value or the whole test process goes away: their first process
/// waits for the end of a connection that only this process holds.
final class LabNetwork {
  enum Place { case office, internet }
  /// What joins the two; a wire can delay packets.
  enum Link: String { case veth, wire }
  /// What the office has addresses of.
  enum Family: String {
    case four = "4"
    case six = "6"
    case both
  }

  let folder: TemporaryFolder
  private let leash: CInt
  private let pid: pid_t

  /// - Parameter resolver: the servers of the office's /etc/resolv.conf.
  init(link: Link = .veth, family: Family = .four, resolver: [String] = [Internet.officeResolver]) throws {
    folder = try TemporaryFolder()
    _ = try folder.file("resolv.conf", resolver.map { "nameserver \($0)\n" }.joined())
    _ = try folder.file("hosts", "127.0.0.1 localhost\n")
    let log = try folder.file("network.log", "")
    let unshare = try LabProcess.program(["/usr/bin/unshare"], package: "util-linux")
    _ = try LabProcess.program(["/usr/sbin/ip", "/sbin/ip"], package: "iproute2")
    (pid, leash) = try Self.start(
      [
        unshare, "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "/bin/sh",
        Self.script("network.sh"),
        folder.path, link.rawValue, family.rawValue,
      ], log: log)
    try waitUntilReady(log: log)
  }

  deinit {
    close(leash)
    _ = Command.end(of: pid, within: .seconds(5))
  }

  private static func start(_ words: [String], log: String) throws -> (pid: pid_t, leash: CInt) {
    var ends: [CInt] = [-1, -1]
    // Never open in any other child, not even for an instant: a pipe would be.
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw PosixError("socketpair") }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_APPEND, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
    do {
      return (try ChildProcess.spawn(words, &actions, environment: environment), ends[1])
    } catch {
      close(ends[1])
      throw error
    }
  }

  private func waitUntilReady(log: String) throws {
    let end = ContinuousClock.now + .seconds(20)
    while !FileManager.default.fileExists(atPath: "\(folder.path)/ready") {
      var status: CInt = 0
      guard ContinuousClock.now < end, waitpid(pid, &status, WNOHANG) == 0 else {
        let words = String(decoding: try TemporaryFolder.contents(of: log), as: UTF8.self)
        throw LabFailure(
          "network namespaces cannot be made here, and these tests need them (root, CAP_SYS_ADMIN): \(words)")
      }
      usleep(10_000)
    }
  }

  /// The words that run a command at a place.
  func words(_ place: Place, _ command: [String]) -> [String] {
    let enter = [
      "/usr/bin/nsenter", "--net=/proc/\(pid)/ns/net", "--mount=/proc/\(pid)/ns/mnt",
      "--pid=/proc/\(pid)/ns/pid_for_children", "--",
    ]
    switch place {
    case .office: return enter + command
    case .internet: return enter + ["/usr/bin/nsenter", "--net=\(folder.path)/internet", "--"] + command
    }
  }

  @discardableResult
  func run(_ place: Place, _ command: String...) throws -> String {
    try Command.output(of: words(place, command))
  }

  /// A program of the lab's own, beside the tests.
  static func script(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: name)
      .path
  }

  /// How long each packet takes on a wire.
  func setDelay(milliseconds: Int) throws { _ = try folder.file("delay", "\(milliseconds)\n") }

  /// How a command ends, if it may fail.
  func attempt(_ place: Place, _ command: String...) throws -> Command {
    try Command(words(place, command))
  }

  /// Starts a server, or the program under test, which ends with the lab at the latest; its number in the lab.
  ///
  /// - Parameter environment: all of it.
  func start(
    _ place: Place, _ command: [String], log: String, errors: String? = nil,
    environment: [String] = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
  ) throws -> String {
    let script = """
      log=$1; errors=$2; shift 2
      env -i "$@" >>"$log" 2>>"$errors" </dev/null &
      echo $!
      """
    let all = words(place, ["/bin/sh", "-c", script, "start", log, errors ?? log] + environment + command)
    return try Command.output(of: all).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Sends a signal to a process of the lab, by its number in there.
  func send(_ signal: String, to process: String) throws {
    try run(.office, "/bin/kill", "-\(signal)", process)
  }

  func isRunning(_ process: String) throws -> Bool {
    try attempt(.office, "/bin/kill", "-0", process).code == 0
  }

  /// Waits for a condition of the lab itself.
  func wait(for what: String, within limit: Duration = .seconds(20), _ condition: () throws -> Bool) throws {
    let end = ContinuousClock.now + limit
    while try !condition() {
      guard ContinuousClock.now < end else { throw LabFailure("the lab is not as it should be: \(what)") }
      usleep(50_000)
    }
  }
}

/// The lab itself is not as the test needs it: nothing has been learnt about the program.
struct LabFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
