internal import Model

/// The watched subjects in the dependency graph: what each depends on, and which of them fail or are affected if
/// one domain fails. Answers are kept, since failures ask the same questions again and again.
struct SubjectGraph {
  struct Vertex {
    let subject: Subject
    let title: SafeText
    /// Its node in the graph; `nil` for a name that names no region.
    let node: Int?
  }

  /// What becomes of the subjects, by their numbers, if one domain alone fails.
  struct Impact {
    /// Those that fail with it: the declared needs leave them no alternative.
    let failed: Set<Int>
    /// Those that depend on it in any way, also where there is an alternative.
    let dependents: Set<Int>
  }

  let vertices: [Vertex]
  private let graph: DependencyGraph
  private var dependencies: [Int: Set<Int>] = [:]
  private var impacts: [Int: Impact] = [:]
  /// The subjects that depend on a node in any way; made when it is first asked for.
  private var dependents: [Int: Set<Int>]?

  init(_ graph: DependencyGraph, of subjects: [SubjectRecord]) {
    self.graph = graph
    vertices = subjects.map {
      Vertex(
        subject: $0.subject, title: $0.title, node: ($0.region ?? $0.subject.domain).flatMap(graph.node))
    }
  }

  func domain(_ node: Int) -> DomainID { graph.id(of: node) }
  func node(of domain: DomainID) -> Int? { graph.node(of: domain) }

  /// Everything that a node depends on, itself included, as nodes.
  mutating func dependencies(of node: Int) -> Set<Int> {
    if let known = dependencies[node] { return known }
    var found: Set<Int> = [node]
    var open = [node]
    while let next = open.popLast() {
      graph.forEachNeed(of: next) { if found.insert($0).inserted { open.append($0) } }
    }
    dependencies[node] = found
    return found
  }

  mutating func dependencies(ofSubject subject: Int) -> Set<Int> {
    vertices[subject].node.map { dependencies(of: $0) } ?? []
  }

  mutating func impact(of node: Int) -> Impact {
    if let known = impacts[node] { return known }
    let dependents = everyDependent()[node] ?? []
    var failed = dependents
    // Nothing else fails with what only one subject is: among thousands of services nearly all are so.
    if dependents.count != 1 || dependents.contains(where: { vertices[$0].node != node }) {
      let failure = graph.failure(given: [node])
      failed = Set(vertices.indices.filter { vertices[$0].node.map { failure[$0] } ?? false })
    }
    let impact = Impact(failed: failed, dependents: dependents)
    impacts[node] = impact
    return impact
  }

  private mutating func everyDependent() -> [Int: Set<Int>] {
    if let dependents { return dependents }
    var found: [Int: Set<Int>] = [:]
    for subject in vertices.indices {
      for node in dependencies(ofSubject: subject) { found[node, default: []].insert(subject) }
    }
    dependents = found
    return found
  }
}
