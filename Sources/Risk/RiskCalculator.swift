package import Model

/// The concentration-risk calculator: pure functions of a graph, for any thread.
package enum RiskCalculator {
  /// Services that others need are reported as domains themselves, but only so many of them.
  static let mostNeededServices = 256

  package static func report(on graph: DependencyGraph) -> RiskReport {
    let radii = BlastRadii(of: graph, seeds: reportedDomains(of: graph))
    let domains = zip(radii.seeds, radii.radii).map { domain($0, $1, graph) }
      .sorted { ($1.weight, $1.services, $0.id) < ($0.weight, $0.services, $1.id) }
    let shares = LayerShares(of: graph)
    return RiskReport(
      layers: LayerShares.layers.map(shares.layer), domains: domains, worst: worst(of: domains))
  }

  private static func domain(
    _ node: Int, _ radius: BlastRadii.Radius, _ graph: DependencyGraph
  ) -> RiskReport.Domain {
    RiskReport.Domain(
      id: graph.id(of: node),
      blastRadius: graph.totalWeight > 0 ? min(1, radius.weight / graph.totalWeight) : nil,
      weight: radius.weight, services: radius.services, direct: radius.direct,
      transitive: radius.reaching - radius.direct,
      unavailability: graph.domain(at: node)?.facts.unavailability)
  }

  /// Exposure layers are no failures of their own, unless they were given an unavailability.
  private static func worst(of domains: [RiskReport.Domain]) -> RiskReport.Worst? {
    let gate = domains.first {
      ($0.id.kind != .country && $0.id.kind != .jurisdiction) || $0.unavailability != nil
    }
    guard let gate, let radius = gate.blastRadius else { return nil }
    return RiskReport.Worst(domain: gate.id, blastRadius: radius)
  }

  /// All domains that are no services, then the services that most others need.
  static func reportedDomains(of graph: DependencyGraph) -> [Int] {
    var needing = [UInt32](repeating: 0, count: graph.nodeCount)
    for node in 0..<graph.nodeCount {
      graph.forEachNeed(of: node) { if $0 != node { needing[$0] += 1 } }
    }
    let domains = graph.domains.map(\.node).filter { !graph.isService($0) }
    let needed = graph.services.map(Int.init).filter { needing[$0] > 0 }
      .sorted { (needing[$1], $0) < (needing[$0], $1) }
    return domains + needed.prefix(mostNeededServices)
  }
}
