internal import GRDB
internal import Model

extension Store {
  /// Frees what is older than the policy keeps. Pages freed are used again; the file does not shrink.
  ///
  /// Raw observations go only once the roll-ups hold them; minutes and hours are kept beside the coarser cells
  /// that already contain them. Days, incidents and what tells their story are kept for good: they are small.
  func forget(before now: Timestamp, _ policy: RetentionPolicy, in db: Database) throws {
    func cutoff(_ kept: Duration) -> Int64 { (now - kept).milliseconds }
    try db.execute(
      sql: "DELETE FROM observation WHERE at < ? AND id <= (SELECT observation FROM rolled)",
      arguments: [cutoff(policy.raw)])
    try db.execute(sql: "DELETE FROM minutes WHERE start < ?", arguments: [cutoff(policy.minutes)])
    try db.execute(sql: "DELETE FROM hours WHERE start < ?", arguments: [cutoff(policy.hours)])
    try forgetStandings(before: cutoff(policy.hours), in: db)
    try forgetWords(in: db)
  }

  /// Sessions that ended before, and the changes of a longer one that have been superseded since.
  private func forgetStandings(before cutoff: Int64, in db: Database) throws {
    try db.execute(
      sql: "DELETE FROM standing WHERE session IN (SELECT id FROM session WHERE alive < ?)",
      arguments: [cutoff])
    try db.execute(sql: "DELETE FROM session WHERE alive < ?", arguments: [cutoff])
    try db.execute(
      sql: """
        DELETE FROM standing WHERE start < ?1 AND EXISTS (
          SELECT 1 FROM standing next WHERE next.thing = standing.thing AND next.session = standing.session
            AND next.start > standing.start AND next.start <= ?1)
        """, arguments: [cutoff])
  }

  /// Addresses come and go; outcomes and vantages that nothing refers to go with them and come back by need.
  private func forgetWords(in db: Database) throws {
    try db.execute(
      sql: """
        DELETE FROM word WHERE id NOT IN (
          SELECT outcome FROM observation UNION SELECT vantage FROM observation
          UNION SELECT address FROM observation WHERE address IS NOT NULL)
        """)
    interned = Interned()
  }
}

extension Timestamp {
  static func - (instant: Timestamp, span: Duration) -> Timestamp {
    Timestamp(nanoseconds: instant.nanoseconds &- span.nanoseconds)
  }
}
