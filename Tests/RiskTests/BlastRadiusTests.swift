import Model
import RiskSupport
import Testing

@testable import Risk

@Suite("Every single failure has its blast radius")
struct BlastRadiusTests {
  private func need(_ text: String) throws -> Need { .domain(try #require(DomainID(text)), evidence: nil) }

  @Test func directAndTransitiveDependentsAreToldApart() throws {
    let graph = DependencyGraph(
      domains: [],
      services: [
        Service(id: "auth", weight: 0, needs: [try need("aws/us-east-1")]),
        Service(id: "shop", weight: 3, needs: [try need("service:auth")]),
        Service(id: "both", weight: 1, needs: [.any([try need("aws/us-east-1"), try need("gcp/x")])]),
      ])
    let report = RiskCalculator.report(on: graph)
    let region = try #require(report.domains.first { $0.id.description == "aws/us-east-1" })
    #expect(region.blastRadius == 0.75)
    #expect(region.weight == 3)
    #expect([region.services, region.direct, region.transitive] == [2, 2, 1])
    let auth = try #require(report.domains.first { $0.id.description == "service:auth" })
    #expect([auth.services, auth.direct, auth.transitive] == [2, 1, 0])
    #expect(report.worst?.domain.description == "aws")
    #expect(report.worst?.blastRadius == 0.75)
  }

  @Test func aGraphWithoutWeightHasNoRadiusButCasualties() throws {
    let graph = DependencyGraph(
      domains: [], services: [Service(id: "a", weight: 0, needs: [try need("aws")])])
    let aws = try #require(RiskCalculator.report(on: graph).domains.first)
    #expect(aws.blastRadius == nil)
    #expect(aws.services == 1)
    #expect(RiskCalculator.report(on: DependencyGraph(domains: [], services: [])).worst == nil)
  }

  @Test func countriesHaveRadiiButAreNeverTheWorst() throws {
    let region = try #require(DomainID("aws/x"))
    let far = try #require(DomainID("gcp/y"))
    let graph = DependencyGraph(
      domains: [FaultDomain(id: region, country: "KR"), FaultDomain(id: far, country: "KR")],
      services: [
        Service(id: "a", needs: [.domain(region, evidence: nil)]),
        Service(id: "b", needs: [.domain(far, evidence: nil)]),
      ])
    let report = RiskCalculator.report(on: graph)
    #expect(report.domains.first?.id.description == "country:KR")
    #expect(report.domains.first?.blastRadius == 1)
    #expect(report.worst?.blastRadius == 0.5)
  }

  @Test("bitset radii are those of one failure after the other", arguments: 0..<40)
  func bitsetRadiiAreThoseOfOneFailureAfterTheOther(seed: UInt64) throws {
    let graph = RandomGraph(seed: seed, services: 12, cycles: seed.isMultiple(of: 2)).graph
    let radii = BlastRadii(of: graph, seeds: Array(0..<graph.nodeCount))
    for (seed, radius) in zip(radii.seeds, radii.radii) {
      let failed = graph.failure(given: [seed])
      let fallen = graph.services.map(Int.init).filter { failed[$0] }
      #expect(radius.services == fallen.count)
      #expect(radius.weight == fallen.reduce(0) { $0 + graph.weights[$1] })
    }
  }

  @Test func requiredAndAlternativeDependentsAreToldApart() throws {
    let graph = DependencyGraph(
      domains: [],
      services: [
        Service(id: "hard", weight: 1, needs: [try need("aws/x")]),
        Service(id: "soft", weight: 2, needs: [.any([try need("aws/x"), try need("gcp/y")])]),
        Service(id: "none", weight: 1, needs: [try need("gcp/y")]),
      ])
    let region = try #require(DomainID("aws/x"))
    let dependents = try #require(RiskCalculator.dependents(of: [region], on: graph)[region])
    #expect(
      dependents
        == Dependents(
          services: [
            .init(position: 0, strength: .required, path: .direct),
            .init(position: 1, strength: .hasAlternative, path: .direct),
          ], weightShare: 0.75))
    let unknown = try #require(DomainID("azure/z"))
    #expect(RiskCalculator.dependents(of: [unknown], on: graph)[unknown]?.weightShare == 0)
  }

  @Test func moreDomainsThanOneRowHoldsAreAllCounted() throws {
    let needs = try (0..<1200).map { try need("p\($0)") }
    let graph = DependencyGraph(domains: [], services: [Service(id: "a", needs: needs)])
    let report = RiskCalculator.report(on: graph)
    #expect(report.domains.count == 1200)
    #expect(report.domains.allSatisfy { $0.services == 1 && $0.direct == 1 })
  }
}
