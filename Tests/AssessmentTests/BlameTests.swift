import Testing

@testable import Assessment
@testable import Model

/// A small deterministic generator (SplitMix64): the same seed gives the same scenario on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = (seed &+ 1) &* 0xD134_2543_DE82_EF95 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Blame falls on the domain that explains most")
struct BlameTests {
  static let regions = (1...4).flatMap { ["aws/r\($0)", "gcp/r\($0)", "azure/r\($0)"] }
  static let operators = ["dns:a", "dns:b", "dns:c", "dns:d", "cdn:a", "cdn:b", "cdn:c"]
  static let noise = 0.05

  /// Fifty services on random regions, DNS operators and CDNs; one domain with four dependents or more fails.
  /// Whatever depends on it fails with 95 %, everything else with 5 %.
  private func isBlameRight(seed: UInt64) -> Bool {
    var random = SeededGenerator(seed: seed)
    let services = (0..<50).map { index -> Service in
      var needs = [Self.regions.randomElement(using: &random), Self.operators.randomElement(using: &random)]
      if Int.random(in: 0..<3, using: &random) == 0 {
        needs.append(Self.regions.randomElement(using: &random))
      }
      return Service(
        id: "s\(index)", needs: needs.compactMap { $0 }.map { .domain(domain($0), evidence: nil) })
    }
    var town = Town(services: services, regions: Self.regions)
    let candidates = (Self.regions + Self.operators + ["aws", "gcp", "azure"]).shuffled(using: &random)
    let culprit = candidates.first { fallen(with: $0, in: town).count >= 4 } ?? "aws"
    let victims = fallen(with: culprit, in: town)
    let failing = town.everything.filter { label in
      let isHit = Double.random(in: 0..<1, using: &random) < Self.noise
      return victims.contains(label) ? !isHit : isHit
    }
    town.set(.ok, town.everything, at: 0)
    for label in failing.shuffled(using: &random) {
      town.set(.down, [label], at: 60 + Int.random(in: 0..<60, using: &random))
    }
    let main = town.open.max { $0.members.count < $1.members.count }
    return main?.cause?.domain == domain(culprit)
  }

  private func fallen(with culprit: String, in town: Town) -> Set<String> {
    var graph = town.log.graph
    guard let node = graph.node(of: domain(culprit)) else { return [] }
    return Set(graph.impact(of: node).failed.map { graph.vertices[$0].subject.label })
  }

  @Test func blameIsRightInNinetyFiveOfAHundredNoisyScenarios() {
    let right = (1...100).count { isBlameRight(seed: UInt64($0)) }
    #expect(right >= 95, "\(right) of 100")
  }

  @Test func noiseAloneIsSeldomBlamedOnAnybody() {
    var blamed = 0
    for seed in 1...100 {
      var random = SeededGenerator(seed: UInt64(seed))
      let services = (0..<50).map { index in
        needing("s\(index)", Self.regions[index % 12], Self.operators[index % 7])
      }
      var town = Town(services: services, regions: Self.regions)
      town.set(.ok, town.everything, at: 0)
      let failing = town.everything.filter { _ in Double.random(in: 0..<1, using: &random) < Self.noise }
      town.set(.down, failing, at: 60)
      if town.open.contains(where: { $0.cause != nil }) { blamed += 1 }
    }
    #expect(blamed <= 5, "\(blamed) of 100")
  }

  @Test func aLikelihoodIsAShareOfOne() throws {
    var town = Town(services: (1...6).map { needing("s\($0)", "aws/us-east-1", "dns:x") })
    town.set(.ok, town.everything, at: 0)
    town.set(.down, ["aws/us-east-1"] + (1...6).map { "service:s\($0)" }, at: 60)
    let suspects = try #require(town.open.first).suspects
    #expect(
      suspects.map(\.cause.domain) == [domain("aws/us-east-1"), domain("aws"), domain("dns:x")],
      "no resets come of a DNS operator")
    #expect(suspects.map(\.likelihood).reduce(0, +) <= 1)
    #expect(suspects[0].likelihood > 0.9)
  }
}
