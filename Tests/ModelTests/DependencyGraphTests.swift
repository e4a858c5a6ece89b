import Testing

@testable import Model

@Suite("The dependency graph decides what falls")
struct DependencyGraphTests {
  private func need(_ text: String) throws -> Need { .domain(try #require(DomainID(text)), evidence: nil) }

  private func failed(
    _ graph: DependencyGraph, _ ids: [String], _ fixpoint: DependencyGraph.Fixpoint = .least
  )
    throws -> Set<String>
  {
    let domains = try ids.map { try #require(DomainID($0)) }
    return Set(graph.failed(given: Set(domains), fixpoint: fixpoint).map(\.description))
  }

  @Test func aRegionStandsOnItsProviderWithoutBeingTold() throws {
    let graph = DependencyGraph(
      domains: [], services: [Service(id: "a", needs: [try need("aws/us-east-1")])])
    #expect(try failed(graph, ["aws"]) == ["aws", "aws/us-east-1", "service:a"])
  }

  @Test func groupsFailByTheirCount() throws {
    let domains = try ["dns:a", "dns:b", "dns:c"].map(need)
    let graph = DependencyGraph(
      domains: [],
      services: [
        Service(id: "any", needs: [.any(domains)]), Service(id: "two", needs: [.atLeast(2, of: domains)]),
        Service(id: "all", needs: [.all(domains)]),
        Service(id: "nested", needs: [.any([.all([domains[0], domains[1]]), domains[2]])]),
      ])
    #expect(try failed(graph, ["dns:a"]) == ["dns:a", "service:all"])
    #expect(try failed(graph, ["dns:a", "dns:b"]) == ["dns:a", "dns:b", "service:all", "service:two"])
    #expect(try failed(graph, ["dns:a", "dns:c"]).contains("service:nested"))
    #expect(try failed(graph, ["dns:a", "dns:b", "dns:c"]).count == 7)
  }

  @Test func aCycleKeepsRunningButCouldNotRestart() throws {
    let graph = DependencyGraph(
      domains: [],
      services: [
        Service(id: "a", needs: [try need("service:b")]),
        Service(id: "b", needs: [.any([try need("service:a"), try need("dns:x")])]),
        Service(id: "c", needs: [try need("service:c")]),
      ])
    #expect(try failed(graph, ["dns:x"]) == ["dns:x"])
    #expect(try failed(graph, ["dns:x"], .greatest) == ["dns:x", "service:a", "service:b", "service:c"])
    #expect(try failed(graph, [], .greatest) == ["service:c"])
    #expect(try failed(graph, ["service:a"]) == ["service:a"])
    #expect(try failed(graph, ["service:a", "dns:x"]) == ["service:a", "dns:x", "service:b"])
  }

  @Test func countriesAndJurisdictionsTakeWhatStandsThere() throws {
    let provider = try #require(DomainID("aws"))
    let region = try #require(DomainID("aws/ap-northeast-2"))
    let graph = DependencyGraph(
      domains: [
        FaultDomain(id: provider, jurisdiction: "US"),
        FaultDomain(
          id: region, country: "KR", jurisdiction: "US", needs: [.domain(provider, evidence: nil)]),
      ],
      services: [Service(id: "a", needs: [.domain(region, evidence: nil)])])
    #expect(try failed(graph, ["country:KR"]) == ["country:KR", "aws/ap-northeast-2", "service:a"])
    #expect(try failed(graph, ["jurisdiction:US"]).contains("service:a"))
    #expect(try failed(graph, ["aws/ap-northeast-2"]) == ["aws/ap-northeast-2", "service:a"])
  }

  @Test func whatIsNeededIsNumberedBeforeWhatNeedsIt() throws {
    let chain = try (0..<100_000).map { Service(id: "s\($0)", needs: [try need("service:s\($0 + 1)")]) }
    let graph = DependencyGraph(domains: [], services: chain)
    #expect(graph.cycles.isEmpty)
    var misplaced = 0
    for node in 0..<graph.nodeCount { graph.forEachNeed(of: node) { misplaced += $0 < node ? 0 : 1 } }
    #expect(misplaced == 0)
    #expect(try failed(graph, ["service:s100000"]).count == 100_001)
  }

  @Test func aServiceAndAProviderMayShareAName() throws {
    let graph = DependencyGraph(
      domains: [], services: [Service(id: "aws", needs: [try need("aws/x")]), Service(id: "b")])
    #expect(try failed(graph, ["aws"]) == ["aws", "aws/x", "service:aws"])
    #expect(try failed(graph, ["service:aws"]) == ["service:aws"])
  }

  @Test func whatTheGraphDoesNotKnowTakesNothingDown() throws {
    let graph = DependencyGraph(domains: [], services: [Service(id: "a", needs: [try need("aws")])])
    #expect(try failed(graph, ["gcp"]) == ["gcp"])
  }
}
