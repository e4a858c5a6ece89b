package import Model

/// Which services depend on a domain, and how firmly.
package struct Dependents: Sendable, Equatable {
  /// Services that fail if the domain alone fails.
  package var required: [Service.ID]
  /// Services that reach the domain but have an alternative to it.
  package var alternative: [Service.ID]
  /// Share of all weight of both together, 0...1; `nil` if nothing has weight.
  package var weightShare: Double?
}

extension RiskCalculator {
  /// Which services depend on each of these domains; both lists are in the order the services were written. Domains
  /// that the graph does not know have no dependents.
  package static func dependents(of ids: [DomainID], on graph: DependencyGraph) -> [DomainID: Dependents] {
    var found = Dictionary(
      ids.map { ($0, Dependents(required: [], alternative: [], weightShare: share(0, graph))) },
      uniquingKeysWith: { first, _ in first })
    let known = Set(ids).compactMap { id in graph.node(of: id).map { (id: id, node: $0) } }
    for start in stride(from: 0, to: known.count, by: Row.width) {
      let block = Array(known[start..<min(start + Row.width, known.count)])
      add(block, graph, to: &found)
    }
    return found
  }

  private static func add(
    _ block: [(id: DomainID, node: Int)], _ graph: DependencyGraph, to found: inout [DomainID: Dependents]
  ) {
    let failing = FailureRows(of: graph, seeds: block.map(\.node), meaning: .failure)
    let reaching = FailureRows(of: graph, seeds: block.map(\.node), meaning: .reach)
    var weights = [Double](repeating: 0, count: block.count)
    for service in graph.services.map(Int.init) {
      reaching[service].forEachBit { bit in
        guard block[bit].node != service else { return }
        weights[bit] += graph.weights[service]
        let falls = failing[service].holds(bit)
        let list = falls ? \Dependents.required : \Dependents.alternative
        found[block[bit].id]?[keyPath: list].append(graph.serviceID(of: service))
      }
    }
    for (bit, entry) in block.enumerated() { found[entry.id]?.weightShare = share(weights[bit], graph) }
  }

  private static func share(_ weight: Double, _ graph: DependencyGraph) -> Double? {
    graph.totalWeight > 0 ? min(1, weight / graph.totalWeight) : nil
  }
}
