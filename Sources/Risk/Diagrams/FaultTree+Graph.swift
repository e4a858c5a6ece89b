package import Model

extension FaultTree {
  /// A graph as a fault tree: one top per service, in the order written.
  package struct Named: Sendable {
    package var tree: FaultTree
    package var gateNames: [Int: DomainID]
    /// By event.
    package var eventNames: [DomainID]
  }

  /// Cycles are unrolled as often as they have members, which is as often as it takes.
  ///
  /// - Returns: `nil` if unrolling would make more than `gateLimit` gates.
  package static func of(_ graph: DependencyGraph, gateLimit: Int = 4_000_000) -> Named? {
    let unrolled = graph.cycles.reduce(0) { $0 + $1.count * $1.count }
    guard unrolled <= gateLimit else { return nil }
    let events = FailureEvents(of: graph, reported: RiskCalculator.reportedDomains(of: graph))
    var unroller = Unroller(graph, events)
    unroller.run(Array(0..<graph.nodeCount), tops: graph.services.map(Int.init))
    return unroller.result
  }

  /// One service's fault tree.
  ///
  /// - Parameter cone: all that the service depends on, itself included, ordered by node.
  static func of(
    _ graph: DependencyGraph, service: Int, cone: [Int], events: FailureEvents
  ) -> FaultTree {
    var unroller = Unroller(graph, events)
    unroller.run(cone, tops: [service])
    return unroller.result.tree
  }

  private struct Unroller: GateAlgebra {
    let graph: DependencyGraph
    let events: FailureEvents
    var result = Named(tree: FaultTree(), gateNames: [:], eventNames: [])
    /// By node; absent is what never fails.
    private var references: [Int: Reference] = [:]

    init(_ graph: DependencyGraph, _ events: FailureEvents) {
      self.graph = graph
      self.events = events
    }

    /// - Parameter nodes: with whole cycles, in order.
    mutating func run(_ nodes: [Int], tops: [Int]) {
      for (event, node) in events.nodes.enumerated() {
        let id = graph.id(of: node)
        _ = result.tree.add(Event(name: id.description, probability: events.probabilities[event]))
        result.eventNames.append(id)
      }
      var end = 0
      for node in nodes where node >= end {
        let cycle = graph.cycle(containing: node) ?? node..<node + 1
        for _ in 0..<cycle.count { for member in cycle { references[member] = failure(of: member) } }
        end = cycle.upperBound
      }
      for service in tops { addTop(service) }
    }

    private mutating func failure(of node: Int) -> Reference? {
      let known = references
      let needs = failure(of: graph.code(of: node)) { known[$0] }
      guard let event = events.event(of: node) else { return needs }
      return either([.event(event), needs])
    }

    /// As its users see it: without its own failure, unless that was configured.
    private mutating func addTop(_ service: Int) {
      let isOwn = graph.domain(at: service)?.facts.unavailability != nil
      let known = references
      let isKnown = isOwn || events.event(of: service) == nil
      let function = isKnown ? known[service] : failure(of: graph.code(of: service)) { known[$0] }
      let members = function.map { [$0] } ?? []
      let top = result.tree.add(Gate(failing: 1, members: members))
      if case .gate(let gate) = top { result.gateNames[gate] = graph.id(of: service) }
      result.tree.tops.append(top)
    }

    // MARK: Algebra

    var never: Reference? { nil }

    mutating func either(_ values: [Reference?]) throws(Never) -> Reference? {
      let members = Self.distinct(values)
      return members.count == 1 ? members[0] : gate(1, of: members)
    }

    mutating func every(_ values: [Reference?]) throws(Never) -> Reference? {
      guard !values.contains(nil) else { return nil }
      let members = Self.distinct(values)
      return members.count == 1 ? members[0] : gate(members.count, of: members)
    }

    /// The format allows no member twice: a second one goes through a gate of its own.
    mutating func atLeast(_ count: Int, of values: [Reference?]) throws(Never) -> Reference? {
      var seen = Set<Reference>()
      var members: [Reference] = []
      for case let member? in values {
        let isNew = seen.insert(member).inserted
        members.append(isNew ? member : result.tree.add(Gate(failing: 1, members: [member])))
      }
      return gate(count, of: members)
    }

    private mutating func gate(_ count: Int, of members: [Reference]) -> Reference? {
      members.count < count ? nil : result.tree.add(Gate(failing: count, members: members))
    }

    private static func distinct(_ values: [Reference?]) -> [Reference] {
      var seen = Set<Reference>()
      return values.compactMap { $0 }.filter { seen.insert($0).inserted }
    }
  }
}
