internal import Model

/// The rows of each panel as positions in the snapshot's arrays, filtered and ordered.
///
/// Made when the snapshot or the query changes, not for each frame: a new snapshot orders, a new filter only
/// looks through what is ordered already.
struct Rows: Hashable, Sendable {
  /// Every row, in order.
  private var ordered: [PanelID: [Int]] = [:]
  /// Those that the filter lets through.
  private var shown: [PanelID: [Int]] = [:]

  init() {}

  init(of snapshot: Snapshot?, _ query: Query) {
    guard let snapshot else { return }
    for panel in PanelID.allCases { order(panel, of: snapshot, query) }
  }

  subscript(panel: PanelID) -> [Int] { shown[panel] ?? [] }

  /// How many rows there are without filter.
  func total(_ panel: PanelID) -> Int { ordered[panel]?.count ?? 0 }

  mutating func order(_ panel: PanelID, of snapshot: Snapshot, _ query: Query) {
    ordered[panel] = RowOrder(snapshot, panel).positions(query[panel])
    narrow(panel, of: snapshot, query)
  }

  mutating func narrow(_ panel: PanelID, of snapshot: Snapshot, _ query: Query) {
    let all = ordered[panel] ?? []
    guard query.isProblemsOnly || !query.filter.isEmpty else { return shown[panel] = all }
    let test = RowTest(snapshot: snapshot, query: query)
    shown[panel] = all.filter { test.wants($0, in: panel) }
  }
}

/// Whether a row is wanted. Reads what it says only if the filter has to look at it.
private struct RowTest {
  let snapshot: Snapshot
  let query: Query
  /// A name belongs to the provider whose region it evidently names; `nil` if the filter does not ask for one.
  private let regions: RegionNames?

  init(snapshot: Snapshot, query: Query) {
    self.snapshot = snapshot
    self.query = query
    regions = query.filter.asks(for: .provider) ? RegionNames(of: snapshot.regions.map(\.id)) : nil
  }

  typealias Test = (Filter.Field, String) -> Bool

  func wants(_ index: Int, in panel: PanelID) -> Bool {
    if query.isProblemsOnly, !isProblem(index, panel) { return false }
    return query.filter.isEmpty || query.filter.matches { test in says(index, panel, test) }
  }

  private func isProblem(_ index: Int, _ panel: PanelID) -> Bool {
    switch panel {
    case .regions: snapshot.regions[index].standing.health.isProblem
    case .names: snapshot.names[index].standing.health.isProblem
    case .services: snapshot.services[index].standing.health.isProblem
    case .incidents: snapshot.incidents[index].closedAt == nil
    case .risk: true
    }
  }

  private func says(_ index: Int, _ panel: PanelID, _ test: Test) -> Bool {
    switch panel {
    case .regions: region(snapshot.regions[index], test)
    case .names: name(snapshot.names[index], test)
    case .services: service(index, test)
    case .risk: snapshot.risk.map { failure($0.domains[index].id, test) } ?? false
    case .incidents: incident(snapshot.incidents[index], test)
    }
  }

  /// A single failure: by its id, and where it is watched by how it is.
  private func failure(_ id: DomainID, _ test: Test) -> Bool {
    domain(id, .name, test)
      || snapshot.regions.contains { $0.id == id && test(.state, $0.standing.health.rawValue) }
  }

  private func region(_ region: RegionState, _ test: Test) -> Bool {
    domain(region.id, .name, test) || test(.name, region.domain.name.string)
      || test(.place, region.domain.place.string) || test(.state, region.standing.health.rawValue)
  }

  private func name(_ name: NameState, _ test: Test) -> Bool {
    test(.name, name.id) || test(.state, name.standing.health.rawValue)
      || (regions?.region(in: name.id).map { domain($0, .place, test) } ?? false)
      || name.checks.contains { $0.last.map { test(.answer, $0.outcome.rawValue) } ?? false }
  }

  /// There may be ten thousand of them, so that each field is read where it lies: a copy of a service costs more
  /// than looking through it.
  private func service(_ index: Int, _ test: Test) -> Bool {
    let all = snapshot.services
    return test(.name, all[index].service.name.string) || test(.name, all[index].service.id)
      || test(.state, all[index].standing.health.rawValue)
      || all[index].service.owner.map { test(.owner, $0.string) } ?? false
      || all[index].service.tags.contains { test(.tag, $0.string) }
      || all[index].service.needs.contains { needs($0, test) }
  }

  private func needs(_ need: Need, _ test: Test) -> Bool {
    if case .domain(let id, _) = need { return domain(id, .needs, test) }
    return need.members.contains { needs($0, test) }
  }

  private func incident(_ incident: Incident, _ test: Test) -> Bool {
    test(.name, incident.title.string) || test(.state, incident.health.rawValue)
      || incident.members.contains { test(.needs, $0) }
      || incident.cause.map { domain($0.domain, .needs, test) } ?? false
  }

  /// The provider of `aws/us-east-1` is `aws`, and an id is tested for it as it stands.
  private func domain(_ id: DomainID, _ field: Filter.Field, _ test: Test) -> Bool {
    test(field, id.description)
      || ((id.kind == .region || id.kind == .provider) && test(.provider, id.description))
  }
}

// MARK: - Identity

extension Snapshot {
  /// The identity of a panel's row, whatever its position.
  func rowID(_ panel: PanelID, _ index: Int) -> String? {
    switch panel {
    case .regions: regions.indices.contains(index) ? regions[index].id.description : nil
    case .names: names.indices.contains(index) ? names[index].id : nil
    case .services: services.indices.contains(index) ? services[index].id : nil
    case .risk: risk.flatMap { $0.domains.indices.contains(index) ? $0.domains[index].id.description : nil }
    case .incidents: incidents.indices.contains(index) ? incidents[index].id : nil
    }
  }

  func place(_ panel: PanelID, _ index: Int) -> Place? {
    guard let id = rowID(panel, index) else { return nil }
    switch panel {
    case .regions, .risk: return DomainID(id).map { $0.kind == .service ? .service($0.name) : .domain($0) }
    case .names: return .name(id)
    case .services: return .service(id)
    case .incidents: return .incident(id)
    }
  }
}
