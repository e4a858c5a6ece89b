package import Model

extension RiskCalculator {
  /// What fails, what could not restart and what loses alternatives if these domains fail, and the change that
  /// would save most of it. What fails already does not count: the answer is that of the plan alone.
  package static func whatIfResult(
    _ failing: Set<DomainID>, on graph: DependencyGraph
  ) -> WhatIfResult {
    let seeds = failing.compactMap(graph.node)
    let after = graph.failure(given: seeds)
    let stopped = graph.failure(given: seeds, fixpoint: .greatest)
    let touched = graph.touched(by: after)
    var found: [WhatIfResult.Fate: [(position: Int, node: Int)]] = [:]
    for (position, service) in graph.services.enumerated() {
      let node = Int(service)
      if after[node] {
        found[.falls, default: []].append((position, node))
      } else if stopped[node] {
        found[.cannotRestart, default: []].append((position, node))
      } else if touched[node] {
        found[.thinner, default: []].append((position, node))
      }
    }
    let casualties = WhatIfResult.Fate.allCases.flatMap { fate in
      (found[fate] ?? []).sorted {
        (graph.weights[$1.node], $0.position) < (graph.weights[$0.node], $1.position)
      }
      .map { position, node in
        WhatIfResult.Casualty(
          id: graph.serviceID(of: node), position: position, fate: fate, weight: graph.weights[node])
      }
    }
    let fallen = (found[.falls] ?? []).map(\.node)
    return WhatIfResult(
      failing: failing, casualties: casualties, counts: found.mapValues(\.count),
      services: graph.services.count, weight: graph.totalWeight,
      weightLost: fallen.reduce(0) { $0 + graph.weights[$1] },
      remedy: Remedies(graph, after: after, seeds: Set(seeds)).best(for: fallen))
  }
}

/// Finds the one alternative that would keep most weight standing through a failure.
private struct Remedies {
  private let graph: DependencyGraph
  private let after: [Bool]
  private let seeds: Set<Int>

  /// Services tried: the heaviest of those that fall.
  private static let serviceLimit = 32

  init(_ graph: DependencyGraph, after: [Bool], seeds: Set<Int>) {
    self.graph = graph
    self.after = after
    self.seeds = seeds
  }

  func best(for fallen: [Int]) -> WhatIfResult.Remedy? {
    let pool = CandidatePool(of: graph, known: graph.nodeCount)
    let tried = fallen.sorted { (graph.weights[$1], $0) < (graph.weights[$0], $1) }.prefix(Self.serviceLimit)
    var best: WhatIfResult.Remedy?
    for service in tried where !seeds.contains(service) {
      let changes = Mitigation.candidates(for: service, in: graph, from: pool)
      guard let change = changes.first(where: { stands(service, with: $0) }) else { continue }
      let saved = saved(by: service)
      guard saved.weight > best?.weightSaved ?? 0 else { continue }
      best = WhatIfResult.Remedy(
        service: graph.serviceID(of: service),
        position: graph.services.firstIndex(of: UInt32(service)) ?? -1,
        change: SafeText(change.kind.rawValue),
        add: graph.id(of: change.candidate), weightSaved: saved.weight, servicesSaved: saved.services)
    }
    return best
  }

  private func stands(_ service: Int, with change: Mitigation) -> Bool {
    var algebra = Certainty()
    return !algebra.failure(of: Mitigation.code(of: graph, with: [change])[...]) { after[$0] }
  }

  /// The weight that is saved once a service works: its own and that of what failed only with it. What needs it
  /// has a higher number, except in a cycle, where this may find too little but never too much.
  private func saved(by service: Int) -> (weight: Double, services: Int) {
    var state = after
    state[service] = false
    var (weight, services) = (graph.weights[service], 1)
    for node in (service + 1)..<max(service + 1, graph.nodeCount)
    where state[node] && !seeds.contains(node) && !graph.needsFail(of: node, state) {
      // An exposure fails a domain from outside of its needs.
      guard graph.isService(node) else { continue }
      state[node] = false
      weight += graph.weights[node]
      services += 1
    }
    return (weight, services)
  }
}

/// Failures as plain truth.
private struct Certainty: GateAlgebra {
  var never: Bool { false }

  func either(_ values: [Bool]) throws(Never) -> Bool { values.contains(true) }
  func every(_ values: [Bool]) throws(Never) -> Bool { values.allSatisfy { $0 } }
  func atLeast(_ count: Int, of values: [Bool]) throws(Never) -> Bool { values.count { $0 } >= count }
}
