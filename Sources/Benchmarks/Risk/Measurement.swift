internal import Foundation
internal import Model

enum Stopwatch {
  /// Seconds of the fastest run.
  static func best<Result>(of runs: Int, _ body: () -> Result) -> Double {
    let clock = ContinuousClock()
    return (0..<runs).map { _ in clock.measure { _ = body() }.inSeconds }.min() ?? 0
  }
}

enum Format {
  /// Three significant digits.
  static func short(_ value: Double) -> String { String(format: "%.3g", value) }
}

/// This process's memory, in bytes.
enum Memory {
  static var resident: Int { value(of: "VmRSS:") }
  /// Since the start, or since `resetPeak`.
  static var peak: Int { value(of: "VmHWM:") }

  static func resetPeak() {
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
  }

  private static func value(of key: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
    return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) << 10
  }
}

/// Other programs, and this one's sibling.
enum Peer {
  struct Run {
    var seconds: Double
    /// Of resident memory, in bytes.
    var peak: Int
    var status: Int32
  }

  /// The command-line program, built beside the benchmark.
  static var faultline: String {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/faultline"
  }

  /// The fastest of three runs with the output thrown away; `nil` if the program is not there.
  static func measure(_ program: String, _ arguments: [String]) -> Run? {
    let runs = (0..<3).compactMap { _ in once(program, arguments) }
    return runs.min { $0.seconds < $1.seconds }
  }

  static func once(_ program: String, _ arguments: [String]) -> Run? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in [1, 2] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    var usage = rusage()
    var status: Int32 = 0
    let start = ContinuousClock.now
    guard posix_spawn(&child, program, &actions, nil, &words, environ) == 0,
      wait4(child, &status, 0, &usage) == child
    else { return nil }
    return Run(
      seconds: (ContinuousClock.now - start).inSeconds, peak: Int(usage.ru_maxrss) << 10,
      status: status >> 8)
  }

  /// What a program writes to standard output; `nil` if it is not there or fails.
  static func output(of program: String, _ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}
