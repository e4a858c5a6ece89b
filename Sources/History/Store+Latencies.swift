internal import Foundation
internal import GRDB
internal import Model

extension Store {
  /// Up to here the hours are summed; longer spans take whole days where they can.
  private static let longestByHours = Duration.seconds(7 * 86_400)

  /// All that the checks of a subject saw in a span, to the hour: the sum of its cells and of what is not
  /// rolled up yet. A check's id begins with its subject's label, so both name what is meant.
  func cell(of label: String, in span: Range<Timestamp>, in db: Database) throws -> RollUpBucket {
    let things = try Int64.fetchAll(
      db, sql: "SELECT id FROM thing WHERE label = ?1 OR substr(label, 1, length(?1) + 1) = ?1 || ' '",
      arguments: [label])
    let lower = Slot(span.lowerBound.milliseconds, .minutes).row
    let upper = span.upperBound.milliseconds
    var sum = RollUpBucket()
    for thing in things {
      guard span.upperBound - span.lowerBound > Self.longestByHours else {
        try add(.hours, of: thing, lower..<upper, to: &sum, in: db)
        continue
      }
      let day = Resolution.days.width.nanoseconds / 1_000_000
      let firstWhole = Slot(lower + day - 1, .days).row
      try add(.hours, of: thing, lower..<firstWhole, to: &sum, in: db)
      try add(.days, of: thing, firstWhole..<upper, to: &sum, in: db)
    }
    let wanted = Set(things)
    for (minute, cell) in try unrolledCells(in: db, limit: .max).cells
    where wanted.contains(minute.thing) && (lower..<upper).contains(minute.at) { sum.merge(cell) }
    return sum
  }

  private func add(
    _ resolution: Resolution, of thing: Int64, _ span: Range<Int64>, to sum: inout RollUpBucket,
    in db: Database
  ) throws {
    let width = resolution.width.nanoseconds / 1_000_000
    let select = try db.cachedStatement(
      sql: "SELECT cells FROM \(resolution.rawValue) WHERE start = ? AND thing = ?")
    let rowWidth = resolution.rowWidth.nanoseconds / 1_000_000
    for start in stride(from: Slot(span.lowerBound, resolution).row, to: span.upperBound, by: Int(rowWidth)) {
      guard let bytes = try Data.fetchOne(select, arguments: [start, thing]) else { continue }
      for (place, cell) in try decoded(bytes)
      where span.contains(start + Int64(place) * width) { sum.merge(cell) }
    }
  }
}
