internal import Model

/// A row of cells in few bytes: five or so for a minute of two observations, twenty for an hour.
///
/// RollUpBuckets stand in the order of their places, from 0; an empty one is a zero byte. A cell is a head (low four
/// bits: which of the counts follow; high four: successes, 15 meaning that their number follows), the counts,
/// then its sketch as the distance from bucket to bucket (seven bits; the eighth says that a count other than
/// one follows), until all samples are listed. Numbers are LEB128.
enum CellCoding {
  private static let hasDegraded: UInt8 = 1
  private static let hasDown: UInt8 = 2
  private static let hasUnknown: UInt8 = 4
  /// Set if not every success has its latency: their number follows.
  private static let hasSampleCount: UInt8 = 8
  private static let manySuccesses = 15

  static func bytes(of cells: RollUpBuckets) -> [UInt8] {
    var out: [UInt8] = []
    guard let last = cells.keys.max() else { return out }
    for place in 0...last {
      if let cell = cells[place], cell.observations > 0 { append(cell, to: &out) } else { out.append(0) }
    }
    return out
  }

  private static func append(_ cell: RollUpBucket, to out: inout [UInt8]) {
    var head = UInt8(min(cell.ok, manySuccesses)) << 4
    if cell.degraded > 0 { head |= hasDegraded }
    if cell.down > 0 { head |= hasDown }
    if cell.unknown > 0 { head |= hasUnknown }
    if cell.latencies.count != cell.ok + cell.degraded { head |= hasSampleCount }
    out.append(head)
    if cell.ok >= manySuccesses { append(cell.ok, to: &out) }
    for count in [cell.degraded, cell.down, cell.unknown] where count > 0 { append(count, to: &out) }
    if head & hasSampleCount != 0 { append(cell.latencies.count, to: &out) }
    var previous = 0
    for (bucket, count) in cell.latencies.buckets.enumerated() where count > 0 {
      out.append(UInt8(bucket - previous) | (count == 1 ? 0 : 0x80))
      if count != 1 { append(Int(count), to: &out) }
      previous = bucket
    }
  }

  private static func append(_ number: Int, to out: inout [UInt8]) {
    var rest = UInt(number)
    while rest >= 0x80 {
      out.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    out.append(UInt8(rest))
  }

  /// `nil` if the bytes are no row of cells.
  static func cells(from bytes: [UInt8]) -> RollUpBuckets? {
    var reader = Reader(bytes: bytes)
    var cells: RollUpBuckets = [:]
    var place = 0
    while !reader.isAtEnd {
      guard let cell = cell(from: &reader) else { return nil }
      if let cell = cell { cells[place] = cell }
      place += 1
    }
    return cells
  }

  /// The outer `nil` is damage, the inner one an empty cell.
  private static func cell(from reader: inout Reader) -> RollUpBucket?? {
    guard let head = reader.byte() else { return nil }
    if head == 0 { return .some(nil) }
    var cell = RollUpBucket()
    cell.ok = Int(head >> 4)
    if cell.ok == manySuccesses {
      guard let many = reader.number() else { return nil }
      cell.ok = many
    }
    for (flag, count) in [
      (hasDegraded, \RollUpBucket.degraded), (hasDown, \RollUpBucket.down),
      (hasUnknown, \RollUpBucket.unknown),
    ] where head & flag != 0 {
      guard let number = reader.number() else { return nil }
      cell[keyPath: count] = number
    }
    var samples = cell.ok + cell.degraded
    if head & hasSampleCount != 0 {
      guard let told = reader.number() else { return nil }
      samples = told
    }
    guard let latencies = reader.sketch(of: samples) else { return nil }
    cell.latencies = latencies
    return cell
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index >= bytes.count }

    mutating func byte() -> UInt8? {
      guard index < bytes.count else { return nil }
      defer { index += 1 }
      return bytes[index]
    }

    mutating func number() -> Int? {
      var value = 0
      for shift in stride(from: 0, to: 56, by: 7) {
        guard let byte = byte() else { return nil }
        value |= Int(byte & 0x7F) << shift
        if byte & 0x80 == 0 { return value }
      }
      return nil
    }

    mutating func sketch(of samples: Int) -> LatencySketch? {
      var told: [(bucket: Int, count: UInt16)] = []
      var left = samples
      var bucket = 0
      while left > 0 {
        guard let step = byte() else { return nil }
        bucket += Int(step & 0x7F)
        let count = step & 0x80 == 0 ? 1 : number()
        guard let count, count > 0, count <= left, bucket < LatencySketch.bucketCount,
          let narrow = UInt16(exactly: count)
        else { return nil }
        told.append((bucket, narrow))
        left -= count
      }
      return LatencySketch(samples: told)
    }
  }
}
