internal import GRDB

/// The tables of a history, and how one of an earlier version becomes one of this version.
///
/// Instants are milliseconds since 1970 in UTC, latencies microseconds. Ids that repeat (`thing`, `word`) are
/// integers into tables of their own. Whatever grows with time is clustered by time, so that a batch touches
/// few pages and retention frees whole ones.
enum Schema {
  /// "FLTL": tells a history from another program's SQLite file.
  static let applicationID = 0x464C_544C

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: version1)
    }
    // Incidents tell their story: suspects, spread, prediction, relapses.
    migrator.registerMigration("2") { db in
      try db.execute(sql: "ALTER TABLE incident ADD COLUMN story TEXT NOT NULL DEFAULT '{}'")
    }
    return migrator
  }

  private static let version1 = """
    -- What is remembered: a check by its id, a region, name or service by its label.
    CREATE TABLE thing (id INTEGER PRIMARY KEY, label TEXT NOT NULL UNIQUE);
    -- Outcomes, vantages and addresses, written once.
    CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

    -- Raw observations in order of arrival.
    CREATE TABLE observation (
      id INTEGER PRIMARY KEY,
      thing INTEGER NOT NULL,
      at INTEGER NOT NULL,
      outcome INTEGER NOT NULL,
      vantage INTEGER NOT NULL,
      latency INTEGER,
      dns INTEGER, connect INTEGER, tls INTEGER, first_byte INTEGER, total INTEGER,
      address INTEGER,
      status INTEGER,
      detail TEXT
    );
    -- The last observation that the roll-ups hold.
    CREATE TABLE rolled (observation INTEGER NOT NULL);
    INSERT INTO rolled VALUES (0);

    -- Roll-ups. A row holds the cells of one thing in one span: 60 minutes of an hour, 24 hours of a day, a day.
    CREATE TABLE minutes (start INTEGER, thing INTEGER, cells BLOB NOT NULL, PRIMARY KEY (start, thing))
      WITHOUT ROWID;
    CREATE TABLE hours (start INTEGER, thing INTEGER, cells BLOB NOT NULL, PRIMARY KEY (start, thing))
      WITHOUT ROWID;
    CREATE TABLE days (start INTEGER, thing INTEGER, cells BLOB NOT NULL, PRIMARY KEY (start, thing))
      WITHOUT ROWID;

    -- Spans in which Faultline watched; what is outside of all of them is no data.
    CREATE TABLE session (id INTEGER PRIMARY KEY, started INTEGER NOT NULL, alive INTEGER NOT NULL);
    -- Changes of health. Each holds until the next one of its session, or the session's end.
    CREATE TABLE standing (
      thing INTEGER, session INTEGER, start INTEGER, health TEXT NOT NULL, reason TEXT NOT NULL,
      PRIMARY KEY (thing, session, start)
    ) WITHOUT ROWID;

    CREATE TABLE incident (
      id TEXT PRIMARY KEY,
      opened INTEGER NOT NULL,
      confirmed INTEGER NOT NULL,
      closed INTEGER,
      title TEXT NOT NULL,
      health TEXT NOT NULL,
      cause TEXT,
      dependents INTEGER, dependents_failing INTEGER, others INTEGER, others_failing INTEGER,
      members TEXT NOT NULL,
      feed_lag INTEGER
    );
    CREATE INDEX incident_opened ON incident (opened);
    """
}
