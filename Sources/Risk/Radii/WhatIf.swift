package import Model

extension RiskCalculator {
  /// What fails if these domains fail, on top of what has failed already.
  ///
  /// - Parameters:
  ///   - failing: a country fails the regions in it, a jurisdiction what is under it. Domains that the graph
  ///     does not know take nothing down.
  ///   - live: failed before the what-if; what it takes down is not counted again.
  package static func whatIf(
    _ failing: Set<DomainID>, on graph: DependencyGraph, beside live: Set<DomainID> = []
  ) -> RiskReport.WhatIf {
    let before = graph.failure(given: live.compactMap(graph.node))
    let seeds = failing.union(live).compactMap(graph.node)
    let after = graph.failure(given: seeds)
    let stopped = graph.failure(given: seeds, fixpoint: .greatest)
    let touched = graph.touched(by: after)
    let services = graph.services.map(Int.init)
    let hard = services.filter { after[$0] && !before[$0] }
    func ids(_ nodes: [Int]) -> [Service.ID] { nodes.map(graph.serviceID) }
    return RiskReport.WhatIf(
      failed: failing.sorted(), hard: ids(hard), soft: ids(services.filter { touched[$0] && !after[$0] }),
      weightLost: hard.reduce(0) { $0 + graph.weights[$1] },
      cannotRestart: ids(services.filter { stopped[$0] && !after[$0] }))
  }

  /// Regions and other placed domains within a distance of a place, for a disaster there.
  package static func domains(
    within kilometres: Double, of place: Coordinates, on graph: DependencyGraph
  ) -> Set<DomainID> {
    Set(
      graph.domains.filter { domain in
        domain.facts.coordinates.map { $0.kilometres(to: place) <= kilometres } ?? false
      }.map(\.facts.id))
  }

  /// Providers, operators and regions under any law but the home one; those of unknown jurisdiction are left
  /// out.
  package static func domainsAbroad(from home: String, on graph: DependencyGraph) -> Set<DomainID> {
    Set(graph.domains.filter { $0.facts.jurisdiction.map { $0 != home } ?? false }.map(\.facts.id))
  }
}

extension DependencyGraph {
  /// Nodes that have failed or reach, over any path, one that has.
  func touched(by failed: [Bool]) -> [Bool] {
    var touched = failed
    func spread(_ range: Range<Int>) -> Bool {
      var grew = false
      for node in range where !touched[node] {
        var hit = false
        forEachNeed(of: node) { hit = hit || touched[$0] }
        touched[node] = hit
        grew = grew || hit
      }
      return grew
    }
    var node = 0
    for cycle in cycles {
      _ = spread(node..<cycle.lowerBound)
      while spread(cycle) {}
      node = cycle.upperBound
    }
    _ = spread(node..<nodeCount)
    return touched
  }
}
