internal import GRDB
import TestSupport
import Testing

@testable import History
@testable import Model

@Suite struct RetentionTests {
  private let folder: TemporaryFolder
  private let check = CheckID("shop")

  init() throws { folder = try TemporaryFolder() }

  private func count(_ table: String) throws -> Int? {
    let store = try Store(folder.history, for: .reading)
    return try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
  }

  /// One observation an hour, and a turn for it, each hour of `days`.
  private func live(_ history: inout BufferedHistory, days: Int64) {
    for hour in 0..<days * 24 {
      // Turns come often enough for the clock to count as steady.
      for minute in stride(from: 0, to: 60, by: 2) as StrideTo<Int64> {
        let now = start + .seconds(hour * 3600 + minute * 60)
        _ = history.update(minute == 0 ? [seen(check, at: now)] : [], nil, at: now)
      }
    }
  }

  @Test func eachResolutionIsKeptAsLongAsThePolicySays() throws {
    let policy = RetentionPolicy(
      raw: .seconds(86_400), minutes: .seconds(3 * 86_400), hours: .seconds(5 * 86_400))
    var history = BufferedHistory(file: folder.history, retention: policy)
    live(&history, days: 8)
    // Forgetting comes each six hours, so up to six of them more are there.
    #expect((24...30).contains(try #require(try count("observation"))))
    #expect((72...78).contains(try #require(try count("minutes"))))
    #expect(try count("hours") == 5)
    #expect(try count("days") == 8)
  }

  @Test func nothingIsForgottenByAClockThatHasJustJumped() throws {
    var history = BufferedHistory(file: folder.history, retention: RetentionPolicy())
    live(&history, days: 1)
    let wrong = start + .seconds(20 * 365 * 86_400)
    for minute in 0..<59 { _ = history.update([], nil, at: wrong + .seconds(minute * 60)) }
    #expect(try count("observation") == 24)
  }

  @Test func theStandingThatStillHoldsIsKeptHoweverOld() throws {
    let store = try Store(folder.history, for: .writing)
    let now = start + .seconds(86_400)
    let tally = try store.write { db in
      let session = try store.beginSession(at: start, in: db)
      try store.prolongSession(session, until: now, in: db)
      let changes = [(0, Health.ok), (60, .down), (120, .ok)].map {
        StandingChange(label: "service:shop", start: start + .seconds($0.0), health: $0.1, reason: "")
      }
      try store.append(changes, to: session, in: db)
      try store.forget(before: now, RetentionPolicy(hours: .seconds(3600)), in: db)
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM standing") == 1)
      let window = now - .seconds(3600)..<now
      return try store.timeline(of: "service:shop", in: window, in: db)
        .tally(of: window.lowerBound.milliseconds..<now.milliseconds)
    }
    #expect(tally.ok == .seconds(3600))
  }

  @Test func aHistoryOfVersionOneIsBroughtUpToDate() throws {
    let old = try DatabaseQueue(path: folder.history.path)
    try Schema.migrator.migrate(old, upTo: "1")
    try old.write {
      try $0.execute(
        sql: """
          INSERT INTO incident (id, opened, confirmed, title, health, members)
          VALUES ('a', ?, ?, 'shop down', 'down', 'service:shop')
          """, arguments: [start.milliseconds, start.milliseconds])
    }
    try old.close()
    #expect(throws: HistoryError.older(path: folder.history.path)) {
      try Store(folder.history, for: .reading)
    }
    let store = try Store(folder.history, for: .writing)
    let incidents = try store.read { try store.incidents(where: "closed IS NULL", in: $0) }
    #expect(
      incidents == [
        Incident(
          id: "a", openedAt: start, confirmedAt: start, title: "shop down", health: .down,
          members: [.service("shop")])
      ])
  }
}
