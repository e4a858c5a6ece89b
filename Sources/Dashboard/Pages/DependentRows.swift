internal import Model

/// The services that depend on a domain, with their states, as far as a page lists them.
struct DependentRows {
  struct Row {
    let state: ServiceState
    let dependent: Dependents.Dependent
  }

  /// Worst first; of equal health the required ones first.
  let rows: [Row]
  /// How many there are, listed or not.
  let count: Int
  /// How many fail with the domain by the declared needs, and how many of those are down.
  let required: (count: Int, failing: Int)

  /// Rows listed at most; a page is no list of ten thousand.
  static let limit = 100

  init(of domain: DomainID, in snapshot: Snapshot) {
    let services = snapshot.services
    let all = snapshot.dependents[domain]?.services.filter { services.indices.contains($0.position) } ?? []
    func rank(_ dependent: Dependents.Dependent) -> Int {
      services[dependent.position].standing.health.severity * 2 + (dependent.strength == .required ? 1 : 0)
    }
    let sorted = all.sorted { (rank($1), $0.position) < (rank($0), $1.position) }
    rows = sorted.prefix(Self.limit).map { Row(state: services[$0.position], dependent: $0) }
    count = all.count
    let needing = all.filter { $0.strength == .required }
    required = (needing.count, needing.count { services[$0.position].standing.health == .down })
  }
}

extension Dependents.Strength {
  var words: String {
    switch self {
    case .required: "required"
    case .hasAlternative: "has an alternative"
    }
  }
}

extension Dependents.Path {
  var words: String {
    switch self {
    case .direct: "direct"
    case .transitive: "transitive"
    }
  }
}
