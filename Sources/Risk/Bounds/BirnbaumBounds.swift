internal import Model

/// Bounds of the expected loss's derivatives, where no diagram gives them exactly: for the domains whose failure
/// takes most down, as many as there is time for.
///
/// With p = q p₁ + (1 - q) p₀, where p₁ is a service's probability once the domain has failed and p₀ without
/// that, the derivative p₁ - p₀ is (p₁ - p) / (1 - q): bounds of p₁ and of p are enough.
struct BirnbaumBounds {
  /// By node.
  private(set) var bounds: [Int: ClosedRange<Double>] = [:]

  /// Words of the graph's code read at most, over all sweeps.
  private static let effort = 40_000_000

  /// - Parameters:
  ///   - nodes: the most interesting first.
  ///   - plain: bounds of all services, by position.
  init(of graph: DependencyGraph, nodes: [Int], plain: [BoundAlgebra.Bounds]) {
    guard graph.totalWeight > 0 else { return }
    let sweeps = max(1, Self.effort / max(1, graph.code.count + graph.nodeCount))
    let lanes = FailureBounds.Lanes.scalarCount
    let chosen = Array(nodes.prefix(sweeps * lanes))
    for start in stride(from: 0, to: chosen.count, by: lanes) {
      let block = chosen[start..<min(start + lanes, chosen.count)]
      let failed = FailureBounds(of: graph, failed: Array(block)).values
      for (lane, node) in block.enumerated() {
        bounds[node] = Self.derivative(graph, node, plain) { failed[$0][lane] }
      }
    }
  }

  private static func derivative(
    _ graph: DependencyGraph, _ node: Int, _ plain: [BoundAlgebra.Bounds],
    _ failed: (Int) -> BoundAlgebra.Bounds
  ) -> ClosedRange<Double> {
    let chance = graph.unavailability(of: node)?.probability ?? 0
    // A service's own failure counts for those that need it only, unless it was configured.
    let isLeftOut = graph.isService(node) && graph.domain(at: node)?.facts.unavailability == nil
    var low = 0.0
    var high = 0.0
    for (service, before) in zip(graph.services, plain) {
      let weight = graph.weights[Int(service)]
      guard weight > 0, !(isLeftOut && Int(service) == node) else { continue }
      let after = failed(Int(service))
      guard chance < 1 else {
        high += weight * after.high
        continue
      }
      low += weight * max(0, after.low - before.high) / (1 - chance)
      high += weight * min(1, max(0, after.high - before.low) / (1 - chance))
    }
    return min(low, high) / graph.totalWeight...high / graph.totalWeight
  }
}
