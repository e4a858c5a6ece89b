internal import Model

/// Bounds of every node's failure probability, in one sweep: what stands where exactness costs too much.
struct FailureBounds {
  /// By node.
  let bounds: [BoundAlgebra.Bounds]

  private static let roundLimit = 200

  init(of graph: DependencyGraph) {
    var values = [BoundAlgebra.Bounds](
      repeating: BoundAlgebra.Bounds(low: 0, high: 0), count: graph.nodeCount)
    var own = [Double](repeating: 0, count: graph.nodeCount)
    for domain in graph.domains { own[domain.node] = graph.unavailability(of: domain.node)?.probability ?? 0 }
    var node = 0
    for cycle in graph.cycles + [graph.nodeCount..<graph.nodeCount] {
      for node in node..<cycle.lowerBound { values[node] = Self.bound(node, graph, own, values) }
      Self.settle(cycle, graph, own, &values)
      node = cycle.upperBound
    }
    bounds = values
  }

  private static func bound(
    _ node: Int, _ graph: DependencyGraph, _ own: [Double], _ values: [BoundAlgebra.Bounds]
  ) -> BoundAlgebra.Bounds {
    var algebra = BoundAlgebra()
    let needs = algebra.failure(of: graph.code(of: node)) { values[$0] }
    return algebra.either([needs, BoundAlgebra.Bounds(low: own[node], high: own[node])])
  }

  /// The least fixpoint is reached after as many rounds as the cycle has members; every round bounds what the
  /// functions are by then. If rounds run out before the bounds stand still, the upper one is 1.
  private static func settle(
    _ cycle: Range<Int>, _ graph: DependencyGraph, _ own: [Double], _ values: inout [BoundAlgebra.Bounds]
  ) {
    for _ in 0..<min(cycle.count, roundLimit) {
      var changed = false
      for node in cycle {
        let bound = bound(node, graph, own, values)
        changed = changed || bound != values[node]
        values[node] = bound
      }
      if !changed { return }
    }
    guard cycle.count > roundLimit else { return }
    for node in cycle { values[node].high = 1 }
  }
}
