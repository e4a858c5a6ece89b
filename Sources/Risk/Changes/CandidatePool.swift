internal import Model

/// The domains that a change could add, and which of them are worth trying beside what is there.
///
/// What the graph depends on already comes first: it takes no new contract. Then what is near, then what is
/// reliable.
struct CandidatePool {
  private struct Candidate {
    let node: Int
    let id: DomainID
    let facts: FaultDomain
    let isNew: Bool
    let unavailability: Double
  }

  /// Candidates of one kind tried for one need.
  private static let limit = 4

  private let graph: DependencyGraph
  private var candidates: [DomainID.Kind: [Candidate]] = [:]

  /// - Parameter known: nodes from here on are in the graph only as candidates.
  init(of graph: DependencyGraph, known: Int) {
    self.graph = graph
    for domain in graph.domains where !graph.isService(domain.node) {
      candidates[graph.kinds[domain.node], default: []].append(
        Candidate(
          node: domain.node, id: graph.id(of: domain.node), facts: domain.facts, isNew: domain.node >= known,
          unavailability: graph.unavailability(of: domain.node)?.probability ?? 1))
    }
  }

  /// At most a few of each kind of change, the best guess first.
  ///
  /// - Parameter present: alternatives of one kind, of which one suffices.
  func candidates(beside present: [Int]) -> [(kind: Mitigation.Kind, node: Int)] {
    guard let first = present.first, let facts = graph.domain(at: first)?.facts else { return [] }
    let providers = Set(present.compactMap { graph.id(of: $0).provider })
    var counts: [Mitigation.Kind: Int] = [:]
    var seenProviders = providers
    return ranked(graph.kinds[first], beside: facts).compactMap { candidate in
      guard !present.contains(candidate.node), let kind = kind(of: candidate, facts, providers),
        counts[kind, default: 0] < Self.limit
      else { return nil }
      // Of another provider, the one region that fits best will do.
      if kind == .provider, let provider = candidate.id.provider,
        !seenProviders.insert(provider).inserted
      {
        return nil
      }
      counts[kind, default: 0] += 1
      return (kind, candidate.node)
    }
  }

  private func ranked(_ kind: DomainID.Kind, beside facts: FaultDomain) -> [Candidate] {
    func rank(_ candidate: Candidate) -> (Int, Double, Double, DomainID) {
      let distance = facts.coordinates.flatMap { here in candidate.facts.coordinates?.kilometres(to: here) }
      return (candidate.isNew ? 1 : 0, distance ?? 20_000, candidate.unavailability, candidate.id)
    }
    return (candidates[kind] ?? []).map { (rank($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func kind(
    of candidate: Candidate, _ facts: FaultDomain, _ providers: Set<DomainID>
  ) -> Mitigation.Kind? {
    switch candidate.id.kind {
    case .region:
      guard let provider = candidate.id.provider, providers.contains(provider) else { return .provider }
      return candidate.facts.country == facts.country ? .region : .regionAbroad
    case .provider: return candidate.isNew ? nil : .provider
    case .dns: return .dns
    case .cdn: return .cdn
    case .ca, .country, .jurisdiction, .service: return nil
    }
  }
}
