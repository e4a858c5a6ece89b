package import Model

/// The concentration-risk calculator: pure functions of a graph, for any thread.
package enum RiskCalculator {
  /// Services that others need are reported as domains themselves, but only so many of them.
  static let mostNeededServices = 256

  package static func report(
    on graph: DependencyGraph, request: RiskRequest = RiskRequest()
  ) -> RiskReport {
    let reported = reportedDomains(of: graph)
    let radii = BlastRadii(of: graph, seeds: reported)
    let wide = request.recommendations > 0 ? graph.adding(request.candidates) : graph
    let events = FailureEvents(of: wide, reported: reported + (graph.nodeCount..<wide.nodeCount))
    var model = LossModel(of: wide, events: events, radii: radii, budget: request.nodeBudget)
    let details = serviceDetails(of: &model, request.details, request.nodeBudget)
    let domains = zip(radii.seeds, radii.radii).map { domain($0, $1, model) }
      .sorted { ($1.weight, $1.services, $0.id) < ($0.weight, $0.services, $1.id) }
    let shares = LayerShares(of: graph)
    return RiskReport(
      layers: LayerShares.layers.map(shares.layer), domains: domains, expectedLoss: model.expectedLoss,
      worst: worst(of: domains),
      recommendations: recommendations(model, graph.nodeCount, radii, request.recommendations),
      services: graph.services.count, weight: graph.totalWeight,
      serviceDetails: details,
      whatIf: request.failing.isEmpty ? nil : whatIf(request.failing, on: graph),
      pairs: request.pairs > 0 ? FailurePairs(of: graph, radii).worst(request.pairs) : nil)
  }

  /// The worst case is looked for among the gates that take most down, as many as a row holds.
  private static func recommendations(
    _ model: LossModel, _ known: Int, _ radii: BlastRadii, _ count: Int
  ) -> [RiskReport.Recommendation]? {
    let gates = radii.seeds.indices.filter { model.graph.isGate(radii.seeds[$0]) }
      .sorted { (radii.radii[$1].weight, $0) < (radii.radii[$0].weight, $1) }
    let seeds = gates.prefix(Row.width).map { radii.seeds[$0] }
    guard count > 0, var engine = Recommendations(model, known: known, seeds: seeds) else { return nil }
    return engine.best(count, services: mostRisk(model).map { Int(model.graph.services[$0]) })
  }

  private static func serviceDetails(
    of model: inout LossModel, _ wanted: RiskRequest.Details, _ budget: Int
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
    var details = ServiceDetails(of: model, positions: positions, isAsked: isAsked, budget: budget)
    let found = details.all()
    for (position, bounds) in details.refined { model.refine(position, to: bounds) }
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
    let bounds = model.birnbaumBounds[node]
    return RiskReport.Domain(
      id: graph.id(of: node),
      blastRadius: graph.totalWeight > 0 ? min(1, radius.weight / graph.totalWeight) : nil,
      weight: radius.weight, services: radius.services, direct: radius.direct,
      transitive: radius.reaching - radius.direct, unavailability: graph.unavailability(of: node),
      birnbaum: model.exact?.birnbaum[node] ?? bounds.map { ($0.lowerBound + $0.upperBound) / 2 },
      birnbaumBounds: bounds)
  }

  /// Exposure layers are not failures of their own, unless they were given an unavailability.
  private static func worst(of domains: [RiskReport.Domain]) -> RiskReport.Worst? {
    let gate = domains.first {
      ($0.id.kind != .country && $0.id.kind != .jurisdiction) || $0.unavailability != nil
    }
    guard let gate, let radius = gate.blastRadius else { return nil }
    return RiskReport.Worst(domain: gate.id, blastRadius: radius)
  }

  /// All domains that are not services, then the services that most others need.
  static func reportedDomains(of graph: DependencyGraph) -> [Int] {
    var needing = [UInt32](repeating: 0, count: graph.nodeCount)
    for node in 0..<graph.nodeCount {
      graph.forEachNeed(of: node) { if $0 != node { needing[$0] += 1 } }
    }
    // A control plane that nothing needs to keep running is not a failure anybody would notice.
    let domains = graph.domains.map(\.node).filter {
      !graph.isService($0) && (graph.kinds[$0] != .service || needing[$0] > 0)
    }
    let needed = graph.services.map(Int.init).filter { needing[$0] > 0 }
      .sorted { (needing[$1], $0) < (needing[$0], $1) }
    return domains + needed.prefix(mostNeededServices)
  }
}
