package import Model

/// What fails if one domain fails, for many domains at once.
struct BlastRadii {
  struct Radius {
    var weight = 0.0
    var services = 0
    var direct = 0
    var reaching = 0
  }

  /// By position in `seeds`.
  let radii: [Radius]
  let seeds: [Int]
  /// By node: the probability that none of the seeds whose failure alone takes the node down has failed.
  let standing: [Double]

  init(of graph: DependencyGraph, seeds: [Int]) {
    self.seeds = seeds
    var radii = Self.direct(of: graph, seeds)
    var standing = [Double](repeating: 1, count: graph.nodeCount)
    let chances = seeds.map { graph.isGate($0) ? graph.unavailability(of: $0)?.probability ?? 0 : 0 }
    radii.withUnsafeMutableBufferPointer { radii in
      standing.withUnsafeMutableBufferPointer { standing in
        for start in stride(from: 0, to: seeds.count, by: Row.width) {
          let block = start..<min(start + Row.width, seeds.count)
          Self.visit(seeds, block, .failure, graph) { seed, node in
            radii[seed].weight += graph.weights[node]
            radii[seed].services += 1
            standing[node] *= 1 - chances[seed]
          }
          Self.visit(seeds, block, .reach, graph) { seed, _ in radii[seed].reaching += 1 }
        }
      }
    }
    // A service that others need reaches itself; it is not a dependent of its own.
    for (index, seed) in seeds.enumerated() where graph.isService(seed) { radii[index].reaching -= 1 }
    self.radii = radii
    self.standing = standing
  }

  private static func visit(
    _ seeds: [Int], _ block: Range<Int>, _ meaning: RowMeaning, _ graph: DependencyGraph,
    _ body: (_ seed: Int, _ node: Int) -> Void
  ) {
    _ = FailureRows(of: graph, seeds: seeds[block], meaning: meaning) { chunk in
      for node in chunk.nodes where graph.isService(node) {
        chunk[node].forEachBit { body(block.lowerBound + $0, node) }
      }
    }
  }

  /// Services whose own needs name a seed, each counted once.
  private static func direct(of graph: DependencyGraph, _ seeds: [Int]) -> [Radius] {
    var radii = [Radius](repeating: Radius(), count: seeds.count)
    var position = [Int32](repeating: -1, count: graph.nodeCount)
    for (index, seed) in seeds.enumerated() { position[seed] = Int32(index) }
    var lastCounted = [Int](repeating: -1, count: seeds.count)
    for service in graph.services {
      let node = Int(service)
      graph.forEachNeed(of: node) { needed in
        let index = Int(position[needed])
        guard index >= 0, needed != node, lastCounted[index] != node else { return }
        lastCounted[index] = node
        radii[index].direct += 1
      }
    }
    return radii
  }
}

extension RiskCalculator {
  /// The domains whose single failures `blastRadii` follows, as nodes: the first 512 that are not services.
  package static func singleFailures(of graph: DependencyGraph) -> [Int] {
    Array(graph.domains.map(\.node).filter { !graph.isService($0) && graph.isGate($0) }.prefix(Row.width))
  }

  /// Only the weight lost with each of these domains: what has to be quick while somebody waits.
  package static func blastRadii(on graph: DependencyGraph) -> [Double] {
    let seeds = singleFailures(of: graph)
    var lost = [Double](repeating: 0, count: seeds.count)
    lost.withUnsafeMutableBufferPointer { lost in
      graph.weights.withUnsafeBufferPointer { weights in
        _ = FailureRows(of: graph, seeds: seeds, meaning: .failure) { chunk in
          for node in chunk.nodes where weights[node] != 0 {
            chunk[node].forEachBit { lost[$0] += weights[node] }
          }
        }
      }
    }
    return lost
  }
}
