/// The last hour of one check: 120 slots of 30 s, kept by the clock, so that a gap stays a gap.
package struct Trail: Hashable, Sendable {
  package static let slotCount = 120
  package static let slotWidth = Duration.seconds(30)

  package struct Slot: Hashable, Sendable {
    /// The worst seen in the slot.
    package var health: Health
    /// The slowest success, in milliseconds; `nil` if none succeeded.
    package var milliseconds: Float?

    package init(health: Health, milliseconds: Float?) {
      self.health = health
      self.milliseconds = milliseconds
    }
  }

  private var slots: [Slot?] = []
  /// A bit for each slot that saw a failure, the newest slot in the lowest: counting them reads nothing else.
  private var failing: UInt128 = 0
  /// Number (since the epoch) of the newest slot.
  private var newest: Int64 = 0

  package init() {}

  package mutating func add(_ health: Health, latency: Duration?, at instant: Timestamp) {
    let number = Self.number(of: instant)
    if slots.isEmpty {
      slots = Array(repeating: nil, count: Self.slotCount)
      newest = number
    }
    if number > newest {
      let shift = Int(min(number - newest, Int64(Self.slotCount)))
      slots.removeFirst(shift)
      slots.append(contentsOf: repeatElement(nil, count: shift))
      failing <<= UInt128(shift)
      newest = number
    }
    let index = Self.slotCount - 1 - Int(min(newest - number, Int64(Self.slotCount)))
    guard index >= 0 else { return }
    let sample = Slot(health: health, milliseconds: latency.map { Float($0.inMilliseconds) })
    slots[index] = slots[index].map { Self.merged($0, sample) } ?? sample
    if slots[index]?.health == .down { failing |= 1 << UInt128(Self.slotCount - 1 - index) }
  }

  /// Takes back what failed in the slot of `instant` and since: it turned out to be no evidence about the target. The
  /// slots become unknown; the latency of a success in them stays.
  ///
  /// - Parameter earlier: an observation from before `instant` that stands: its slot stays as it is.
  package mutating func disregardFailures(from instant: Timestamp, keeping earlier: Timestamp? = nil) {
    let first = max(Self.number(of: instant), earlier.map { Self.number(of: $0) + 1 } ?? .min)
    let age = newest - first
    guard !slots.isEmpty, age >= 0 else { return }
    let count = Int(min(age, Int64(Self.slotCount - 1))) + 1
    for index in slots.indices.suffix(count) where slots[index]?.health == .down {
      slots[index]?.health = .unknown
    }
    failing &= ~((1 << UInt128(count)) - 1)
  }

  /// The hour that ends at `instant`, oldest first: `slotCount` slots, `nil` where nothing was observed.
  package func lastHour(endingAt instant: Timestamp) -> [Slot?] {
    guard !slots.isEmpty else { return Array(repeating: nil, count: Self.slotCount) }
    let shift = shift(to: instant)
    return Array(slots[shift...]) + Array(repeating: nil, count: shift)
  }

  /// How many of the oldest slots have left the hour that ends at `instant`.
  private func shift(to instant: Timestamp) -> Int {
    Int(max(0, min(Self.number(of: instant) - newest, Int64(Self.slotCount))))
  }

  /// How many slots of the hour that ends at `instant` saw a failure.
  package func failures(inHourEndingAt instant: Timestamp) -> Int {
    let hour = (UInt128(1) << UInt128(Self.slotCount)) - 1
    return (failing << UInt128(shift(to: instant)) & hour).nonzeroBitCount
  }

  package static func merged(_ a: Slot, _ b: Slot) -> Slot {
    Slot(
      health: Health.worst(of: [a.health, b.health]),
      milliseconds: [a.milliseconds, b.milliseconds].compactMap { $0 }.max())
  }

  private static func number(of instant: Timestamp) -> Int64 {
    instant.nanoseconds / slotWidth.nanoseconds
  }
}
