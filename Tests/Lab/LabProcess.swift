internal import Foundation
internal import Glibc

/// A server that stops when this value, or the whole test process, goes away.
package final class LabProcess: Sendable {
  /// The end of a pipe nobody else holds: its closing is the order to stop.
  private let leash: Int32

  /// Starts `command`; `removing` names a directory to remove once it has been stopped.
  package init(_ command: [String], log: String = "/dev/null", removing directory: String = "") throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw LabError.failed(command: "pipe", output: "\(errno)") }
    // Held by no other child, or the order to stop would never come.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    leash = ends[1]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // The second signal is for servers that inherit a mask blocking the first one.
    let script = """
      log=$1; directory=$2; shift 2
      "$@" >"$log" 2>&1 </dev/null &
      child=$!
      cat >/dev/null
      kill -TERM $child 2>/dev/null
      sleep 0.3
      kill -KILL $child 2>/dev/null
      wait $child
      [ -z "$directory" ] || rm -rf "$directory"
      """
    process.arguments = ["-c", script, "lab", log, directory] + command
    process.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { close(leash) }

  /// Runs a program to its end; its output if it succeeds.
  @discardableResult
  package static func output(of command: [String], in directory: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    guard process.terminationStatus == 0 else {
      throw LabError.failed(command: command.joined(separator: " "), output: text)
    }
    return text
  }

  /// The first of the paths that is an executable file.
  package static func program(_ paths: [String], package: String) throws -> String {
    guard let path = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw LabError.missing(program: paths.first ?? "", package: package)
    }
    return path
  }
}
