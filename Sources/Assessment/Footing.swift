internal import Model

/// What the watched things stand on by the needs declared: which fault domains two of them share, and who
/// falls with what. Answers are kept, since failures ask the same questions again and again.
struct Footing {
  struct Subject {
    let label: String
    let title: SafeText
    /// Its place in the graph; `nil` for a name that names no region.
    let node: Int?
    let service: Service.ID?
  }

  /// What becomes of the subjects, by their numbers, if one domain alone fails.
  struct Fate {
    /// Those that fall: the declared needs leave them nothing else.
    let falls: Set<Int>
    /// Those that need it in any way, also where there is an alternative.
    let leans: Set<Int>
  }

  let subjects: [Subject]
  private let graph: DependencyGraph
  private var reaches: [Int: Set<Int>] = [:]
  private var fates: [Int: Fate] = [:]
  /// The subjects that stand on a node in any way; made when it is first asked for.
  private var leaning: [Int: Set<Int>]?

  init(plan: Plan, subjects records: [SubjectRecord]) {
    let known = Set(plan.domains.map(\.id))
    let watched = plan.regions.map(\.id).filter { !known.contains($0) }.map { id in
      FaultDomain(id: id, needs: id.provider.map { [.domain($0, evidence: nil)] } ?? [])
    }
    let graph = DependencyGraph(domains: plan.domains + watched, services: plan.services)
    let regions = RegionNames(of: (plan.domains + watched).map(\.id))
    self.graph = graph
    subjects = records.map { record in
      switch record.subject {
      case .region(let id):
        Subject(label: record.label, title: record.name, node: graph.node(of: id), service: nil)
      case .name(let name):
        Subject(
          label: record.label, title: record.name, node: regions.region(in: name).flatMap(graph.node),
          service: nil)
      case .service(let service):
        Subject(
          label: record.label, title: record.name, node: graph.node(of: .service(service.id)),
          service: service.id)
      }
    }
  }

  func domain(_ node: Int) -> DomainID { graph.id(of: node) }
  func node(of domain: DomainID) -> Int? { graph.node(of: domain) }

  /// Everything that a node stands on, itself included, as nodes.
  mutating func reach(of node: Int) -> Set<Int> {
    if let known = reaches[node] { return known }
    var found: Set<Int> = [node]
    var open = [node]
    while let next = open.popLast() {
      graph.forEachNeed(of: next) { if found.insert($0).inserted { open.append($0) } }
    }
    reaches[node] = found
    return found
  }

  mutating func reach(ofSubject subject: Int) -> Set<Int> {
    subjects[subject].node.map { reach(of: $0) } ?? []
  }

  mutating func fate(ifFails node: Int) -> Fate {
    if let known = fates[node] { return known }
    let leans = everyLeaning()[node] ?? []
    var falls = leans
    // Nothing else falls with what only one subject is: among thousands of services nearly all are so.
    if leans.count != 1 || leans.contains(where: { subjects[$0].node != node }) {
      let failed = graph.failure(given: [node])
      falls = Set(subjects.indices.filter { subjects[$0].node.map { failed[$0] } ?? false })
    }
    let fate = Fate(falls: falls, leans: leans)
    fates[node] = fate
    return fate
  }

  private mutating func everyLeaning() -> [Int: Set<Int>] {
    if let leaning { return leaning }
    var found: [Int: Set<Int>] = [:]
    for subject in subjects.indices {
      for node in reach(ofSubject: subject) { found[node, default: []].insert(subject) }
    }
    leaning = found
    return found
  }
}
