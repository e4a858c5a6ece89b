/// 512 failure scenarios at once: bit `i` of a row says whether the node fails in scenario `i`.
typealias Row = SIMD8<UInt64>

extension Row {
  static var none: Row { Row(repeating: 0) }
  static var width: Int { 512 }

  init(bit: Int) {
    self = .none
    self[bit >> 6] = 1 << UInt64(bit & 63)
  }

  func holds(_ bit: Int) -> Bool { self[bit >> 6] >> UInt64(bit & 63) & 1 == 1 }

  /// Calls `body` with the index of every set bit.
  @inline(__always)
  func forEachBit(_ body: (Int) -> Void) {
    for lane in 0..<8 {
      var rest = self[lane]
      while rest != 0 {
        body(lane << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}

/// 512 counters side by side, one bit plane per binary digit: adding a row costs a ripple of carries.
struct BitCounter {
  private var planes: [Row]

  init(upTo limit: Int) {
    planes = Array(repeating: .none, count: Int.bitWidth - limit.leadingZeroBitCount)
  }

  mutating func add(_ row: Row) {
    var carry = row
    for index in planes.indices {
      let sum = planes[index] ^ carry
      carry &= planes[index]
      planes[index] = sum
    }
  }

  /// Where a counter stands at `threshold` or more: compared digit by digit from the highest.
  func reached(_ threshold: Int) -> Row {
    var equal = ~Row.none
    var greater = Row.none
    for index in planes.indices.reversed() {
      if threshold >> index & 1 == 1 {
        equal &= planes[index]
      } else {
        greater |= equal & planes[index]
        equal &= ~planes[index]
      }
    }
    return greater | equal
  }
}
