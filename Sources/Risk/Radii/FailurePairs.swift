internal import Model

/// Two failures at once: every two of the domains that most services reach, 512 pairs a sweep.
///
/// A domain whose failure takes nothing down alone can be half of the worst pair: domains are chosen by how many
/// services reach them over any path, which no pair's loss can exceed.
struct FailurePairs {
  /// Words of the graph's code read at most, over all sweeps.
  private static let effort = 64_000_000
  private static let domainLimit = 256

  private typealias Pair = (first: Int, second: Int)

  private let graph: DependencyGraph
  /// By position among the domains paired.
  private let nodes: [Int]
  private let alone: [Double]
  private let allDomains: Int

  init(of graph: DependencyGraph, _ radii: BlastRadii) {
    self.graph = graph
    let gates = radii.seeds.indices.filter { graph.isGate(radii.seeds[$0]) && radii.radii[$0].reaching > 0 }
    let chosen = gates.sorted { (radii.radii[$1].reaching, $0) < (radii.radii[$0].reaching, $1) }
      .prefix(Self.limit(for: graph))
    allDomains = gates.count
    nodes = chosen.map { radii.seeds[$0] }
    alone = chosen.map { radii.radii[$0].weight }
  }

  /// n (n - 1) / 2 pairs take a 512th as many sweeps.
  private static func limit(for graph: DependencyGraph) -> Int {
    let sweeps = max(1, effort / max(1, graph.code.count + graph.nodeCount))
    let pairs = Double(sweeps * Row.width)
    return min(domainLimit, Int((1 + (1 + 8 * pairs).squareRoot()) / 2))
  }

  func worst(_ count: Int) -> RiskReport.Pairs {
    let pairs = nodes.indices.flatMap { first in
      nodes.indices[(first + 1)...].map { (first: first, second: $0) }
    }
    let both = overlaps()
    var worst: [RiskReport.Pairs.Pair] = []
    var surprising: [RiskReport.Pairs.Pair] = []
    for start in stride(from: 0, to: pairs.count, by: Row.width) {
      let losses = losses(of: pairs[start..<min(start + Row.width, pairs.count)], both)
      worst = Self.best(count, worst + losses) { ($0.weight, $0.excess) }
      surprising = Self.best(count, surprising + losses.filter { $0.excess > 0 }) { ($0.excess, $0.weight) }
    }
    return RiskReport.Pairs(
      domains: nodes.count, allDomains: allDomains, worst: worst, surprising: surprising)
  }

  /// The weight that either of two domains takes down alone, as a matrix of positions.
  private func overlaps() -> [Double] {
    let count = nodes.count
    var both = [Double](repeating: 0, count: count * count)
    _ = FailureRows(of: graph, seeds: nodes, meaning: .failure) { chunk in
      for node in chunk.nodes where graph.weights[node] != 0 {
        let weight = graph.weights[node]
        chunk[node].forEachBit { first in
          chunk[node].forEachBit { both[first * count + $0] += weight }
        }
      }
    }
    return both
  }

  private func losses(of pairs: ArraySlice<Pair>, _ both: [Double]) -> [RiskReport.Pairs.Pair] {
    var weights = [Double](repeating: 0, count: pairs.count)
    var services = [Int](repeating: 0, count: pairs.count)
    let scenarios = pairs.map { [nodes[$0.first], nodes[$0.second]] }
    _ = FailureRows(of: graph, scenarios: scenarios, meaning: .failure) { chunk in
      for node in chunk.nodes where graph.isService(node) {
        chunk[node].forEachBit {
          weights[$0] += graph.weights[node]
          services[$0] += 1
        }
      }
    }
    return zip(pairs, zip(weights, services)).map { pair, lost in
      let union = alone[pair.first] + alone[pair.second] - both[pair.first * nodes.count + pair.second]
      // What is left of equal sums is rounding.
      let excess = lost.0 - union > graph.totalWeight * 1e-12 ? lost.0 - union : 0
      return RiskReport.Pairs.Pair(
        first: graph.id(of: nodes[pair.first]), second: graph.id(of: nodes[pair.second]), weight: lost.0,
        blastRadius: graph.totalWeight > 0 ? min(1, lost.0 / graph.totalWeight) : nil, excess: excess,
        services: lost.1)
    }
  }

  private static func best(
    _ count: Int, _ pairs: [RiskReport.Pairs.Pair], by key: (RiskReport.Pairs.Pair) -> (Double, Double)
  ) -> [RiskReport.Pairs.Pair] {
    Array(
      pairs.sorted {
        (key($1).0, key($1).1, $0.first, $0.second) < (key($0).0, key($0).1, $1.first, $1.second)
      }
      .prefix(count))
  }
}
