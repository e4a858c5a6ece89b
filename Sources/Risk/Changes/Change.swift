internal import Model

/// One alternative added to a need of one service.
struct Change: Equatable {
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
  static func code(of graph: DependencyGraph, with changes: [Change]) -> [UInt32] {
    guard let service = changes.first?.service else { return [] }
    var code = Array(graph.code(of: service))
    for change in changes.sorted(by: { $0.offset > $1.offset }) {
      let added = UInt32(change.candidate)
      if code[change.offset] & DependencyGraph.groupBit == 0 {
        code.replaceSubrange(
          change.offset...change.offset,
          with: [DependencyGraph.groupBit | 2, 2, code[change.offset], added])
      } else {
        code[change.offset] += 1
        code[change.offset + 1] += 1
        code.insert(added, at: change.offset + 2)
      }
    }
    return code
  }

  /// Every change worth trying on a service: each of its required needs and groups of alternatives, with the
  /// candidates of its kind that it does not stand on yet.
  static func candidates(for service: Int, in graph: DependencyGraph, from pool: CandidatePool) -> [Change] {
    needs(of: service, in: graph).prefix(needLimit).flatMap { need in
      pool.candidates(beside: need.members).map { kind, candidate in
        Change(kind: kind, service: service, offset: need.offset, present: need.members, candidate: candidate)
      }
    }
  }

  /// Top-level needs of one kind: a single domain, or alternatives of which one suffices. A second region
  /// beside alternatives under one provider is no change of interest, another provider is.
  private static func needs(
    of service: Int, in graph: DependencyGraph
  ) -> [(offset: Int, members: [Int])] {
    let base = Int(graph.starts[service])
    let code = Array(graph.code(of: service))
    var found: [(offset: Int, members: [Int])] = []
    var at = 0
    while at < code.count {
      if code[at] & DependencyGraph.groupBit == 0 {
        found.append((at, [Int(code[at])]))
        at += 1
        continue
      }
      let end = graph.endOfMember(base + at) - base
      let members = code[(at + 2)..<end]
      let isFlat = members.allSatisfy { $0 & DependencyGraph.groupBit == 0 }
      let isAny = code[at] & ~DependencyGraph.groupBit == code[at + 1]
      if isFlat, isAny, Set(members.map { graph.kinds[Int($0)] }).count == 1 {
        found.append((at, members.map(Int.init)))
      }
      at = end
    }
    return found
  }
}
