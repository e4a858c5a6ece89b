internal import Model

/// What belongs to a domain in one snapshot: the services that stand on it, and the names watched in it.
struct Dependents {
  struct Row {
    let state: ServiceState
    let dependence: Dependence
  }

  /// Worst first; of equal health the required ones first.
  let rows: [Row]
  /// What the model says must fall, and how many of those do fail.
  let required: (count: Int, failing: Int)
  /// Names that the domain's checks ask for, and those with its own name among their labels.
  let names: [NameState]

  /// Rows shown at most; a page is no list of ten thousand.
  static let limit = 100

  init(of domain: DomainID, in snapshot: Snapshot) {
    var finder = DependenceFinder(domain, in: snapshot)
    let region = snapshot.regions.first { $0.id == domain }
    let listed = region.map { Set($0.dependents.services) }
    var rows: [Row] = []
    for state in snapshot.services {
      let isListed = listed?.contains(state.id) ?? false
      guard isListed || finder.reaches(state.service) else { continue }
      rows.append(Row(state: state, dependence: finder.dependence(of: state.service)))
    }
    self.rows = rows.enumerated().sorted { a, b in
      let (first, second) = (a.element.rank, b.element.rank)
      return first != second ? first > second : a.offset < b.offset
    }.map(\.element)
    let needing = rows.filter { $0.dependence == .required }
    required = (needing.count, needing.filter { $0.state.standing.health == .down }.count)
    let hosts = Set(region?.checks.map(\.check.probe.host) ?? [])
    names = snapshot.names.filter { name in
      hosts.contains(name.id) || name.id.split(separator: ".").contains { $0 == domain.name }
    }
  }
}

extension Dependents.Row {
  fileprivate var rank: Int { state.standing.health.severity * 2 + (dependence == .required ? 1 : 0) }
}
