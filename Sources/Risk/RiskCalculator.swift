package import Model

/// The concentration-risk calculator: pure functions of a graph, for any thread.
package enum RiskCalculator {
  /// Services that others need are reported as domains themselves, but only so many of them.
  static let mostNeededServices = 256

  package static func report(
    on graph: DependencyGraph, request: RiskRequest = RiskRequest()
  ) -> RiskReport {
    let reported = reportedDomains(of: graph)
    var model = LossModel(of: graph, events: FailureEvents(of: graph, reported: reported))
    let details = serviceDetails(of: &model, request.details)
    let radii = BlastRadii(of: graph, seeds: reported)
    let domains = zip(radii.seeds, radii.radii).map { domain($0, $1, model) }
      .sorted { ($1.weight, $1.services, $0.id) < ($0.weight, $0.services, $1.id) }
    let shares = LayerShares(of: graph)
    return RiskReport(
      layers: LayerShares.layers.map(shares.layer), domains: domains, expectedLoss: model.expectedLoss,
      worst: worst(of: domains), recommendations: recommendations(model, reported, request.recommendations),
      services: graph.services.count, weight: graph.totalWeight,
      serviceDetails: details,
      whatIf: request.failing.isEmpty ? nil : whatIf(request.failing, on: graph))
  }

  private static func recommendations(
    _ model: LossModel, _ reported: [Int], _ count: Int
  ) -> [RiskReport.Recommendation]? {
    guard count > 0, var engine = Recommendations(model, seeds: Array(reported.prefix(Row.width))) else {
      return nil
    }
    return engine.best(count, services: mostRisk(model).map { Int(model.graph.services[$0]) })
  }

  private static func serviceDetails(
    of model: inout LossModel, _ wanted: RiskRequest.Details
  ) -> [RiskReport.ServiceDetail]? {
    let positions: [Int]
    switch wanted {
    case .none: return nil
    case .most(let count): positions = Array(mostRisk(model).prefix(count))
    case .only(let ids):
      let nodes = Set(ids.compactMap { model.graph.node(of: .service($0)) })
      positions = model.graph.services.indices.filter { nodes.contains(Int(model.graph.services[$0])) }
    }
    var isAsked = false
    if case .only = wanted { isAsked = true }
    var details = ServiceDetails(of: model, positions: positions, isAsked: isAsked)
    let found = details.all()
    for (position, probability) in details.refined { model.refine(position, to: probability) }
    return found
  }

  /// Positions of services, the greatest weight times unavailability first; where only bounds are known, by
  /// the upper one.
  private static func mostRisk(_ model: LossModel) -> [Int] {
    let risk = zip(model.graph.services, model.bounds).map { model.graph.weights[Int($0)] * $1.high }
    return risk.indices.sorted { (risk[$1], $0) < (risk[$0], $1) }
  }

  private static func domain(
    _ node: Int, _ radius: BlastRadii.Radius, _ model: LossModel
  ) -> RiskReport.Domain {
    let graph = model.graph
    return RiskReport.Domain(
      id: graph.id(of: node),
      blastRadius: graph.totalWeight > 0 ? min(1, radius.weight / graph.totalWeight) : nil,
      weight: radius.weight, services: radius.services, direct: radius.direct,
      transitive: radius.reaching - radius.direct, unavailability: graph.unavailability(of: node),
      birnbaum: model.exact?.birnbaum[node])
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
    // A control plane that nothing needs to keep running is no failure anybody would notice.
    let domains = graph.domains.map(\.node).filter {
      !graph.isService($0) && (graph.kinds[$0] != .service || needing[$0] > 0)
    }
    let needed = graph.services.map(Int.init).filter { needing[$0] > 0 }
      .sorted { (needing[$1], $0) < (needing[$0], $1) }
    return domains + needed.prefix(mostNeededServices)
  }
}
