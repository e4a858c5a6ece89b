extension DependencyGraph {
  /// The same graph with more domains in it, which nothing needs yet: what changes are tried with.
  ///
  /// Nodes keep their numbers; the new ones come after them. A domain that is there already stays as it is.
  package func adding(_ domains: [FaultDomain]) -> DependencyGraph {
    guard !domains.isEmpty else { return self }
    var growth = Growth(of: self, with: DependencyGraph(domains: domains, services: []))
    growth.run()
    return growth.result
  }

  /// Copies the nodes of one graph that another lacks behind that one's own.
  private struct Growth {
    private let base, more: DependencyGraph
    private var names: NameTable
    /// By node of `more`: its node in the result.
    private var place: [Int] = []
    private var fresh: [Int] = []
    private var code: NeedCode
    private var starts: [UInt32]
    private var domains: [DomainNode]
    private var cycles: [Range<Int>]

    init(of base: DependencyGraph, with more: DependencyGraph) {
      self.base = base
      self.more = more
      names = base.names
      code = NeedCode(base.code)
      starts = base.starts
      domains = base.domains
      cycles = base.cycles
    }

    mutating func run() {
      for node in 0..<more.nodeCount {
        let id = more.id(of: node)
        place.append(base.node(of: id) ?? names.intern(id))
        if place[node] >= base.nodeCount { fresh.append(node) }
      }
      for node in fresh { copy(node) }
      for cycle in more.cycles {
        let members = cycle.map { place[$0] }.filter { $0 >= base.nodeCount }
        if let first = members.first { cycles.append(first..<first + members.count) }
      }
    }

    private mutating func copy(_ node: Int) {
      code.append(more.needs(of: node), renumbered: { UInt32(place[$0]) })
      if let domain = more.domain(at: node) {
        let exposures = domain.exposures.map { place[$0] }
        // Where a country was given an unavailability, it is a gate for what is new there, too.
        for exposure in exposures where base.domain(at: exposure)?.facts.unavailability != nil {
          code.append(node: UInt32(exposure))
        }
        domains.append(
          DomainNode(
            node: place[node], facts: domain.facts, exposures: exposures,
            controlPlanes: domain.controlPlanes.map { place[$0] }))
      }
      starts.append(UInt32(code.count))
    }

    /// Every node has one name, and new ones got both numbers in step.
    var result: DependencyGraph {
      let new = (base.nodeCount..<base.nodeCount + fresh.count).map(UInt32.init)
      return DependencyGraph(
        code: code.words, starts: starts, kinds: base.kinds + fresh.map { more.kinds[$0] },
        weights: base.weights + fresh.map { _ in 0 }, services: base.services, domains: domains,
        cycles: cycles, names: names, nameOfNode: base.nameOfNode + new,
        nodeOfName: base.nodeOfName + new)
    }
  }
}
