extension DecisionDiagram {
  /// Diagrams of a fault tree's tops, in one table.
  struct Built {
    var diagram: DecisionDiagram
    /// One per top of the tree.
    var roots: [Node]
  }

  /// Above this many nodes, building pauses to sift; then again each time the diagrams have doubled.
  private static let siftingThreshold = 20_000
  private static let siftingVisits = 8_000_000
  private static let effort = 100_000_000

  static func build(_ tree: FaultTree, budget: Int) throws(BudgetExceeded) -> Built {
    let order = depthFirstOrder(of: tree)
    var diagram = DecisionDiagram(order: order, budget: budget, effort: effort)
    var functions = [Node](repeating: never, count: tree.gates.count)
    var threshold = siftingThreshold
    for gate in neededGates(of: tree) {
      functions[gate] = try diagram.function(tree.gates[gate], functions)
      guard diagram.liveCount > threshold else { continue }
      diagram.collectGarbage(keeping: functions)
      if diagram.liveCount > threshold { diagram.sift(keeping: functions, visits: siftingVisits) }
      threshold = max(threshold, diagram.liveCount * 2)
    }
    var roots: [Node] = []
    for top in tree.tops { roots.append(try diagram.function(top, functions)) }
    return Built(diagram: diagram, roots: roots)
  }

  private mutating func function(
    _ reference: FaultTree.Reference, _ functions: [Node]
  ) throws(BudgetExceeded) -> Node {
    switch reference {
    case .event(let event): try variable(event)
    case .gate(let gate): functions[gate]
    }
  }

  private mutating func function(_ gate: FaultTree.Gate, _ functions: [Node]) throws(BudgetExceeded) -> Node {
    var members: [Node] = []
    for member in gate.members { members.append(try function(member, functions)) }
    if gate.failing == 1 { return try either(members) }
    if gate.failing == members.count, !members.isEmpty { return try every(members) }
    return try atLeast(gate.failing, of: members)
  }

  /// Events in the order in which a walk from the tops first meets them: what
  /// decides together stands together.
  private static func depthFirstOrder(of tree: FaultTree) -> [Int] {
    var order: [Int] = []
    var seenEvents = [Bool](repeating: false, count: tree.events.count)
    var seenGates = [Bool](repeating: false, count: tree.gates.count)
    var open = Array(tree.tops.reversed())
    while let reference = open.popLast() {
      switch reference {
      case .event(let event):
        if !seenEvents[event] { order.append(event) }
        seenEvents[event] = true
      case .gate(let gate):
        if !seenGates[gate] { open.append(contentsOf: tree.gates[gate].members.reversed()) }
        seenGates[gate] = true
      }
    }
    return order + seenEvents.indices.filter { !seenEvents[$0] }
  }

  /// The gates that some top depends on, members first.
  private static func neededGates(of tree: FaultTree) -> [Int] {
    var needed = [Bool](repeating: false, count: tree.gates.count)
    for case .gate(let gate) in tree.tops { needed[gate] = true }
    for gate in tree.gates.indices.reversed() where needed[gate] {
      for case .gate(let member) in tree.gates[gate].members { needed[member] = true }
    }
    return needed.indices.filter { needed[$0] }
  }
}
