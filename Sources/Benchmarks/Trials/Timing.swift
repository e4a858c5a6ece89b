internal import Model

/// When faults begin and end: late enough that everything has been probed before, long enough to be told, and with
/// time to see what is told afterwards.
struct Timing {
  private let begin: Timestamp
  private let interval: Duration
  private let bound: Duration

  init(begin: Timestamp, landscape: Landscape) {
    self.begin = begin
    interval = landscape.checks.map(\.interval).max() ?? .seconds(60)
    let timeout = landscape.checks.map(\.timeout).max() ?? .seconds(5)
    bound = interval + timeout * 2 + .seconds(15)
  }

  func spells(
    near: [NearFault], far: [FarFault], _ random: inout Random
  ) -> (near: [Spell<NearFault>], far: [Spell<FarFault>]) {
    // A baseline is trusted after ten samples; noise may spoil some.
    let isSlow =
      near.contains(.slow) || far.contains { $0.symptoms.values.contains { $0.health == .degraded } }
    let warm = begin + interval * (isSlow ? 14 : 3) + random.seconds(10, 40)
    if let fault = near.first, let other = far.first {
      return together(fault, other, from: warm, &random)
    }
    let nearSpells = near.map { fault in
      spell(
        fault, from: fault == .clock ? begin : warm + random.seconds(0, 60),
        lasting: length(of: fault, &random))
    }
    let farSpells = far.map { fault in
      spell(fault, from: warm + random.seconds(0, 60), lasting: bound + random.seconds(150, 360))
    }
    return (nearSpells, farSpells)
  }

  /// One within the other, or the second while the first still holds.
  private func together(
    _ near: NearFault, _ far: FarFault, from warm: Timestamp, _ random: inout Random
  ) -> (near: [Spell<NearFault>], far: [Spell<FarFault>]) {
    let span = length(of: near, &random)
    guard random.chance(0.5) else {
      let begun = warm + random.seconds(0, 60)
      let late = begun + span * Int(random.integer(2...8)) / 10
      let rest = begun + span - late
      return (
        [spell(near, from: begun, lasting: span)],
        [spell(far, from: late, lasting: rest + bound * 2 + random.seconds(90, 200))]
      )
    }
    let known = bound + random.seconds(30, 90)
    return (
      [spell(near, from: warm + known, lasting: span)],
      [spell(far, from: warm, lasting: known + span + bound * 2 + random.seconds(60, 120))]
    )
  }

  private func length(of fault: NearFault, _ random: inout Random) -> Duration {
    if fault == .asleep { return random.pick([.seconds(90), .seconds(600)]) }
    return bound + random.seconds(90, 240)
  }

  private func spell<Fault>(_ fault: Fault, from begun: Timestamp, lasting span: Duration) -> Spell<Fault> {
    Spell(fault: fault, span: begun..<(begun + span))
  }

  func end(near: [Spell<NearFault>], far: [Spell<FarFault>]) -> Timestamp {
    if let clock = near.first(where: { $0.fault == .clock }) { return clock.span.upperBound }
    let ends = near.map(\.span.upperBound) + far.map(\.span.upperBound)
    return (ends.max() ?? begin + interval * 12) + interval * 5 + .seconds(60)
  }
}
