import Model
import RiskSupport
import Testing

@testable import Risk

@Suite("Changes may add what nobody stands on yet")
struct CandidateTests {
  private func id(_ text: String) throws -> DomainID { try #require(DomainID(text)) }
  private func need(_ text: String) throws -> Need { .domain(try id(text), evidence: nil) }

  private func region(
    _ text: String, _ country: String, _ law: String = "US", at longitude: Double, planes: [DomainID] = []
  ) throws -> FaultDomain {
    let id = try id(text)
    return FaultDomain(
      id: id, country: country, jurisdiction: law,
      coordinates: Coordinates(latitude: 0, longitude: longitude),
      needs: id.provider.map { [.domain($0, evidence: nil)] } ?? [], controlPlanes: planes)
  }

  private func candidates() throws -> [FaultDomain] {
    [
      FaultDomain(id: .service("iam"), needs: [try need("aws/east")]),
      try region("aws/west", "US", at: 30, planes: [.service("iam")]),
      try region("aws/midwest", "US", at: 20, planes: [.service("iam")]),
      try region("aws/seoul", "KR", at: 120, planes: [.service("iam")]),
      try region("ovh/paris", "FR", "FR", at: 60), try region("ovh/lille", "FR", "FR", at: 55),
      FaultDomain(id: try id("dns:route53"), jurisdiction: "US", needs: [try need("aws")]),
      FaultDomain(id: try id("dns:ns1"), jurisdiction: "US"),
      FaultDomain(id: try id("cdn:bunny"), jurisdiction: "SI"),
    ]
  }

  private func base() throws -> DependencyGraph {
    DependencyGraph(
      domains: [
        try region("aws/east", "US", at: 0), FaultDomain(id: try id("dns:route53"), needs: [try need("aws")]),
      ],
      services: [
        Service(
          id: "shop", needs: [try need("aws/east"), try need("dns:route53"), try need("cdn:fastly")])
      ])
  }

  private func advice() throws -> [RiskReport.Recommendation] {
    try #require(
      RiskCalculator.report(
        on: try base(), request: RiskRequest(recommendations: 50, candidates: try candidates())
      ).recommendations)
  }

  @Test func oneOfEachKindIsTriedNearestFirst() throws {
    let singles = try advice().filter { !$0.change.string.contains("together") }
    let found = Dictionary(uniqueKeysWithValues: singles.map { ($0.change.string, $0.add.description) })
    #expect(
      found == [
        "second region": "aws/midwest", "second region, in another country": "aws/seoul",
        "second provider": "ovh/lille", "second DNS operator": "dns:ns1", "second CDN": "cdn:bunny",
      ])
  }

  @Test func sharedProviderLawAndHiddenControlPlaneAreFlagged() throws {
    func shared(_ text: String) throws -> [String] {
      try #require(try advice().first { $0.add.description == text }).sharesFateWith.map(\.description)
    }
    // The west's control plane stands in the east, of all places.
    #expect(try shared("aws/midwest") == ["aws", "aws/east", "country:US", "jurisdiction:US"])
    #expect(try shared("aws/seoul") == ["aws", "aws/east", "country:US", "jurisdiction:US"])
    #expect(try shared("ovh/lille").isEmpty)
    #expect(try shared("cdn:bunny").isEmpty)
  }

  /// Region and DNS both fall with the provider: another home for one alone leaves the worst case as it is.
  @Test func twoChangesThatOnlyHelpTogetherAreToldAsAPair() throws {
    let graph = DependencyGraph(
      domains: [FaultDomain(id: try id("dns:route53"), needs: [try need("aws")])],
      services: [Service(id: "shop", needs: [try need("aws/east"), try need("dns:route53")])])
    let request = RiskRequest(recommendations: 50, candidates: try candidates())
    let advice = try #require(RiskCalculator.report(on: graph, request: request).recommendations)
    let pair = try #require(advice.first { $0.change.string.contains("together with") })
    #expect(pair.change.string == "second provider, together with dns:ns1 as second DNS operator")
    #expect(pair.deltaWorst == -1)
    #expect(advice.filter { $0.deltaWorst < 0 } == [pair])
  }

  @Test func candidatesAreInNoOtherPartOfTheReport() throws {
    var with = RiskCalculator.report(
      on: try base(), request: RiskRequest(details: .most(9), candidates: try candidates(), pairs: 9))
    var without = RiskCalculator.report(
      on: try base(), request: RiskRequest(details: .most(9), pairs: 9))
    #expect(with.recommendations != without.recommendations)
    with.recommendations = nil
    without.recommendations = nil
    #expect(with == without)
  }

  @Test("a graph with candidates fails as before", arguments: 0..<20 as Range<UInt64>)
  func aGraphWithCandidatesFailsAsBefore(seed: UInt64) throws {
    let graph = RandomGraph(seed: seed, cycles: seed.isMultiple(of: 2)).graph
    let more = RandomGraph(seed: seed + 1).domains + (try candidates())
    let wide = graph.adding(more)
    #expect(wide.services == graph.services && wide.nodeCount > graph.nodeCount)
    for node in 0..<graph.nodeCount {
      #expect(wide.id(of: node) == graph.id(of: node))
      let before = graph.failure(given: [node])
      #expect(Array(wide.failure(given: [node])[..<graph.nodeCount]) == before)
    }
    let aws = try #require(wide.node(of: try id("aws")))
    let seoul = try #require(wide.node(of: try id("aws/seoul")))
    #expect(wide.failure(given: [aws])[seoul])
    #expect(wide.failure(given: [try #require(wide.node(of: try id("country:KR")))])[seoul])
  }
}
