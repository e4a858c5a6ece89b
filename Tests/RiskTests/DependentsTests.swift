import RiskSupport
import Testing

@testable import Model
@testable import Risk

@Suite("Who depends on a domain, and how")
struct DependentsTests {
  private func id(_ text: String) throws -> DomainID { try #require(DomainID(text)) }
  private func need(_ text: String) throws -> Need { .domain(try id(text), evidence: nil) }

  @Test func needsBetweenDomainsAreFollowed() throws {
    let graph = DependencyGraph(
      domains: [FaultDomain(id: try id("cdn:fastly"), needs: [try need("fastly")])],
      services: [Service(id: "a", needs: [try need("cdn:fastly")]), Service(id: "b")])
    let dependents = RiskCalculator.dependents(on: graph)
    let transitive = Dependents.Dependent(position: 0, strength: .required, path: .transitive)
    #expect(dependents[try id("fastly")]?.services == [transitive])
    #expect(dependents[try id("fastly")]?.weightShare == 0.5)
    #expect(dependents[try id("cdn:fastly")]?.services.map(\.path) == [.direct])
  }

  @Test func servicesThatNeedEachOtherFailTogetherWhoeverIsAskedFirst() throws {
    let services = [
      Service(id: "a", needs: [.domain(.service("b"), evidence: nil)]),
      Service(id: "b", needs: [.domain(.service("a"), evidence: nil), try need("dns:x")]),
    ]
    for order in [services, services.reversed()] {
      let dependents = RiskCalculator.dependents(on: DependencyGraph(domains: [], services: order))
      #expect(dependents[try id("dns:x")]?.services.map(\.strength) == [.required, .required])
      #expect(dependents[.service("a")]?.services.count == 1, "none is its own dependent")
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func theyAreAsManyAsTheReportCounts(seed: UInt64) {
    let random = RandomGraph(seed: seed, cycles: seed.isMultiple(of: 2))
    let graph = DependencyGraph(domains: random.domains, services: random.services)
    let dependents = RiskCalculator.dependents(on: graph)
    for domain in RiskCalculator.report(on: graph).domains {
      let own = domain.id.kind == .service && graph.node(of: domain.id).map(graph.isService) == true ? 1 : 0
      #expect(dependents[domain.id]?.requiredCount == domain.services - own, "\(domain.id)")
      #expect(dependents[domain.id]?.services.count == domain.direct + domain.transitive, "\(domain.id)")
      #expect(dependents[domain.id]?.services.count { $0.path == .direct } == domain.direct, "\(domain.id)")
    }
  }
}
