extension DependencyGraph {
  /// Which solution of the failure equations a cycle takes.
  package enum Fixpoint: Sendable {
    /// What keeps running: a cycle fails only if something outside it makes it fail.
    case least
    /// What could not restart: a cycle that can only depend on itself counts as failed, and so does a domain
    /// whose control plane has failed.
    case greatest
  }

  /// What has failed once these have: they themselves and whatever their failure takes down. A country fails
  /// the regions in it, a jurisdiction the providers and operators under it. Ids that the graph does not know
  /// are failed and take nothing down.
  package func failed(given domains: Set<DomainID>, fixpoint: Fixpoint = .least) -> Set<DomainID> {
    let state = failure(given: domains.compactMap(node), fixpoint: fixpoint)
    return domains.union(state.indices.lazy.filter { state[$0] }.map(id))
  }

  /// The failure of every node, by node, once these nodes have failed.
  package func failure(given nodes: [Int], fixpoint: Fixpoint = .least) -> [Bool] {
    var state = [Bool](repeating: false, count: nodeCount)
    var pinned = state
    for node in nodes { pinned[node] = true }
    if fixpoint == .greatest {
      let running = failure(given: nodes)
      for domain in domains where domain.controlPlanes.contains(where: { running[$0] }) {
        pinned[domain.node] = true
      }
    }
    let exposed = Set(nodes.filter { kinds[$0] == .country || kinds[$0] == .jurisdiction })
    if !exposed.isEmpty {
      for domain in domains where domain.exposures.contains(where: exposed.contains) {
        pinned[domain.node] = true
      }
    }
    var node = 0
    for cycle in cycles {
      settle(node..<cycle.lowerBound, &state, pinned)
      for member in cycle { state[member] = fixpoint == .greatest }
      while settle(cycle, &state, pinned) {}
      node = cycle.upperBound
    }
    settle(node..<nodeCount, &state, pinned)
    return state
  }

  /// One pass of the failure equations; says whether anything changed.
  @discardableResult
  private func settle(_ range: Range<Int>, _ state: inout [Bool], _ pinned: [Bool]) -> Bool {
    var changed = false
    for node in range {
      let failed = pinned[node] || needsFail(of: node, state)
      if failed != state[node] {
        state[node] = failed
        changed = true
      }
    }
    return changed
  }

  /// Whether one of a node's needs fails in a given state of all nodes.
  package func needsFail(of node: Int, _ state: [Bool]) -> Bool {
    var needs = needs(of: node)
    var failed = false
    while !needs.isAtEnd { failed = nextFails(&needs, state) || failed }
    return failed
  }

  private func nextFails(_ needs: inout NeedCursor<[UInt32]>, _ state: [Bool]) -> Bool {
    switch needs.next() {
    case .node(let node): return state[node]
    case .group(let failing, let members):
      var failures = 0
      for _ in 0..<members where nextFails(&needs, state) { failures += 1 }
      return failures >= failing
    }
  }
}
