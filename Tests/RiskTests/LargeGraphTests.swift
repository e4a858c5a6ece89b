import Model
import RiskSupport
import Testing

@testable import Risk

/// Graphs too large for one diagram, made of small ones whose answers are known.
@Suite("A large graph gets what a small one gets, or bounds that hold it")
struct LargeGraphTests {
  private func report(_ graph: DependencyGraph) -> RiskReport {
    RiskCalculator.report(on: graph, request: RiskRequest(details: .most(50), recommendations: 50))
  }

  @Test(
    "services that matter are exact, and the total's bounds hold", arguments: [31, 32, 33, 34] as [UInt64])
  func servicesThatMatterAreExact(seed: UInt64) throws {
    let random = RandomGraph(seed: seed, services: 8, cycles: seed.isMultiple(of: 2))
    let (small, large) = (report(random.graph), report(random.amongThousands))
    let exact = try #require(small.expectedLoss)
    let bounds = try #require(large.expectedLoss?.bounds)
    #expect(bounds.lowerBound <= exact.fraction + 1e-12 && exact.fraction <= bounds.upperBound + 1e-12)
    for detail in try #require(large.serviceDetails) where !detail.id.hasPrefix("idle") {
      let same = try #require(small.serviceDetails?.first { $0.id == detail.id })
      #expect(detail.method == .exact)
      #expect(abs(detail.unavailability - same.unavailability) < 1e-12)
      #expect(detail.cutSets == same.cutSets)
      #expect(detail.singlePoints == same.singlePoints)
    }
  }

  @Test("a service is exact when asked for, wherever it stands")
  func aServiceIsExactWhenAskedFor() throws {
    let random = RandomGraph(seed: 31, services: 8)
    let request = RiskRequest(details: .only(["idle5999", "s3"]))
    let details = try #require(
      RiskCalculator.report(on: random.amongThousands, request: request).serviceDetails)
    #expect(details.map(\.id) == ["s3", "idle5999"])
    #expect(details.allSatisfy { $0.method == .exact })
  }

  @Test("bounds of Birnbaum's measure hold the exact one", arguments: 40..<60 as Range<UInt64>)
  func boundsOfBirnbaumsMeasureHoldTheExactOne(seed: UInt64) throws {
    let random = RandomGraph(seed: seed, services: 8, cycles: seed.isMultiple(of: 2))
    let (small, large) = (report(random.graph), report(random.amongThousands))
    var compared = 0
    for domain in large.domains {
      guard let bounds = domain.birnbaumBounds else { continue }
      let exact = try #require(small.domains.first { $0.id == domain.id }?.birnbaum)
      #expect(bounds.lowerBound <= exact + 1e-12 && exact <= bounds.upperBound + 1e-12)
      compared += 1
    }
    #expect(compared > 0 || small.weight == 0)
  }

  @Test("recommendations are the small graph's", arguments: [51, 52, 53] as [UInt64])
  func recommendationsAreTheSmallGraphs(seed: UInt64) throws {
    let random = RandomGraph(seed: seed, services: 8)
    let small = try #require(report(random.graph).recommendations)
    let large = try #require(report(random.amongThousands).recommendations)
    #expect(!small.isEmpty)
    func key(_ item: RiskReport.Recommendation) -> String { "\(item.service) \(item.change) \(item.add)" }
    // Ordered by bounds there, so that other services may be among those tried.
    for item in large {
      let same = try #require(small.first { key($0) == key(item) }, "\(key(item))")
      #expect(item.method == .exact)
      #expect(abs(item.deltaExpectedLoss - same.deltaExpectedLoss) < 1e-12)
      #expect(abs(item.deltaWorst - same.deltaWorst) < 1e-12)
    }
    #expect(large.count == small.count)
  }

  @Test func whatStandsOnAHubIsCutByAtLeastWhatIsSaid() throws {
    let region = Need.domain(try #require(DomainID("p/a")), evidence: nil)
    let other = FaultDomain(id: try #require(DomainID("q/b")))
    let users = (0..<6_000).map {
      Service(id: "u\($0)", needs: [.domain(.service("hub"), evidence: nil)])
    }
    let graph = DependencyGraph(
      domains: [other], services: [Service(id: "hub", weight: 1_000, needs: [region])] + users)
    let advice = try #require(report(graph).recommendations?.first { $0.service == "hub" })
    #expect(advice.method == .bound)
    // One diagram would say 5.5e-4 of all weight, but for what both regions fail with.
    #expect(advice.deltaExpectedLoss < -1e-4 && advice.deltaExpectedLoss > -5.5e-4)
    // The hub itself is the worst failure, and stays it.
    #expect(advice.deltaWorst == 0)
  }
}
