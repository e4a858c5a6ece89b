package import Model

extension RiskCalculator {
  /// The dependents of every domain that a report lists.
  package static func dependents(on graph: DependencyGraph) -> [DomainID: Dependents] {
    dependents(of: reportedDomains(of: graph).map(graph.id), on: graph)
  }

  /// The dependents of these domains. One that the graph does not know has none.
  package static func dependents(of ids: [DomainID], on graph: DependencyGraph) -> [DomainID: Dependents] {
    let none = Dependents(weightShare: share(0, graph))
    var found = Dictionary(ids.map { ($0, none) }, uniquingKeysWith: { first, _ in first })
    var nodes: [(id: DomainID, node: Int)] = []
    for id in Set(ids).sorted() { if let node = graph.node(of: id) { nodes.append((id, node)) } }
    for start in stride(from: 0, to: nodes.count, by: Row.width) {
      let block = Array(nodes[start..<min(start + Row.width, nodes.count)])
      for (entry, dependents) in zip(block, dependents(of: block.map(\.node), graph)) {
        found[entry.id] = dependents
      }
    }
    return found
  }

  /// For so many nodes as a row holds.
  private static func dependents(of seeds: [Int], _ graph: DependencyGraph) -> [Dependents] {
    let failing = FailureRows(of: graph, seeds: seeds, meaning: .failure)
    let reaching = FailureRows(of: graph, seeds: seeds, meaning: .reach)
    let bits = Dictionary(zip(seeds, seeds.indices), uniquingKeysWith: { first, _ in first })
    var found = [Dependents](repeating: Dependents(), count: seeds.count)
    var weights = [Double](repeating: 0, count: seeds.count)
    for (position, service) in graph.services.lazy.map(Int.init).enumerated() {
      var named = Row.none
      graph.forEachNeed(of: service) { if let bit = bits[$0] { named |= Row(bit: bit) } }
      reaching[service].forEachBit { bit in
        guard seeds[bit] != service else { return }
        weights[bit] += graph.weights[service]
        found[bit].services.append(
          Dependents.Dependent(
            position: position, strength: failing[service].holds(bit) ? .required : .hasAlternative,
            path: named.holds(bit) ? .direct : .transitive))
      }
    }
    for bit in seeds.indices { found[bit].weightShare = share(weights[bit], graph) }
    return found
  }

  private static func share(_ weight: Double, _ graph: DependencyGraph) -> Double? {
    graph.totalWeight > 0 ? min(1, weight / graph.totalWeight) : nil
  }
}
