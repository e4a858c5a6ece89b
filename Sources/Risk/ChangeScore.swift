internal import Model

/// What changes would cut, found by recomputing only the services that stand on the changed one.
struct ChangeScore {
  struct Score: Equatable {
    /// Negative is better: fractions of all weight.
    var expected: Double
    var worst: Double
  }

  /// Steps of diagram operations for all scores together.
  private static let effort = 3_000_000

  private var diagram: GraphDiagram
  private let model: LossModel
  private let rows: FailureRows
  private let seeds: [Int]
  /// Seeds that count for the worst case: exposure layers do not.
  private let counted: Row
  /// By seed: the weight that falls with it.
  private let radii: [Double]
  private let worst: Double
  private var dependents: [Int: [Int]] = [:]
  private var probabilities: [DecisionDiagram.Node: Double] = [:]

  /// `nil` where the graph is too large for exact answers, or has more domains than one row holds.
  init?(_ model: LossModel, seeds: [Int]) {
    guard let exact = model.exact, seeds.count <= Row.width, model.graph.totalWeight > 0 else { return nil }
    let graph = model.graph
    self.model = model
    self.seeds = seeds
    diagram = exact.graph
    diagram.diagram.effort = Self.effort
    rows = FailureRows(of: graph, seeds: seeds, meaning: .failure)
    var radii = [Double](repeating: 0, count: seeds.count)
    for service in graph.services.map(Int.init) {
      rows[service].forEachBit { radii[$0] += graph.weights[service] }
    }
    self.radii = radii
    var counted = Row.none
    for (bit, seed) in seeds.enumerated() where graph.isGate(seed) { counted |= Row(bit: bit) }
    self.counted = counted
    worst = Self.largest(radii, counted)
    for node in 0..<graph.nodeCount {
      graph.forEachNeed(of: node) { dependents[$0, default: []].append(node) }
    }
  }

  /// The domains that share the fate of both nodes: whose failure alone takes either down, exposures and
  /// control planes included.
  func sharedFate(_ a: Int, _ b: Int) -> [DomainID] {
    var shared: [DomainID] = []
    (rows[a] & rows[b]).forEachBit { shared.append(model.graph.id(of: seeds[$0])) }
    let planes = Set(model.graph.domain(at: a)?.controlPlanes ?? [])
      .intersection(model.graph.domain(at: b)?.controlPlanes ?? [])
    return (shared + planes.map(model.graph.id)).sorted()
  }

  /// `nil` if the changes would need what stands on the service itself, or the diagrams would explode.
  mutating func score(_ changes: [Change]) -> Score? {
    guard let service = changes.first?.service else { return nil }
    let affected = ancestors(of: service)
    guard changes.allSatisfy({ !affected.contains($0.candidate) }) else { return nil }
    let code = Change.code(of: model.graph, with: changes)
    guard let functions = try? functions(service, code, affected.sorted()) else { return nil }
    return Score(
      expected: expectedChange(functions), worst: worstChange(service, code, affected.sorted()))
  }

  private func ancestors(of service: Int) -> Set<Int> {
    var found: Set<Int> = [service]
    var open = [service]
    while let node = open.popLast() {
      for dependent in dependents[node] ?? [] where found.insert(dependent).inserted {
        open.append(dependent)
      }
    }
    return found
  }

  private mutating func functions(
    _ service: Int, _ code: [UInt32], _ affected: [Int]
  ) throws(BudgetExceeded) -> [Int: DecisionDiagram.Node] {
    var functions = Dictionary(uniqueKeysWithValues: affected.map { ($0, DecisionDiagram.never) })
    var changed = true
    while changed {
      changed = false
      for node in affected {
        let own = node == service ? code[...] : model.graph.code(of: node)
        let function = try diagram.failure(of: node, own, replacing: functions)
        changed = changed || functions[node] != function
        functions[node] = function
      }
    }
    return functions
  }

  /// Own failures of services count in neither state, or in both: the difference is the same.
  private mutating func expectedChange(_ functions: [Int: DecisionDiagram.Node]) -> Double {
    var change = 0.0
    for (node, function) in functions where model.graph.isService(node) {
      let before = probability(diagram.functions[node] ?? DecisionDiagram.never)
      change += model.graph.weights[node] * (probability(function) - before)
    }
    return change / model.graph.totalWeight
  }

  private mutating func probability(_ node: DecisionDiagram.Node) -> Double {
    if node <= DecisionDiagram.always { return Double(node) }
    if let known = probabilities[node] { return known }
    let branch = diagram.diagram.branches[Int(node)]
    let chance = model.events.probabilities[Int(branch.variable)]
    let result = (1 - chance) * probability(branch.low) + chance * probability(branch.high)
    probabilities[node] = result
    return result
  }

  private func worstChange(_ service: Int, _ code: [UInt32], _ affected: [Int]) -> Double {
    var replaced = Dictionary(uniqueKeysWithValues: affected.map { ($0, Row.none) })
    var own: [Int: Row] = [:]
    for (bit, seed) in seeds.enumerated() where replaced[seed] != nil { own[seed] = Row(bit: bit) }
    var algebra = RowAlgebra()
    var changed = true
    while changed {
      changed = false
      for node in affected {
        let code = node == service ? code[...] : model.graph.code(of: node)
        let row = (own[node] ?? .none) | algebra.failure(of: code) { replaced[$0] ?? rows[$0] }
        changed = changed || row != replaced[node]
        replaced[node] = row
      }
    }
    var after = radii
    for (node, row) in replaced where model.graph.isService(node) {
      rows[node].forEachBit { after[$0] -= model.graph.weights[node] }
      row.forEachBit { after[$0] += model.graph.weights[node] }
    }
    return (Self.largest(after, counted) - worst) / model.graph.totalWeight
  }

  private static func largest(_ radii: [Double], _ counted: Row) -> Double {
    var largest = 0.0
    counted.forEachBit { largest = max(largest, radii[$0]) }
    return largest
  }
}

/// Failures in 512 scenarios, as an algebra of rows.
struct RowAlgebra: GateAlgebra {
  var never: Row { .none }

  func either(_ values: [Row]) throws(Never) -> Row { values.reduce(.none) { $0 | $1 } }
  func every(_ values: [Row]) throws(Never) -> Row { values.reduce(~.none) { $0 & $1 } }

  func atLeast(_ count: Int, of values: [Row]) throws(Never) -> Row {
    var counter = BitCounter(upTo: values.count)
    for value in values { counter.add(value) }
    return counter.reached(count)
  }
}

extension DependencyGraph {
  /// Whether a node's failure counts as one: countries and jurisdictions only if given an unavailability.
  func isGate(_ node: Int) -> Bool {
    (kinds[node] != .country && kinds[node] != .jurisdiction) || domain(at: node)?.facts.unavailability != nil
  }
}
