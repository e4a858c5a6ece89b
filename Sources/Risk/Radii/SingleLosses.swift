internal import Model

/// What every single failure takes down, kept so that it can be recomputed where something changes.
struct SingleLosses {
  let graph: DependencyGraph
  let rows: FailureRows
  let seeds: [Int]
  /// By seed: the weight that fails with it.
  let radii: [Double]
  private let worst: Double

  /// - Parameter seeds: at most `Row.width` gates, those that take most down among them.
  init(of graph: DependencyGraph, seeds: [Int]) {
    self.graph = graph
    self.seeds = seeds
    var radii = [Double](repeating: 0, count: seeds.count)
    rows = FailureRows(of: graph, seeds: seeds, meaning: .failure) { chunk in
      for node in chunk.nodes where graph.weights[node] != 0 {
        chunk[node].forEachBit { radii[$0] += graph.weights[node] }
      }
    }
    self.radii = radii
    worst = radii.max() ?? 0
  }

  /// How the worst loss changes, as a fraction of all weight, if these nodes' needs are evaluated again.
  ///
  /// - Parameters:
  ///   - nodes: ordered; what depends on them but is not among them counts as unchanged.
  ///   - code: of a node, with the change made.
  func worstChange(of nodes: [Int], _ code: (Int) -> ArraySlice<UInt32>) -> Double {
    var replaced = Dictionary(uniqueKeysWithValues: nodes.map { ($0, Row.none) })
    var own: [Int: Row] = [:]
    for (bit, seed) in seeds.enumerated() where replaced[seed] != nil { own[seed] = Row(bit: bit) }
    var algebra = RowAlgebra()
    var changed = true
    while changed {
      changed = false
      for node in nodes {
        let row = (own[node] ?? .none) | algebra.failure(of: code(node)) { replaced[$0] ?? rows[$0] }
        changed = changed || row != replaced[node]
        replaced[node] = row
      }
    }
    var after = radii
    for (node, row) in replaced where graph.isService(node) {
      (rows[node] & ~row).forEachBit { after[$0] -= graph.weights[node] }
      (row & ~rows[node]).forEachBit { after[$0] += graph.weights[node] }
    }
    return ((after.max() ?? 0) - worst) / graph.totalWeight
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
