internal import Model

/// Bounds of every node's failure probability, in one sweep: what stands where exactness costs too much. Four
/// scenarios are swept side by side, each with one domain taken as failed, or none.
///
/// The formulas are those of `BoundAlgebra`, without an array a gate.
struct FailureBounds {
  typealias Lanes = SIMD4<Double>

  struct Bounds: Equatable {
    var low, high: Lanes

    subscript(lane: Int) -> BoundAlgebra.Bounds {
      BoundAlgebra.Bounds(low: low[lane], high: max(low[lane], high[lane]))
    }
  }

  /// By node.
  private(set) var values: [Bounds]
  private let graph: DependencyGraph
  /// By node, for the nodes before the first cycle as for those in one: what fails by itself.
  private var own: [Lanes]

  private static let roundLimit = 200

  /// - Parameter failed: by lane, the node taken as failed there; at most four.
  init(of graph: DependencyGraph, failed: [Int?] = [nil]) {
    self.graph = graph
    let zero = Bounds(low: .zero, high: .zero)
    values = Array(repeating: zero, count: graph.nodeCount)
    own = Array(repeating: .zero, count: graph.nodeCount)
    for domain in graph.domains {
      own[domain.node] = Lanes(repeating: graph.unavailability(of: domain.node)?.probability ?? 0)
    }
    for (lane, node) in failed.enumerated() { if let node { own[node][lane] = 1 } }
    var node = 0
    for cycle in graph.cycles + [graph.nodeCount..<graph.nodeCount] {
      for node in node..<cycle.lowerBound { values[node] = bound(of: node) }
      settle(cycle)
      node = cycle.upperBound
    }
  }

  /// The least fixpoint is reached after as many rounds as the cycle has members; every round bounds what the
  /// functions are by then. If rounds run out before the bounds stand still, the upper one is 1.
  private mutating func settle(_ cycle: Range<Int>) {
    for _ in 0..<min(cycle.count, Self.roundLimit) {
      var changed = false
      for node in cycle {
        let bound = bound(of: node)
        changed = changed || bound != values[node]
        values[node] = bound
      }
      if !changed { return }
    }
    guard cycle.count > Self.roundLimit else { return }
    for node in cycle { values[node].high = Lanes(repeating: 1) }
  }

  private func bound(of node: Int) -> Bounds {
    var low = own[node]
    var standing = 1 - own[node]
    var needs = graph.needs(of: node)
    while !needs.isAtEnd {
      let need = next(&needs)
      low = low.replacing(with: need.low, where: need.low .> low)
      standing *= 1 - need.high
    }
    return Bounds(low: low, high: 1 - standing)
  }

  private func next(_ needs: inout NeedCursor<[UInt32]>) -> Bounds {
    switch needs.next() {
    case .node(let node): values[node]
    case .group(let failing, let members): group(failing, of: members, &needs)
    }
  }

  private func group(_ failing: Int, of count: Int, _ needs: inout NeedCursor<[UInt32]>) -> Bounds {
    guard failing == 1 || failing == count else { return atLeast(failing, of: count, &needs) }
    var low = failing == 1 ? Lanes.zero : Lanes(repeating: 1)
    var high = Lanes(repeating: 1)
    for _ in 0..<count {
      let part = next(&needs)
      if failing == 1 {
        low = low.replacing(with: part.low, where: part.low .> low)
        high *= 1 - part.high
      } else {
        low *= part.low
        high = high.replacing(with: part.high, where: part.high .< high)
      }
    }
    return Bounds(low: low, high: failing == 1 ? 1 - high : high)
  }

  private func atLeast(_ failing: Int, of count: Int, _ needs: inout NeedCursor<[UInt32]>) -> Bounds {
    var parts: [Bounds] = []
    for _ in 0..<count { parts.append(next(&needs)) }
    var result = Bounds(low: .zero, high: .zero)
    for lane in 0..<Lanes.scalarCount {
      let bounds = BoundAlgebra().atLeast(failing, of: parts.map { $0[lane] })
      result.low[lane] = bounds.low
      result.high[lane] = bounds.high
    }
    return result
  }
}
