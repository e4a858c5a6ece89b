internal import Algorithms

/// Who needs what, compiled to flat arrays: the monotone failure function of every service and fault domain.
///
/// Nodes are numbered so that what is needed comes before what needs it; only inside a cycle
/// (`cycles`) can a node need one with a higher number. A node fails if its own event happens or if one of
/// its needs fails. The needs of node `n` are the words `code[starts[n]..<starts[n + 1]]`, a `NeedCode`.
///
/// Countries and jurisdictions are exposure layers, not gates: they are nodes, and a domain's `exposures`
/// lead there, but `code` does so only where they were given an unavailability.
package struct DependencyGraph: Sendable {
  package let code: [UInt32]
  /// One more than there are nodes.
  package let starts: [UInt32]
  package let kinds: [DomainID.Kind]
  /// Zero for every node that is not a service.
  package let weights: [Double]
  /// The nodes that are services, in the order written.
  package let services: [UInt32]
  /// Every node that is not a service, and services with facts of their own; ordered by node.
  package private(set) var domains: [DomainNode]
  /// Strongly connected components of more than one node, and nodes that need themselves.
  package let cycles: [Range<Int>]
  package let totalWeight: Double
  /// By node.
  private let serviceFlags: [Bool]
  let names: NameTable
  let nameOfNode: [UInt32]
  let nodeOfName: [UInt32]

  /// A fault domain and what is known of it.
  package struct DomainNode: Sendable {
    package let node: Int
    package fileprivate(set) var facts: FaultDomain
    /// Its country and its jurisdiction, as nodes.
    package let exposures: [Int]
    /// What must work for it to be restarted, though not to keep running.
    package let controlPlanes: [Int]
  }

  package var nodeCount: Int { kinds.count }

  /// Compiles needs to gates. A domain that is referred to but not listed has no dependencies, a region on its
  /// provider. The values are taken as validated: an `at_least` beyond its members asks for all of them, an
  /// empty group for nothing.
  package init(domains: [FaultDomain], services: [Service]) {
    var builder = Builder()
    for domain in domains { builder.define(domain) }
    for service in services {
      builder.define(service: service.id, weight: service.weight, needs: service.needs)
    }
    self = builder.finish()
  }

  /// What a plan's services and domains need. A region that is watched though nothing needs it is part of it.
  package init(of plan: Plan) {
    let known = Set(plan.domains.map(\.id))
    let others = plan.regions.map(\.id).filter { !known.contains($0) }.map { id in
      FaultDomain(id: id, needs: id.provider.map { [.domain($0, evidence: nil)] } ?? [])
    }
    self.init(domains: plan.domains + others, services: plan.services)
  }

  init(
    code: [UInt32], starts: [UInt32], kinds: [DomainID.Kind], weights: [Double], services: [UInt32],
    domains: [DomainNode], cycles: [Range<Int>], names: NameTable, nameOfNode: [UInt32],
    nodeOfName: [UInt32]
  ) {
    self.code = code
    self.starts = starts
    self.kinds = kinds
    self.weights = weights
    self.services = services
    self.domains = domains
    self.cycles = cycles
    self.names = names
    self.nameOfNode = nameOfNode
    self.nodeOfName = nodeOfName
    totalWeight = weights.reduce(0, +)
    var flags = [Bool](repeating: false, count: kinds.count)
    for service in services { flags[Int(service)] = true }
    serviceFlags = flags
  }

  package func isService(_ node: Int) -> Bool { serviceFlags[node] }

  package func node(of id: DomainID) -> Int? { names.number(of: id).map { Int(nodeOfName[$0]) } }

  package func id(of node: Int) -> DomainID {
    let name = names.string(Int(nameOfNode[node]))
    guard kinds[node] != .service, let id = DomainID(name) else { return .service(name) }
    return id
  }

  /// The bare id of a node that is a service.
  package func serviceID(of node: Int) -> Service.ID { names.string(Int(nameOfNode[node])) }

  /// The facts of a node; `nil` for a service that nothing more is known of.
  package func domain(at node: Int) -> DomainNode? {
    domains.firstSorted { node <= $0.node }.flatMap { $0.node == node ? $0 : nil }
  }

  package func needs(of node: Int) -> NeedCursor<[UInt32]> {
    NeedCursor(code, Int(starts[node])..<Int(starts[node + 1]))
  }

  /// Calls `body` with every node that a node's needs name, repeats included.
  package func forEachNeed(of node: Int, _ body: (Int) -> Void) {
    var needs = needs(of: node)
    while !needs.isAtEnd {
      if case .node(let need) = needs.next() { body(need) }
    }
  }
}

extension DependencyGraph {
  /// The graph with what was seen of its regions; what is configured stands.
  package func informed(by history: [DomainID: Unavailability]) -> DependencyGraph {
    var graph = self
    for index in domains.indices { graph.domains[index].facts.inform(by: history) }
    return graph
  }
}
