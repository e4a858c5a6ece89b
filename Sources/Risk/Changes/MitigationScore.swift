internal import Model

/// What changes would cut, found by recomputing only what depends on the changed service.
struct MitigationScore {
  struct Score: Equatable {
    /// Negative is better: fractions of all weight.
    var expected: Double
    var worst: Double
  }

  private var diagram: GraphDiagram
  private let chances: [Double]
  private let losses: SingleLosses
  private var probabilities: [DecisionDiagram.Node: Double] = [:]

  /// - Parameters:
  ///   - diagram: of all that is recomputed, of all it depends on, and of the candidates.
  ///   - effort: steps of diagram operations for all scores together.
  init(_ diagram: GraphDiagram, losses: SingleLosses, effort: Int) {
    self.diagram = diagram
    self.diagram.diagram.effort = effort
    chances = diagram.events.probabilities
    self.losses = losses
  }

  /// `nil` if the diagrams would explode.
  ///
  /// - Parameters:
  ///   - changes: of different needs of one service.
  ///   - affected: the nodes recomputed, ordered; candidates are not among them.
  mutating func score(_ changes: [Mitigation], affected: [Int]) -> Score? {
    guard let service = changes.first?.service else { return nil }
    let graph = losses.graph
    let code = Mitigation.code(of: graph, with: changes)
    func needs(of node: Int) -> ArraySlice<UInt32> { node == service ? code[...] : graph.code(of: node) }
    guard let functions = try? functions(affected, needs) else { return nil }
    return Score(
      expected: expectedChange(functions), worst: losses.worstChange(of: affected, needs))
  }

  private mutating func functions(
    _ affected: [Int], _ needs: (Int) -> ArraySlice<UInt32>
  ) throws(BudgetExceeded) -> [Int: DecisionDiagram.Node] {
    var functions = Dictionary(uniqueKeysWithValues: affected.map { ($0, DecisionDiagram.never) })
    var changed = true
    while changed {
      changed = false
      for node in affected {
        let function = try diagram.failure(of: node, needs(node), replacing: functions)
        changed = changed || functions[node] != function
        functions[node] = function
      }
    }
    return functions
  }

  /// Own failures of services count in neither state, or in both: the difference is the same.
  private mutating func expectedChange(_ functions: [Int: DecisionDiagram.Node]) -> Double {
    var change = 0.0
    for (node, function) in functions.sorted(by: { $0.key < $1.key }) where losses.graph.isService(node) {
      let before = probability(diagram.functions[node] ?? DecisionDiagram.never)
      change += losses.graph.weights[node] * (probability(function) - before)
    }
    return change / losses.graph.totalWeight
  }

  private mutating func probability(_ node: DecisionDiagram.Node) -> Double {
    if node <= DecisionDiagram.always { return Double(node) }
    if let known = probabilities[node] { return known }
    let branch = diagram.diagram.branches[Int(node)]
    let chance = chances[Int(branch.variable)]
    let result = (1 - chance) * probability(branch.low) + chance * probability(branch.high)
    probabilities[node] = result
    return result
  }
}

extension DependencyGraph {
  /// Whether a node's failure counts as one: countries and jurisdictions only if given an unavailability.
  func isGate(_ node: Int) -> Bool {
    (kinds[node] != .country && kinds[node] != .jurisdiction) || domain(at: node)?.facts.unavailability != nil
  }
}
