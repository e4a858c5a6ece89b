import Model

@testable import Dashboard

/// Pseudo-random numbers that are the same in every run (SplitMix64, Steele et al. 2014).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  mutating func pick<T>(_ values: [T]) -> T? { values.randomElement(using: &self) }
}

/// Snapshots that no sound program would make: hostile names, times at the ends of time, shares that are no
/// numbers, things that refer to nothing.
enum RandomSnapshots {
  static let names = [
    "", " ", "a", "東京都庁の監視", "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "\u{301}lone mark", "👩‍👩‍👧‍👦 family",
    "🇰🇷🇰", "👍🏽",
    "\u{1B}[2J\u{7}", "\u{202E}abc", "\u{1100}\u{1161}\u{11A8}각", String(repeating: "x", count: 300),
    String(repeating: "long.label.", count: 20), "ｗｉｄｅ", "नमस्ते", "\u{FFFD}\u{0}", "a b  c", "https://x.y/z",
  ]

  static let instants: [Timestamp] = [
    Outage.now, Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max), Timestamp(seconds: 0),
    Outage.now + .seconds(3600),
  ]

  static let numbers: [Double] = [0, 0.5, 1, -1, .nan, .infinity, -.infinity, 1e300, 0.0001, 12_345]

  static func make(_ random: inout Seeded) -> Snapshot {
    var snapshot = Outage.snapshot()
    snapshot.number = random.chance(20) ? 0 : 7
    snapshot.generatedAt = random.chance(15) ? random.pick(instants) ?? Outage.now : Outage.now
    snapshot.vantage = VantageState(
      name: text(&random), verdict: random.pick(Verdict.allCases) ?? .ok,
      evidence: (0..<Int.random(in: 0...3, using: &random)).map { _ in text(&random) })
    snapshot.counts.down = random.pick([0, 1, 99_999, -1]) ?? 0
    snapshot.regions = snapshot.regions.shuffled(using: &random).filter { _ in random.chance(70) }
    snapshot.names = snapshot.names.shuffled(using: &random).filter { _ in random.chance(70) }
    snapshot.services = snapshot.services.shuffled(using: &random).filter { _ in random.chance(70) }
    snapshot.incidents = snapshot.incidents.filter { _ in random.chance(70) }
    disturb(&snapshot, &random)
    return snapshot
  }

  private static func disturb(_ snapshot: inout Snapshot, _ random: inout Seeded) {
    for index in snapshot.regions.indices where random.chance(50) {
      snapshot.regions[index].standing = standing(&random)
      snapshot.regions[index].domain.place = text(&random)
      snapshot.regions[index].checks = snapshot.regions[index].checks.map { disturbed($0, &random) }
    }
    for index in snapshot.names.indices where random.chance(50) {
      snapshot.names[index].id = random.pick(names) ?? ""
      snapshot.names[index].standing = standing(&random)
      snapshot.names[index].checks = snapshot.names[index].checks.map { disturbed($0, &random) }
    }
    for index in snapshot.services.indices where random.chance(50) {
      snapshot.services[index].standing = standing(&random)
      snapshot.services[index].service.name = text(&random)
      snapshot.services[index].service.weight = random.pick(numbers) ?? 0
    }
    for index in snapshot.incidents.indices where random.chance(50) {
      snapshot.incidents[index].title = text(&random)
      snapshot.incidents[index].members = names.map(Subject.name) + [.service(""), .name("nowhere")]
      snapshot.incidents[index].openedAt = random.pick(instants) ?? Outage.now
      snapshot.incidents[index].feedLag = .seconds(-5)
    }
    guard !random.chance(20) else { return snapshot.risk = nil }
    for index in snapshot.risk?.domains.indices ?? 0..<0 where random.chance(50) {
      snapshot.risk?.domains[index].blastRadius = random.pick(numbers)
    }
    for index in snapshot.risk?.layers.indices ?? 0..<0 where random.chance(50) {
      snapshot.risk?.layers[index].indices?.effective = random.pick(numbers) ?? 0
      snapshot.risk?.layers[index].shares.first.map { _ in
        snapshot.risk?.layers[index].shares[0].share = random.pick(numbers) ?? 0
      }
    }
  }

  /// An answer to what is asked, or to something else, with shares that are no numbers.
  static func answer(to state: AppState, _ random: inout Seeded) -> WhatIfResult {
    var answer = Outage.answer(to: random.chance(70) ? state.navigation.whatIf?.failing ?? [] : [])
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      answer.casualties.append(
        WhatIfResult.Casualty(
          id: random.pick(names) ?? "", position: Int.random(in: -3...60, using: &random),
          fate: random.pick(WhatIfResult.Fate.allCases) ?? .falls, weight: random.pick(numbers) ?? 0))
    }
    answer.weight = random.pick(numbers) ?? 0
    answer.weightLost = random.pick(numbers) ?? 0
    if random.chance(50) { answer.remedy = nil }
    return answer
  }

  private static func disturbed(_ check: CheckState, _ random: inout Seeded) -> CheckState {
    var check = check
    check.standing = standing(&random)
    check.last?.outcome = random.pick(Outcome.allCases) ?? .ok
    check.last?.detail = text(&random)
    check.last?.latency = random.pick([.zero, .seconds(-1), .seconds(100_000_000), .nanoseconds(1)])
    check.p95 = random.chance(30) ? nil : .seconds(Int64.random(in: -5...100_000, using: &random))
    check.trail.add(.ok, latency: .seconds(1_000_000), at: Outage.now)
    if random.chance(20) { check.last = nil }
    return check
  }

  private static func standing(_ random: inout Seeded) -> Standing {
    Standing(
      health: random.pick(Health.allCases) ?? .unknown,
      since: random.chance(50) ? random.pick(instants) : nil,
      reason: text(&random))
  }

  private static func text(_ random: inout Seeded) -> SafeText { SafeText(random.pick(names) ?? "") }
}
