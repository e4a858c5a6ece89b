internal import Dispatch
internal import GRDB
internal import Model

/// One open history. Not for several threads at once: it belongs to the queue that opened it.
final class Store {
  enum Access: Equatable {
    case reading, writing
  }

  let file: HistoryFile
  let access: Access
  let database: DatabaseQueue
  /// Ids of labels and words, remembered while they are known to be in the file.
  var interned = Interned()

  /// Opens an existing history for reading, or brings one up to date (or into being) for writing, and checks
  /// its pages.
  init(_ file: HistoryFile, for access: Access) throws(HistoryError) {
    self.file = file
    self.access = access
    switch access {
    case .reading: guard file.exists else { throw .missing(path: file.path) }
    case .writing: try file.create()
    }
    do {
      // By a connection that cannot change a byte: the file may be another program's, or evidence of damage.
      let reader = try DatabaseQueue(path: file.path, configuration: Self.configuration(.reading))
      try reader.read { try Self.check($0, file, access) }
      guard access == .writing else {
        database = reader
        return
      }
      try reader.close()
      database = try DatabaseQueue(path: file.path, configuration: Self.configuration(.writing))
      try Schema.migrator.migrate(database)
    } catch {
      throw HistoryError(error, path: file.path)
    }
  }

  private static func configuration(_ access: Access) -> Configuration {
    var configuration = Configuration()
    configuration.label = "faultline.history.database"
    configuration.readonly = access == .reading
    configuration.journalMode = access == .writing ? .wal : .default
    // A reader may meet the moment at which the writer folds its log into the file.
    configuration.busyMode = .timeout(2)
    configuration.qos = .utility
    configuration.prepareDatabase { db in
      // KiB: the default of 2 MB counts against a budget of 40 for everything.
      try db.execute(sql: "PRAGMA cache_size = -1024")
      if access == .writing {
        // A commit survives the process; a power cut may take the last few, never the file.
        try db.execute(sql: "PRAGMA synchronous = NORMAL")
        try db.execute(sql: "PRAGMA journal_size_limit = 4194304")
      }
    }
    return configuration
  }

  /// Refuses what is not ours to touch, then looks for damage.
  private static func check(_ db: Database, _ file: HistoryFile, _ access: Access) throws {
    let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
    if isEmpty, access == .writing { return }
    if isEmpty { throw HistoryError.missing(path: file.path) }
    guard id == Schema.applicationID else { throw HistoryError.foreign(path: file.path) }
    if try Schema.migrator.hasBeenSuperseded(db) { throw HistoryError.newer(path: file.path) }
    guard access == .writing else {
      if try Schema.migrator.hasCompletedMigrations(db) { return }
      throw HistoryError.older(path: file.path)
    }
    let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
    guard verdict == "ok" else { throw HistoryError.damaged(path: file.path, detail: verdict) }
  }

  /// Folds the log into the file and lets go of it. A log that stays is no loss: the next opening reads it.
  func close() { try? database.close() }

  /// One transaction: all of `work` is kept, or nothing of it.
  func write<Value>(_ work: (Database) throws -> Value) throws(HistoryError) -> Value {
    do {
      return try database.write(work)
    } catch {
      interned = Interned()
      throw HistoryError(error, path: file.path)
    }
  }

  func read<Value>(_ work: (Database) throws -> Value) throws(HistoryError) -> Value {
    do {
      return try database.read(work)
    } catch {
      throw HistoryError(error, path: file.path)
    }
  }
}

/// Texts and their ids.
struct Interned {
  private var things: [String: Int64] = [:]
  private var words: [String: Int64] = [:]

  mutating func thing(_ label: String, in db: Database) throws -> Int64 {
    try Self.id(of: label, in: db, &things, "thing", "label")
  }

  mutating func word(_ text: String, in db: Database) throws -> Int64 {
    try Self.id(of: text, in: db, &words, "word", "text")
  }

  private static func id(
    of text: String, in db: Database, _ known: inout [String: Int64], _ table: String, _ column: String
  ) throws -> Int64 {
    if let id = known[text] { return id }
    let select = "SELECT id FROM \(table) WHERE \(column) = ?"
    let id: Int64
    if let found = try Int64.fetchOne(db, sql: select, arguments: [text]) {
      id = found
    } else {
      try db.execute(sql: "INSERT INTO \(table) (\(column)) VALUES (?)", arguments: [text])
      id = db.lastInsertedRowID
    }
    known[text] = id
    return id
  }
}

extension Timestamp {
  /// Milliseconds since 1970, rounded down: how the tables hold instants.
  var milliseconds: Int64 {
    let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  init(milliseconds: Int64) { self.init(nanoseconds: milliseconds &* 1_000_000) }
}

extension Duration {
  var microseconds: Int64 { nanoseconds / 1000 }
}
