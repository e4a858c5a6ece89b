internal import Model

/// Which single changes would cut most risk, and which pairs do where one alone does nothing.
struct Recommendations {
  private var score: ChangeScore
  private let model: LossModel
  private var found: [RiskReport.Recommendation] = []

  /// Services tried: those with the greatest weight times unavailability.
  private static let serviceLimit = 64
  /// Candidates tried of each kind for one need.
  private static let candidateLimit = 4
  /// Below this part of all weight a change does nothing.
  private static let nothing = 1e-12

  init?(_ model: LossModel, seeds: [Int]) {
    guard let score = ChangeScore(model, seeds: seeds) else { return nil }
    self.score = score
    self.model = model
  }

  /// The best change of each kind for each need of each service, ranked by expected, then by worst-case loss.
  mutating func best(_ count: Int, services: [Int]) -> [RiskReport.Recommendation] {
    let pool = pool()
    for service in services.prefix(Self.serviceLimit) {
      let changes = Change.candidates(
        for: service, in: model.graph, limit: Self.candidateLimit, from: pool)
      let scored = changes.compactMap { change in score.score([change]).map { (change, $0) } }
      let best = bestOfEachKind(scored)
      for (change, score) in best where Self.helps(score) { add(change, nil, score) }
      addPair(of: best)
    }
    found.sort { Self.isBetter($0, $1) }
    return Array(found.prefix(count))
  }

  /// Domains of each kind, the most reliable first.
  private func pool() -> [DomainID.Kind: [Change.Candidate]] {
    let graph = model.graph
    let nodes = graph.domains.map(\.node).filter { !graph.isService($0) }
    return Dictionary(grouping: nodes) { graph.kinds[$0] }.mapValues { nodes in
      nodes.map { (graph.unavailability(of: $0)?.probability ?? 1, graph.id(of: $0), $0) }
        .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        .map { Change.Candidate(node: $0.2, provider: $0.1.provider) }
    }
  }

  private func bestOfEachKind(
    _ scored: [(Change, ChangeScore.Score)]
  ) -> [(Change, ChangeScore.Score)] {
    var best: [(Change, ChangeScore.Score)] = []
    for entry in scored {
      let same = best.firstIndex { $0.0.kind == entry.0.kind && $0.0.offset == entry.0.offset }
      guard let same else {
        best.append(entry)
        continue
      }
      if (entry.1.expected, entry.1.worst) < (best[same].1.expected, best[same].1.worst) {
        best[same] = entry
      }
    }
    return best
  }

  /// The best two changes of different needs, where either alone does nothing for expected or worst loss.
  private mutating func addPair(of best: [(Change, ChangeScore.Score)]) {
    var winner: (Change, Change, ChangeScore.Score)?
    for (index, first) in best.enumerated() {
      for second in best[..<index] where second.0.offset != first.0.offset {
        guard let both = score.score([first.0, second.0]) else { continue }
        let worstAlone = min(first.1.worst, second.1.worst)
        let expectedAlone = min(first.1.expected, second.1.expected)
        let isNew =
          (worstAlone > -Self.nothing && both.worst < -Self.nothing)
          || (expectedAlone > -Self.nothing && both.expected < -Self.nothing)
        guard isNew, winner.map({ (both.worst, both.expected) < ($0.2.worst, $0.2.expected) }) ?? true
        else { continue }
        winner = (second.0, first.0, both)
      }
    }
    if let winner { add(winner.0, winner.1, winner.2) }
  }

  private mutating func add(_ change: Change, _ other: Change?, _ score: ChangeScore.Score) {
    let graph = model.graph
    var words = change.kind.rawValue
    if let other { words += ", together with \(graph.id(of: other.candidate)) as \(other.kind.rawValue)" }
    let shared = change.present.flatMap { self.score.sharedFate($0, change.candidate) }
    found.append(
      RiskReport.Recommendation(
        service: graph.serviceID(of: change.service), change: SafeText(words),
        add: graph.id(of: change.candidate), deltaExpectedLoss: score.expected, deltaWorst: score.worst,
        sharesFateWith: Set(shared).sorted()))
  }

  private static func helps(_ score: ChangeScore.Score) -> Bool {
    score.expected < -nothing || score.worst < -nothing
  }

  private static func isBetter(_ a: RiskReport.Recommendation, _ b: RiskReport.Recommendation) -> Bool {
    (a.deltaExpectedLoss, a.deltaWorst, a.service, a.add)
      < (b.deltaExpectedLoss, b.deltaWorst, b.service, b.add)
  }
}
