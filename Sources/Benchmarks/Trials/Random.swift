/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same world on every machine.
struct Random: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A generator of its own for one question, so that what is asked before does not move its answers.
  init(seed: UInt64, _ salts: UInt64...) {
    var mixed = seed
    for salt in salts {
      var random = Random(seed: mixed ^ (salt &* 0xD6E8_FEB8_6659_FD93))
      mixed = random.next()
    }
    state = mixed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Uniform in 0..<1.
  mutating func unit() -> Double { Double(next() >> 11) / Double(UInt64(1) << 53) }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// Uniform in 0..<count.
  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }

  mutating func integer(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// - Parameter items: not empty.
  mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

  /// Uniform between two numbers of seconds.
  mutating func seconds(_ low: Double, _ high: Double) -> Duration {
    .nanoseconds(Int64((low + unit() * (high - low)) * 1e9))
  }

  mutating func shuffled<Item>(_ items: [Item]) -> [Item] {
    var items = items
    for index in items.indices.dropLast() { items.swapAt(index, index + below(items.count - index)) }
    return items
  }
}
