internal import Foundation
internal import GRDB
internal import Model

/// A stored resolution: how long a cell is, and a row.
enum Resolution: String, CaseIterable {
  case minutes, hours, days

  /// Of one cell.
  var width: Duration {
    switch self {
    case .minutes: .seconds(60)
    case .hours: .seconds(3600)
    case .days: .seconds(86_400)
    }
  }

  /// Of one row.
  var rowWidth: Duration {
    switch self {
    case .minutes: .seconds(3600)
    case .hours, .days: .seconds(86_400)
    }
  }
}

/// Which row and which cell of it an instant falls into; time before 1970 included.
struct Slot: Hashable {
  /// When the row begins, in milliseconds since 1970.
  let row: Int64
  let place: Int

  init(_ at: Int64, _ resolution: Resolution) {
    let width = resolution.rowWidth.nanoseconds / 1_000_000
    let rest = ((at % width) + width) % width
    row = at - rest
    place = Int(rest / (resolution.width.nanoseconds / 1_000_000))
  }
}

extension Store {
  /// Observations rolled up in one step, so that the memory it takes is bounded.
  private static let stride = 20_000

  /// Adds every observation that no roll-up holds yet to the minutes, hours and days it belongs to: each
  /// exactly once, whatever order and times they came in. Returns how many there were.
  @discardableResult
  func rollUp(in db: Database) throws -> Int {
    var total = 0
    while true {
      let count = try rollUpStride(in: db)
      total += count
      if count < Self.stride { return total }
    }
  }

  private func rollUpStride(in db: Database) throws -> Int {
    let unrolled = try unrolledCells(in: db, limit: Self.stride)
    guard let last = unrolled.last else { return 0 }
    for resolution in Resolution.allCases {
      try add(unrolled.cells, to: resolution, in: db)
    }
    try db.execute(sql: "UPDATE rolled SET observation = ?", arguments: [last])
    return unrolled.count
  }

  /// A thing's minute.
  struct Minute: Hashable {
    let thing: Int64
    /// When it begins, in milliseconds since 1970.
    let at: Int64
  }

  func unrolledCells(
    in db: Database, limit: Int
  ) throws -> (cells: [Minute: RollUpBucket], last: Int64?, count: Int) {
    let healths = try Self.healths(in: db)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, thing, at, outcome, latency FROM observation
        WHERE id > (SELECT observation FROM rolled) ORDER BY id LIMIT ?
        """, arguments: [limit])
    var cells: [Minute: RollUpBucket] = [:]
    var last: Int64?
    var count = 0
    while let row = try rows.next() {
      last = row[0]
      count += 1
      let at: Int64 = row[2]
      let minute = Minute(thing: row[1], at: at - ((at % 60_000) + 60_000) % 60_000)
      let latency = (row[4] as Int64?).map { Duration.microseconds($0) }
      cells[minute, default: RollUpBucket()].add(healths[row[3]] ?? .unknown, latency: latency)
    }
    return (cells, last, count)
  }

  /// The health that each interned outcome stands for.
  private static func healths(in db: Database) throws -> [Int64: Health] {
    var healths: [Int64: Health] = [:]
    for outcome in Outcome.allCases {
      let id = try Int64.fetchOne(
        db, sql: "SELECT id FROM word WHERE text = ?", arguments: [outcome.rawValue])
      if let id { healths[id] = outcome.health }
    }
    return healths
  }

  private struct RowKey: Hashable, Comparable {
    let start, thing: Int64

    static func < (a: RowKey, b: RowKey) -> Bool { (a.start, a.thing) < (b.start, b.thing) }
  }

  private func add(_ minutes: [Minute: RollUpBucket], to resolution: Resolution, in db: Database) throws {
    var rows: [RowKey: RollUpBuckets] = [:]
    for (minute, cell) in minutes {
      let slot = Slot(minute.at, resolution)
      rows[RowKey(start: slot.row, thing: minute.thing), default: [:]][slot.place, default: RollUpBucket()]
        .merge(
          cell)
    }
    let select = try db.cachedStatement(
      sql: "SELECT cells FROM \(resolution.rawValue) WHERE start = ? AND thing = ?")
    let upsert = try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO \(resolution.rawValue) (start, thing, cells) VALUES (?, ?, ?)")
    // In the order of the key, so that new rows fill one page after the other.
    for (key, added) in rows.sorted(by: { $0.key < $1.key }) {
      var cells = try Data.fetchOne(select, arguments: [key.start, key.thing]).map(decoded) ?? [:]
      for (place, cell) in added { cells[place, default: RollUpBucket()].merge(cell) }
      try upsert.execute(arguments: [key.start, key.thing, Data(CellCoding.bytes(of: cells))])
    }
  }

  func decoded(_ bytes: Data) throws -> RollUpBuckets {
    guard let cells = CellCoding.cells(from: Array(bytes)) else {
      throw HistoryError.damaged(path: file.path, detail: "a roll-up cannot be read")
    }
    return cells
  }
}
