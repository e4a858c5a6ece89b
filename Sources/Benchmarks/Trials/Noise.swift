internal import Model

/// Failures that mean nothing.
struct Noise: Sendable {
  /// Of all probes.
  let share: Double
  /// Probes of the same check that do not fail by themselves after one did.
  let spared: Int

  static let none = Noise(share: 0, spared: 0)

  /// One probe in twenty fails, each check for itself; but never two of the same check among three.
  ///
  /// Were each probe to fail with 5 % whatever the last one did, "2 of 3" would be reached some seven times a day by
  /// every check at 30 s (each failure is confirmed after 2 s, and one confirmation in twenty fails too): that is
  /// what the policy asks for, and no judgement could or should mend it. What is tried here is whether single
  /// failures, dozens at once in a large plan, are taken for more than they are.
  static let single = Noise(share: 0.05, spared: 2)

  /// One probe in twenty fails, whatever the last one did.
  static let independent = Noise(share: 0.05, spared: 0)

  /// What fails this probe by itself; `nil` for most.
  func symptom(of probe: Probe, _ random: inout Random) -> Symptom? {
    guard random.chance(share) else { return nil }
    let possible: [Symptom] = [.zoneSilent, .servFail, .filtered, .reset, .refused, .status(503), .noReply]
    return random.pick(possible.filter { $0.isNoticed(by: probe) })
  }
}
