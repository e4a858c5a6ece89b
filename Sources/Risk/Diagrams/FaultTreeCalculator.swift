package import Model

/// Exact answers about fault trees, or bounds where the budget does not allow them.
package enum FaultTreeCalculator {
  /// Nodes of a decision diagram at most: about 100 MB with its tables.
  package static let standardBudget = 2_000_000

  /// - Parameter top: the name of the top event asked about.
  package static func report(
    on tree: FaultTree, top: FaultTree.Reference, named name: SafeText, budget: Int = standardBudget
  ) -> FaultTreeReport {
    var single = tree
    single.tops = [top]
    let support = tree.support(of: top).sorted()
    do {
      let built = try DecisionDiagram.build(single, budget: budget)
      return exact(built, single, support, name)
    } catch {
      let found = CutSetBounds(of: single)
      let bound = found.bounds
      return FaultTreeReport(
        top: name, events: support.count, probability: (bound.low + bound.high) / 2,
        bounds: bound.low...bound.high, method: .bound, sums: found.sums, cutSets: nil, orders: nil,
        importance: [])
    }
  }

  private static func exact(
    _ built: DecisionDiagram.Built, _ tree: FaultTree, _ support: [Int], _ name: SafeText
  ) -> FaultTreeReport {
    let q = tree.events.map(\.probability)
    let analysis = built.diagram.analysis(of: built.roots, weights: [1], probabilities: q)
    let probability = analysis.probabilities[0]
    var sets = CutSets(of: built.diagram)
    let counts = (try? sets.minimal(of: built.roots[0])).map(sets.counts)
    let importance = support.map { event in
      Self.importance(of: event, tree, analysis.birnbaum[event], probability, built)
    }
    return FaultTreeReport(
      top: name, events: support.count, probability: probability, bounds: probability...probability,
      method: .exact, cutSets: counts.map { $0.reduce(0) { $0 > Int.max - $1 ? Int.max : $0 + $1 } },
      orders: counts.map { Array($0.dropFirst()) },
      importance: importance.sorted { ($1.mif, $0.event) < ($0.mif, $1.event) })
  }

  /// Definitions as in the Open-PSA tools: CIF = q B / P, DIF = q RAW, RAW = P(top | event) / P,
  /// RRW = P / P(top | no event).
  private static func importance(
    of event: Int, _ tree: FaultTree, _ birnbaum: Double, _ probability: Double,
    _ built: DecisionDiagram.Built
  ) -> FaultTreeReport.Importance {
    let q = tree.events[event].probability
    guard probability > 0 else {
      return FaultTreeReport.Importance(
        event: tree.events[event].name, mif: birnbaum, cif: 0, dif: 0, raw: 0, rrw: nil)
    }
    var without = probability - q * birnbaum
    if without < probability * 1e-9 {
      // The difference has lost its digits: compute what is left directly.
      var chances = tree.events.map(\.probability)
      chances[event] = 0
      without = built.diagram.probability(of: built.roots[0], chances)
    }
    let raw = 1 + (1 - q) * birnbaum / probability
    return FaultTreeReport.Importance(
      event: tree.events[event].name, mif: birnbaum, cif: q * birnbaum / probability, dif: q * raw, raw: raw,
      rrw: without > 0 ? probability / without : nil)
  }
}
