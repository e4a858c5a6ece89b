internal import Model

/// One alternative added to a need of one service.
struct Mitigation: Equatable {
  enum Kind: String, CaseIterable {
    case region = "second region"
    case regionAbroad = "second region, in another country"
    case provider = "second provider"
    case dns = "second DNS operator"
    case cdn = "second CDN"
  }

  /// Needs of one service for which changes are tried.
  private static let needLimit = 16

  let kind: Kind
  /// The service, as a node.
  let service: Int
  /// Where in the service's code the need stands: a node, or the head of a top-level group of alternatives.
  let offset: Int
  /// What is there already.
  let present: [Int]
  let candidate: Int

  /// The service's code with the changes made; they are of different needs.
  static func code(of graph: DependencyGraph, with changes: [Mitigation]) -> [UInt32] {
    guard let service = changes.first?.service else { return [] }
    var code = NeedCode(graph.code(of: service))
    for change in changes.sorted(by: { $0.offset > $1.offset }) {
      code.addAlternative(UInt32(change.candidate), at: change.offset)
    }
    return code.words
  }

  /// Every change worth trying on a service: each of its required needs and groups of alternatives, with the
  /// candidates of its kind that it does not depend on yet.
  static func candidates(for service: Int, in graph: DependencyGraph, from pool: CandidatePool)
    -> [Mitigation]
  {
    needs(of: service, in: graph).prefix(needLimit).flatMap { need in
      pool.candidates(beside: need.members).map { kind, candidate in
        Mitigation(
          kind: kind, service: service, offset: need.offset, present: need.members, candidate: candidate)
      }
    }
  }

  /// Top-level needs of one kind: a single domain, or alternatives of which one suffices. A second region
  /// beside alternatives under one provider is no change of interest, another provider is.
  private static func needs(
    of service: Int, in graph: DependencyGraph
  ) -> [(offset: Int, members: [Int])] {
    var needs = graph.needs(of: service)
    let start = needs.index
    var found: [(offset: Int, members: [Int])] = []
    while !needs.isAtEnd {
      let offset = needs.index - start
      switch needs.next() {
      case .node(let node): found.append((offset, [node]))
      case .group(let failing, let count):
        let members = nodes(among: count, &needs)
        let isAny = failing == count && members.count == count
        if isAny, Set(members.map { graph.kinds[$0] }).count == 1 { found.append((offset, members)) }
      }
    }
    return found
  }

  /// Those of the next needs that are single nodes.
  private static func nodes(among count: Int, _ needs: inout NeedCursor<[UInt32]>) -> [Int] {
    var nodes: [Int] = []
    for _ in 0..<count {
      var need = needs
      if case .node(let node) = need.next() { nodes.append(node) }
      needs.skip()
    }
    return nodes
  }
}
