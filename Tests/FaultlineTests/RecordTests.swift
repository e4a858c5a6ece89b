import Foundation
import Glibc
import TestSupport
import Testing

/// The real binary records, ends or is killed, and what is there is replayed.
@Suite("What was watched can be played again", .serialized)
struct RecordTests {
  private let folder: TemporaryFolder
  private let configuration: String
  private var recording: String { "\(folder.path)/day.jsonl" }

  init() throws {
    folder = try TemporaryFolder()
    configuration = try folder.file(
      "lab.yaml",
      """
      version: 1
      vantage: {name: lab}
      probe: {interval: 1s, timeout: 1s}
      controls: []
      services:
        - {id: nobody, name: Nobody Home, checks: [{tcp: "127.0.0.1:1"}, {tcp: "127.0.0.1:2"}]}

      """)
  }

  private func record(to path: String? = nil) throws -> Pty {
    try Pty(
      [
        Program.path, "watch", "--no-history", "--config", configuration, "--record", path ?? recording,
      ], width: 120, height: 40, folder: folder.path)
  }

  private func replay() throws -> Execution {
    try Execution(
      "replay", recording, "--config", configuration, "--headless", "--format", "json",
      environment: ["HOME": "/nonexistent"])
  }

  /// Whole lines, the header included.
  private var lines: Int {
    FileManager.default.contents(atPath: recording)?.count { $0 == 10 } ?? 0
  }

  /// Reads what the program writes until so many lines are recorded.
  private func waits(for count: Int, _ pty: Pty) -> Bool {
    for _ in 0..<1000 where lines < count { pty.settle(quiet: .milliseconds(20)) }
    return lines >= count
  }

  private func health(in result: Execution) throws -> String? {
    let snapshot = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return (snapshot?["services"] as? [[String: Any]])?.first?["health"] as? String
  }

  @Test func whatWasSeenIsSeenAgain() throws {
    let pty = try record()
    try #require(pty.shows("down"), "\(pty.text)")
    #expect(waits(for: 7, pty))
    pty.type("q")
    #expect(pty.wait() == .exit(0))
    let result = try replay()
    #expect(result.code == 2)
    #expect(try health(in: result) == "down")
    #expect(result.errors.isEmpty)
    let known = try folder.file("other.yaml", "version: 1\nservices: [{id: other}]\n")
    let stranger = try Execution(
      "replay", recording, "--config", known, "--headless", environment: ["HOME": "/nonexistent"])
    #expect(stranger.errors.contains("2 recorded checks are not in the configuration"))
  }

  @Test func killsInTheMiddleCostNoLineAndTheNextRunGoesOn() throws {
    var before = 0
    for round in 1...5 {
      let pty = try record()
      try #require(waits(for: before + 4, pty), "round \(round): \(lines) lines")
      pty.send(SIGKILL)
      #expect(pty.wait() == .signal(SIGKILL))
      let result = try replay()
      #expect(result.code == 2, "round \(round): \(result.errors)")
      #expect(lines >= before + 4, "round \(round)")
      before = lines
    }
    let text = try String(contentsOfFile: recording, encoding: .utf8)
    #expect(text.ranges(of: "\"schema\"").count == 1, "one recording with one header")
  }

  @Test func aTornLastLineIsLeftOutAndSaidSo() throws {
    let pty = try record()
    try #require(waits(for: 7, pty))
    pty.send(SIGKILL)
    _ = pty.wait()
    let handle = try #require(FileHandle(forWritingAtPath: recording))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"observation\":{\"check\":\"service:nob".utf8))
    try handle.close()
    let result = try replay()
    #expect(result.errors == "\(recording): the last line is incomplete and was ignored\n")
    #expect(try health(in: result) == "down")
  }

  @Test func anUnknownVersionIsRefusedOnBothWays() throws {
    let line = "{\"begun_ns\":1,\"schema\":\"faultline.recording/9\",\"vantage\":\"lab\"}\n"
    _ = try folder.file("day.jsonl", line)
    let result = try replay()
    #expect(result.code == 78)
    #expect(result.errors.hasPrefix("\(recording):1:1: \"faultline.recording/9\" is not supported"))
    let pty = try record()
    #expect(pty.wait() == .exit(74))
    #expect(try String(contentsOfFile: recording, encoding: .utf8) == line)
  }

  @Test(
    "where nothing can be recorded, the terminal is not touched",
    arguments: ["/proc/no-such-folder/day.jsonl", "/dev/full", "/proc/version", "/"])
  func unwritable(path: String) throws {
    let pty = try record(to: path)
    #expect(pty.wait() == .exit(74))
    #expect(pty.text.hasPrefix("\(path): "))
    #expect(pty.text.contains("name another file"))
    #expect(!pty.text.contains("\u{1B}"))
  }

  /// Only where a small file system may be mounted, in a namespace of its own.
  @Test func aFullDiskEndsTheRecordingAndNotTheDashboard() throws {
    let disk = "\(folder.path)/disk"
    mkdir(disk, 0o700)
    defer { rmdir(disk) }
    let mount = "mount -t tmpfs -o size=4k none \(disk)"
    let watch =
      "exec \(Program.path) watch --no-history --config \(configuration) --record \(disk)/day.jsonl"
    let pty = try Pty(
      ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", "\(mount) && \(watch)"], width: 120,
      height: 40, folder: folder.path)
    #expect(pty.shows("no space left on device", within: .seconds(60)), "\(pty.text.suffix(400))")
    pty.type("q")
    #expect(pty.wait() == .exit(0))
  }
}
