internal import Model
internal import Monitor

/// Days on which nothing fails but single probes: whatever opens an incident then is wrong.
package struct QuietDays: Sendable {
  private static let length = Duration.seconds(86_400)
  private static let look = Duration.seconds(300)

  package private(set) var days = 0
  package private(set) var observations = 0
  /// Incidents opened, over all days.
  package private(set) var incidents = 0
  /// Looks at which a condition was told.
  package private(set) var blamed = 0
  /// Days on which either happened, by seed.
  package private(set) var seeds: [UInt64] = []

  private let noise: Noise

  private init(_ noise: Noise) { self.noise = noise }

  /// Days on which no check fails twice among three probes.
  package static var ofSingleFailures: QuietDays { QuietDays(.single) }
  /// Days on which failures fall as they like, two of three by chance as well.
  package static var ofIndependentFailures: QuietDays { QuietDays(.independent) }

  package mutating func add(seed: UInt64) {
    let world = World.quiet(seed: seed, lasting: Self.length, noise: noise)
    let witness = Witness(world.landscape)
    var playback = Playback(
      WorldReel(world, witness: witness), over: world.span, plan: world.landscape.plan, label: "trial")
    var seen: Set<String> = []
    var blamed = 0
    while !playback.isOver {
      playback.seek(to: playback.now + Self.look)
      let snapshot = playback.snapshot(number: 1)
      seen.formUnion(snapshot.incidents.map(\.id))
      if snapshot.vantage.verdict.condition != nil { blamed += 1 }
    }
    days += 1
    observations += witness.observations
    incidents += seen.count
    self.blamed += blamed
    if !seen.isEmpty || blamed > 0 { seeds.append(seed) }
  }

  package var report: String {
    let isSingle = noise.spared > 0
    let kind =
      isSingle ? ", never two of three" : ", independently: two of three fail now and then, as configured"
    let target = isSingle ? "; target: < 0.005" : ""
    let rate = Double(incidents) / Double(max(1, days))
    return """
      \(days) quiet days, \(observations) observations, 5 % of them failed by themselves\(kind)
      incidents                               \(incidents), \((rate * 1000).rounded() / 1000) a day\(target)
      looks at which my side was blamed       \(blamed)
      \(seeds.isEmpty ? "" : "seeds: " + seeds.prefix(12).map(String.init).joined(separator: " "))
      """
  }
}

extension World {
  /// A small plan that nothing happens to but noise.
  static func quiet(seed: UInt64, lasting length: Duration, noise: Noise) -> World {
    var maker = LandscapeMaker(
      random: Random(seed: seed, 12), demands: LandscapeMaker.Demands(services: 6...10, shortestInterval: 30))
    let begin = Timestamp(seconds: 1_780_000_000)
    return World(
      seed: seed, landscape: maker.make(), span: begin...(begin + length), near: [], far: [], noise: noise,
      feeds: [])
  }
}
