internal import GRDB
internal import Model

/// A change of health worth keeping.
struct StandingChange: Hashable {
  let label: String
  let start: Timestamp
  let health: Health
  /// Empty for `ok`: there is nothing to explain.
  let reason: SafeText
}

extension Store {
  /// Begins a span in which Faultline watches. Returns its id.
  func beginSession(at instant: Timestamp, in db: Database) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO session (started, alive) VALUES (?, ?)",
      arguments: [instant.milliseconds, instant.milliseconds])
    return db.lastInsertedRowID
  }

  func prolongSession(_ session: Int64, until instant: Timestamp, in db: Database) throws {
    try db.execute(
      sql: "UPDATE session SET alive = max(alive, ?) WHERE id = ?",
      arguments: [instant.milliseconds, session])
  }

  func append(_ changes: [StandingChange], to session: Int64, in db: Database) throws {
    guard !changes.isEmpty else { return }
    let upsert = try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO standing (thing, session, start, health, reason) VALUES (?, ?, ?, ?, ?)")
    for change in changes {
      try upsert.execute(arguments: [
        try interned.thing(change.label, in: db), session, change.start.milliseconds, change.health.rawValue,
        change.reason.string,
      ])
    }
  }

  /// The healths of a thing within a span, and of whole sessions that reach into it.
  func timeline(of label: String, in span: Range<Timestamp>, in db: Database) throws -> Timeline {
    let sessions = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT id, started, alive FROM session WHERE alive > ? AND started < ? ORDER BY id"),
      arguments: [span.lowerBound.milliseconds, span.upperBound.milliseconds])
    guard let thing = try Int64.fetchOne(db, sql: "SELECT id FROM thing WHERE label = ?", arguments: [label])
    else { return Timeline() }
    let select = try db.cachedStatement(
      sql: """
        SELECT start, health FROM standing WHERE thing = ? AND session = ? AND start < ? ORDER BY start
        """)
    var timeline = Timeline()
    for session in sessions {
      let started: Int64 = session["started"]
      let alive: Int64 = session["alive"]
      let rows = try Row.fetchAll(
        select, arguments: [thing, session["id"] as Int64, span.upperBound.milliseconds])
      let changes = rows.map { (start: $0[0] as Int64, health: Health(rawValue: $0[1]) ?? .unknown) }
      timeline.add(changes, of: started..<max(started, alive))
    }
    return timeline
  }

  /// The changes of a thing that began in a span, oldest first.
  func changes(of label: String, in span: Range<Timestamp>, in db: Database) throws -> [StandingChange] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT t.label, s.start, s.health, s.reason FROM standing s JOIN thing t ON t.id = s.thing
        WHERE t.label = ? AND s.start >= ? AND s.start < ? ORDER BY s.start
        """,
      arguments: [label, span.lowerBound.milliseconds, span.upperBound.milliseconds])
    return rows.map {
      StandingChange(
        label: $0[0], start: Timestamp(milliseconds: $0[1]), health: Health(rawValue: $0[2]) ?? .unknown,
        reason: SafeText($0[3] as String))
    }
  }
}

extension Store {
  /// Uptimes, each over windows that end at `now`.
  func uptimes(of subjects: [Subject], at now: Timestamp) throws(HistoryError) -> [Subject: Uptime] {
    let span = now - Uptime.Window.quarter.span..<now
    return try read { db in
      var uptimes: [Subject: Uptime] = [:]
      for subject in subjects {
        uptimes[subject] = try timeline(of: subject.label, in: span, in: db).uptime(at: now.milliseconds)
      }
      return uptimes
    }
  }
}
