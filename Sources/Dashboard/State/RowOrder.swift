internal import Model

extension Panel {
  /// The panel's rows in order. Rows that compare equal keep the configured order, in both directions.
  func rows(of snapshot: Snapshot, _ order: Query.Order) -> [Int] {
    let all = 0..<count(snapshot)
    let key = sortKeys(of: snapshot).first { $0.word == order.word }
    switch key?.order {
    case .listed, nil: return order.isReversed ? all.reversed() : Array(all)
    case .text(let text): return Self.sorted(all.map { TextKey(text(snapshot, $0), $0) }, order)
    case .rank(let prepare):
      let rank = prepare(snapshot)
      let keys = all.map { row in
        let value = rank(row)
        return RankKey(rank: value.isNaN ? -.infinity : value, index: row)
      }
      return Self.sorted(keys, order)
    }
  }

  private static func sorted(_ keys: [some RowKey], _ order: Query.Order) -> [Int] {
    keys.sorted { $0.comes(before: $1, isReversed: order.isReversed) }.map(\.index)
  }
}

/// What a row is compared by; equal ones by their position, in both directions.
private protocol RowKey {
  var index: Int { get }
  func comes(before other: Self, isReversed: Bool) -> Bool
}

private struct RankKey: RowKey {
  /// The larger, the sooner.
  let rank: Double
  let index: Int

  func comes(before other: RankKey, isReversed: Bool) -> Bool {
    if rank == other.rank { return index < other.index }
    return (rank > other.rank) != isReversed
  }
}

/// Text by its first sixteen bytes, which nearly always decide, and then whole.
private struct TextKey: RowKey {
  private let head: (UInt64, UInt64)
  private let text: String
  let index: Int

  init(_ text: String, _ index: Int) {
    var words: (UInt64, UInt64) = (0, 0)
    var position = 0
    for byte in text.utf8.prefix(16) {
      let shifted = UInt64(byte) << UInt64(56 - position % 8 * 8)
      if position < 8 { words.0 |= shifted } else { words.1 |= shifted }
      position += 1
    }
    head = words
    self.text = text
    self.index = index
  }

  func comes(before other: TextKey, isReversed: Bool) -> Bool {
    if head.0 != other.head.0 { return (head.0 < other.head.0) != isReversed }
    if head.1 != other.head.1 { return (head.1 < other.head.1) != isReversed }
    if text == other.text { return index < other.index }
    return text.utf8.lexicographicallyPrecedes(other.text.utf8) != isReversed
  }
}
