internal import Model

/// The failure probabilities of all services: exact where the graph allows it, else bounds.
struct LossModel {
  /// Everything in one diagram; `nil` where that would take too much.
  struct Exact {
    var graph: GraphDiagram
    /// One per service, in the order written.
    var tops: [DecisionDiagram.Node]
    /// By node: derivative of the expected loss fraction.
    var birnbaum: [Int: Double]
  }

  let graph: DependencyGraph
  let events: FailureEvents
  private(set) var exact: Exact?
  /// By position among the services.
  private(set) var bounds: [BoundAlgebra.Bounds]
  /// By node: bounds of the derivative of the expected loss fraction; empty where it is exact.
  let birnbaumBounds: [Int: ClosedRange<Double>]

  private static let exactNodes = 5_000
  /// Steps of diagram operations for every node of the budget.
  private static let effortOfNode = 12

  /// - Parameters:
  ///   - radii: of the domains that bounds are wanted for.
  ///   - budget: nodes of the diagram at most.
  init(of graph: DependencyGraph, events: FailureEvents, radii: BlastRadii, budget: Int) {
    self.graph = graph
    self.events = events
    if graph.nodeCount <= Self.exactNodes, let (exact, values) = Self.solve(graph, events, budget) {
      self.exact = exact
      bounds = values.map { BoundAlgebra.Bounds(low: $0, high: $0) }
      birnbaumBounds = [:]
    } else {
      bounds = Self.bounds(of: graph, radii)
      let gates = zip(radii.seeds, radii.radii).filter { graph.isGate($0.0) }
      birnbaumBounds =
        BirnbaumBounds(
          of: graph, nodes: gates.sorted { $1.1.weight < $0.1.weight }.map(\.0), plain: bounds
        ).bounds
    }
  }

  /// A service fails at least whenever one of its single points does.
  private static func bounds(of graph: DependencyGraph, _ radii: BlastRadii) -> [BoundAlgebra.Bounds] {
    let all = FailureBounds(of: graph).values
    return graph.services.map { service in
      let bounds = all[Int(service)][0]
      let low = min(bounds.high, max(bounds.low, 1 - radii.standing[Int(service)]))
      return BoundAlgebra.Bounds(low: low, high: bounds.high)
    }
  }

  /// Narrows a service's bounds to what was computed of it alone.
  mutating func refine(_ service: Int, to found: ClosedRange<Double>) {
    bounds[service] = BoundAlgebra.Bounds(low: found.lowerBound, high: found.upperBound)
  }

  var expectedLoss: RiskReport.ExpectedLoss? {
    guard graph.totalWeight > 0 else { return nil }
    var low = 0.0
    var high = 0.0
    for (service, bound) in zip(graph.services, bounds) {
      low += graph.weights[Int(service)] * bound.low
      high += graph.weights[Int(service)] * bound.high
    }
    let isExact = bounds.allSatisfy { $0.low == $0.high }
    let middle = isExact ? low : (low + high) / 2
    return RiskReport.ExpectedLoss(
      fraction: middle / graph.totalWeight, weightHoursPerYear: middle * 8_760,
      bounds: low / graph.totalWeight...max(low, high) / graph.totalWeight, method: isExact ? .exact : .bound)
  }

  private static func solve(
    _ graph: DependencyGraph, _ events: FailureEvents, _ budget: Int
  ) -> (Exact, [Double])? {
    let services = graph.services.map(Int.init)
    do {
      // Domains that nothing depends on yet are there too: a change may add them.
      var diagram = try GraphDiagram(
        of: graph, services: services + graph.domains.map(\.node), events: events, cone: graph.nodeCount,
        budget: budget, effort: budget * effortOfNode)
      var tops: [DecisionDiagram.Node] = []
      for service in services { tops.append(try diagram.top(service)) }
      let total = graph.totalWeight > 0 ? graph.totalWeight : 1
      let analysis = diagram.diagram.analysis(
        of: tops, weights: services.map { graph.weights[$0] / total }, probabilities: events.probabilities)
      let birnbaum = Dictionary(uniqueKeysWithValues: zip(events.nodes, analysis.birnbaum))
      return (Exact(graph: diagram, tops: tops, birnbaum: birnbaum), analysis.probabilities)
    } catch {
      return nil
    }
  }
}
