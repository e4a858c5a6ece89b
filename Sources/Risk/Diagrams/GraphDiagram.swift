internal import Algorithms
internal import Model

/// The failure functions of some services of a graph and of all they depend on, exactly.
struct GraphDiagram {
  var diagram: DecisionDiagram
  /// By node; the own failure included. Nodes that no service asked for depends on are absent.
  private(set) var functions: [Int: DecisionDiagram.Node] = [:]
  let graph: DependencyGraph
  let events: FailureEvents

  /// More events than this make the diagrams too deep to recurse on.
  private static let eventLimit = 4_000
  private static let siftingThreshold = 20_000
  private static let siftingVisits = 2_000_000

  /// - Parameters:
  ///   - services: whose functions are wanted; domains may be among them.
  ///   - cone: most nodes that the services may depend on.
  ///   - budget: most nodes of the diagram.
  ///   - effort: most steps of its operations.
  init(
    of graph: DependencyGraph, services: [Int], events: FailureEvents, cone limit: Int, budget: Int,
    effort: Int
  ) throws(BudgetExceeded) {
    let (cone, order) = try Self.walk(graph, from: services, events, limit: limit)
    self.graph = graph
    self.events = events
    let unmet = Set(events.nodes.indices).subtracting(order).sorted()
    diagram = DecisionDiagram(order: order + unmet, budget: budget, effort: effort)
    var threshold = Self.siftingThreshold
    var index = 0
    while index < cone.count {
      let cycle = graph.cycle(containing: cone[index])
      let end = cycle.map { range in cone[index...].firstIndex { $0 >= range.upperBound } ?? cone.count }
      let members = Array(cone[index..<(end ?? index + 1)])
      try settle(members, isCycle: cycle != nil)
      index += members.count
      guard diagram.liveCount > threshold else { continue }
      shrink(threshold)
      threshold = max(threshold, diagram.liveCount * 2)
    }
  }

  /// The function of a service as its users see it: without its own failure, unless that was configured.
  mutating func top(_ service: Int) throws(BudgetExceeded) -> DecisionDiagram.Node {
    let function = functions[service] ?? DecisionDiagram.never
    guard let event = events.event(of: service), graph.domain(at: service)?.facts.unavailability == nil else {
      return function
    }
    return try diagram.without(event, function)
  }

  /// Least fixpoint: from "nothing fails" until nothing changes.
  private mutating func settle(_ members: [Int], isCycle: Bool) throws(BudgetExceeded) {
    for node in members { functions[node] = DecisionDiagram.never }
    var changed = true
    while changed {
      changed = false
      for node in members {
        let function = try failure(of: node, graph.code(of: node))
        changed = changed || functions[node] != function
        functions[node] = function
      }
      if !isCycle { return }
    }
  }

  /// A node's failure if its needs were this code.
  mutating func failure(
    of node: Int, _ code: ArraySlice<UInt32>, replacing: [Int: DecisionDiagram.Node] = [:]
  ) throws(BudgetExceeded) -> DecisionDiagram.Node {
    let known = functions
    let needs = try diagram.failure(of: code) { replacing[$0] ?? known[$0] ?? DecisionDiagram.never }
    guard let event = events.event(of: node) else { return needs }
    return try diagram.or(diagram.variable(event), needs)
  }

  private mutating func shrink(_ threshold: Int) {
    // In a fixed order: sifting chooses by it, and sums follow the order of the variables.
    let roots = functions.sorted { $0.key < $1.key }.map(\.value)
    diagram.collectGarbage(keeping: roots)
    if diagram.liveCount > threshold { diagram.sift(keeping: roots, visits: Self.siftingVisits) }
  }

  /// What the services depend on, in the order of nodes, and the events on the way, in depth-first order.
  private static func walk(
    _ graph: DependencyGraph, from services: [Int], _ events: FailureEvents, limit: Int
  ) throws(BudgetExceeded) -> (cone: [Int], order: [Int]) {
    var seen = Set<Int>()
    var order: [Int] = []
    var open = Array(services.reversed())
    while let node = open.popLast() {
      guard seen.insert(node).inserted else { continue }
      if let event = events.event(of: node) { order.append(event) }
      var needs: [Int] = []
      graph.forEachNeed(of: node) { needs.append($0) }
      open.append(contentsOf: needs.reversed())
      guard seen.count <= limit, order.count <= eventLimit else { throw BudgetExceeded() }
    }
    return (seen.sorted(), order)
  }
}

extension DependencyGraph {
  /// The cycle that a node is part of.
  func cycle(containing node: Int) -> Range<Int>? {
    cycles.firstSorted { node < $0.upperBound }.flatMap { $0.contains(node) ? $0 : nil }
  }
}
