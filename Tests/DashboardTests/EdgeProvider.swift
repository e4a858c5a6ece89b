import Model
import Risk

/// Services behind one provider's edge, which none of them names: they need `cdn:fastly`, and that needs `fastly`.
/// Two need each other as well; one has an alternative.
enum EdgeProvider {
  static func snapshot() -> Snapshot {
    func need(_ id: String) -> Need { .domain(DomainID(id) ?? .country("XX"), evidence: nil) }
    let edge = need("cdn:fastly")
    let services = [
      Service(id: "reddit", name: "Reddit", weight: 8, needs: [edge]),
      Service(id: "pinterest", name: "Pinterest", weight: 5, needs: [edge]),
      Service(id: "shop", name: "Shop", weight: 4, needs: [edge, need("service:payments")]),
      Service(id: "payments", name: "Payments", weight: 2, needs: [need("service:shop")]),
      Service(id: "docs", name: "Docs", weight: 1, needs: [.any([edge, need("cdn:cloudflare")])]),
      Service(id: "mail", name: "Mail", weight: 1, needs: [need("aws/us-east-1")]),
    ]
    let domains = [
      ("cdn:fastly", "Fastly CDN", ["fastly"]), ("fastly", "Fastly", []),
      ("cdn:cloudflare", "Cloudflare CDN", ["cloudflare"]), ("cloudflare", "Cloudflare", []),
      ("aws/us-east-1", "US East (N. Virginia)", ["aws"]), ("aws", "Amazon Web Services", []),
    ].compactMap { id, name, needs in
      DomainID(id).map { FaultDomain(id: $0, name: name, needs: needs.map(need)) }
    }
    let graph = DependencyGraph(domains: domains, services: services)
    var snapshot = Snapshot(
      number: 7, generatedAt: Outage.now, vantage: VantageState(name: "seoul-office", verdict: .ok),
      overall: .down, counts: HealthCounts(),
      services: services.map { service in
        let health: Health = ["reddit", "shop"].contains(service.id) ? .down : .ok
        return ServiceState(
          service: service, standing: Standing(health: health, since: Outage.now + .seconds(-600)))
      })
    for state in snapshot.subjects { snapshot.counts.add(state.standing.health) }
    snapshot.risk = RiskCalculator.report(on: graph)
    snapshot.dependents = RiskCalculator.dependents(on: graph)
    return snapshot
  }
}
