internal import Model

/// Which single changes would cut most risk, and which pairs do where one alone does nothing.
///
/// In a graph too large for one diagram, each service gets one of its own, of as much of what depends on it as
/// fits: an alternative never raises a probability, so what is left out can only be cut further.
struct Recommendations {
  private typealias Scored = (change: Mitigation, score: MitigationScore.Score)

  private let model: LossModel
  private let losses: SingleLosses
  private let pool: CandidatePool
  private var shared: MitigationScore?
  private var found: [RiskReport.Recommendation] = []

  /// How much is tried: in one diagram for all services, or in one for each.
  private struct Limits {
    let services, affected, effort: Int

    static let shared = Limits(services: Affected.serviceLimit, affected: .max, effort: 3_000_000)
    static let each = Limits(services: 16, affected: 1_000, effort: 400_000)
  }

  private static let localCone = 4_000
  private static let localBudget = 200_000
  /// Below this part of all weight a change does nothing.
  private static let nothing = 1e-12

  /// - Parameters:
  ///   - known: nodes from here on are in the graph only as candidates.
  ///   - seeds: the gates whose failures make the worst case; at most as many as a row holds.
  init?(_ model: LossModel, known: Int, seeds: [Int]) {
    guard model.graph.totalWeight > 0 else { return nil }
    self.model = model
    losses = SingleLosses(of: model.graph, seeds: seeds)
    pool = CandidatePool(of: model.graph, known: known)
    shared = model.exact.map { MitigationScore($0.graph, losses: losses, effort: Limits.shared.effort) }
  }

  /// The best change of each kind for each need of each service, ranked by expected, then by worst-case loss.
  mutating func best(_ count: Int, services: [Int]) -> [RiskReport.Recommendation] {
    let limits = shared == nil ? Limits.each : .shared
    let tried = Array(services.prefix(limits.services))
    let affected = Affected(by: tried, in: model.graph, limit: limits.affected)
    for (index, service) in tried.enumerated() {
      let changes = Mitigation.candidates(for: service, in: model.graph, from: pool)
        .filter { !affected.stands($0.candidate, onServiceAt: index) }
      if !changes.isEmpty { tryAll(changes, affected.nodes[index]) }
    }
    found.sort { Self.isBetter($0, $1) }
    return Array(found.prefix(count))
  }

  private mutating func tryAll(_ changes: [Mitigation], _ affected: Affected.Nodes) {
    if var scorer = shared {
      shared = nil
      tryAll(changes, affected, &scorer)
      shared = scorer
    } else if var scorer = local(changes, affected) {
      tryAll(changes, affected, &scorer)
    } else if let service = changes.first?.service {
      let alone = Affected.Nodes(nodes: [service], isWhole: affected.nodes == [service])
      if var scorer = local(changes, alone) { tryAll(changes, alone, &scorer) }
    }
  }

  private func local(_ changes: [Mitigation], _ affected: Affected.Nodes) -> MitigationScore? {
    let diagram = try? GraphDiagram(
      of: model.graph, services: affected.nodes + changes.map(\.candidate), events: model.events,
      cone: Self.localCone, budget: Self.localBudget, effort: Limits.each.effort)
    return diagram.map { MitigationScore($0, losses: losses, effort: Limits.each.effort) }
  }

  private mutating func tryAll(
    _ changes: [Mitigation], _ affected: Affected.Nodes, _ scorer: inout MitigationScore
  ) {
    let scored = changes.compactMap { change -> Scored? in
      scorer.score([change], affected: affected.nodes).map { (change, $0) }
    }
    let best = Self.bestOfEachKind(scored)
    for entry in best where Self.helps(entry.score) { add([entry.change], entry.score, affected) }
    addPair(of: best, affected, &scorer)
  }

  private static func bestOfEachKind(_ scored: [Scored]) -> [Scored] {
    var best: [Scored] = []
    for entry in scored {
      let same = best.firstIndex {
        $0.change.kind == entry.change.kind && $0.change.offset == entry.change.offset
      }
      guard let same else {
        best.append(entry)
        continue
      }
      let (new, old) = (entry.score, best[same].score)
      // Equal but for rounding: the candidate that came first stays.
      let isBetter =
        new.expected < old.expected - nothing
        || (new.expected < old.expected + nothing && new.worst < old.worst - nothing)
      if isBetter { best[same] = entry }
    }
    return best
  }

  /// The best two changes of different needs, where either alone does nothing for expected or worst loss.
  private mutating func addPair(
    of best: [Scored], _ affected: Affected.Nodes, _ scorer: inout MitigationScore
  ) {
    var winner: (changes: [Mitigation], score: MitigationScore.Score)?
    for (index, first) in best.enumerated() {
      for second in best[..<index] where second.change.offset != first.change.offset {
        let changes = [second.change, first.change]
        guard let both = scorer.score(changes, affected: affected.nodes),
          Self.isNew(both, first.score, second.score)
        else { continue }
        if let old = winner?.score, (both.worst, both.expected) >= (old.worst, old.expected) { continue }
        winner = (changes, both)
      }
    }
    if let winner { add(winner.changes, winner.score, affected) }
  }

  private static func isNew(
    _ both: MitigationScore.Score, _ first: MitigationScore.Score, _ second: MitigationScore.Score
  ) -> Bool {
    (min(first.worst, second.worst) > -nothing && both.worst < -nothing)
      || (min(first.expected, second.expected) > -nothing && both.expected < -nothing)
  }

  /// - Parameter changes: one, or two that belong together.
  private mutating func add(
    _ changes: [Mitigation], _ score: MitigationScore.Score, _ affected: Affected.Nodes
  ) {
    guard let first = changes.first else { return }
    let graph = model.graph
    let others = changes.dropFirst().map {
      ", together with \(graph.id(of: $0.candidate)) as \($0.kind.rawValue)"
    }
    let fate = SharedFate(graph: graph)
    let shared = changes.flatMap { change in
      change.present.flatMap { fate.between($0, change.candidate) }
    }
    found.append(
      RiskReport.Recommendation(
        service: graph.serviceID(of: first.service),
        change: SafeText(first.kind.rawValue + others.joined()),
        add: graph.id(of: first.candidate), deltaExpectedLoss: score.expected, deltaWorst: score.worst,
        method: affected.isWhole ? .exact : .bound, sharesFateWith: Set(shared).sorted()))
  }

  private static func helps(_ score: MitigationScore.Score) -> Bool {
    score.expected < -nothing || score.worst < -nothing
  }

  private static func isBetter(_ a: RiskReport.Recommendation, _ b: RiskReport.Recommendation) -> Bool {
    (a.deltaExpectedLoss, a.deltaWorst, a.service, a.add)
      < (b.deltaExpectedLoss, b.deltaWorst, b.service, b.add)
  }
}
