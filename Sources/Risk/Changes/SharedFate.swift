internal import Model

/// The domains that two others share the fate of: providers, countries and jurisdictions, and control planes
/// that must work for either to be restarted, with what those depend on in turn.
struct SharedFate {
  let graph: DependencyGraph

  func between(_ a: Int, _ b: Int) -> [DomainID] {
    fates(of: a).intersection(fates(of: b)).map(graph.id).sorted()
  }

  /// Whatever takes a domain down by failing alone, or keeps it from coming back; itself included.
  private func fates(of node: Int) -> Set<Int> {
    var found: Set<Int> = [node]
    var open = [node]
    while let node = open.popLast() {
      let domain = graph.domain(at: node)
      let next = required(by: node) + (domain?.exposures ?? []) + (domain?.controlPlanes ?? [])
      for fate in next where found.insert(fate).inserted { open.append(fate) }
    }
    return found
  }

  /// The needs outside of groups: no alternative stands in for them.
  private func required(by node: Int) -> [Int] {
    var found: [Int] = []
    var needs = graph.needs(of: node)
    while !needs.isAtEnd {
      var need = needs
      if case .node(let node) = need.next() { found.append(node) }
      needs.skip()
    }
    return found
  }
}
