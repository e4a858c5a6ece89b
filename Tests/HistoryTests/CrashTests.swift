internal import Foundation
internal import GRDB
internal import Glibc
import TestSupport
import Testing

@testable import History
@testable import Model

/// `kill -9` in the middle of writing, fifty times, on one file.
@Suite struct CrashTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func fiftyKillsLoseNothingThatWasCommitted() throws {
    let store = try Store(folder.history, for: .writing)
    var random = SeededGenerator(seed: 50)
    for round in 1...50 {
      let before = try count(store)
      let child = try spawn(from: before)
      defer { kill(child, SIGKILL) }
      let committed = try waitForMore(than: before, in: store)
      usleep(UInt32.random(in: 0..<20_000, using: &random))
      let last = try max(committed, count(store))
      kill(child, SIGKILL)
      var status: CInt = 0
      #expect(waitpid(child, &status, 0) == child)
      #expect(status & 0x7F == SIGKILL, "round \(round): the child was writing until it was killed")
      #expect(try count(store) >= last, "round \(round)")
    }
    try expectWhole(Store(folder.history, for: .writing))
  }

  /// Every number once, no page damaged, and the roll-ups hold exactly the raw observations.
  private func expectWhole(_ store: Store) throws {
    _ = try store.write { try store.rollUp(in: $0) }
    try store.read { db in
      let row = try #require(
        try Row.fetchOne(db, sql: "SELECT count(*), count(DISTINCT at), min(at), max(at) FROM observation"))
      let count: Int64 = row[0]
      #expect(row[1] as Int64 == count)
      #expect(row[2] as Int64 == start.milliseconds)
      #expect(row[3] as Int64 == start.milliseconds + (count - 1) * 1000)
      #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
      for resolution in Resolution.allCases {
        let cells = try Data.fetchAll(db, sql: "SELECT cells FROM \(resolution.rawValue)").map(store.decoded)
        #expect(cells.flatMap(\.values).reduce(0) { $0 + Int64($1.observations) } == count)
        #expect(cells.flatMap(\.values).reduce(0) { $0 + Int64($1.down) } == (count + 6) / 7)
      }
    }
  }

  private func count(_ store: Store) throws -> Int64 {
    try store.read { try Int64.fetchOne($0, sql: "SELECT count(*) FROM observation") } ?? 0
  }

  private func waitForMore(than before: Int64, in store: Store) throws -> Int64 {
    for _ in 0..<10_000 {
      let now = try count(store)
      if now > before { return now }
      usleep(1000)
    }
    Issue.record("the child wrote nothing within ten seconds")
    return before
  }

  private func spawn(from first: Int64) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let command = [ChildProcess.product("history-child"), folder.history.path, String(first)]
    return try ChildProcess.spawn(command, &actions, environment: [])
  }
}
