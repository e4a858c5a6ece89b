internal import Model

/// Which nodes of a graph fail by themselves, and how probably.
struct FailureEvents {
  /// By event: its node.
  let nodes: [Int]
  /// By event.
  let probabilities: [Double]
  /// By node: its event, or -1.
  private let eventOfNode: [Int32]

  /// - Parameter nodes: those reported; services that others need are among them, though they are assumed
  ///   never to fail by themselves, so that they show as single points and in cut sets.
  init(of graph: DependencyGraph, reported nodes: [Int]) {
    var candidates = nodes
    for domain in graph.domains where graph.isService(domain.node) && domain.facts.unavailability != nil {
      candidates.append(domain.node)
    }
    self.nodes = Set(candidates).sorted().filter { graph.unavailability(of: $0) != nil }
    probabilities = self.nodes.map { graph.unavailability(of: $0)?.probability ?? 0 }
    var events = [Int32](repeating: -1, count: graph.nodeCount)
    for (event, node) in self.nodes.enumerated() { events[node] = Int32(event) }
    eventOfNode = events
  }

  func event(of node: Int) -> Int? { eventOfNode[node] < 0 ? nil : Int(eventOfNode[node]) }
}
