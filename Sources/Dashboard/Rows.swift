internal import Model

/// The rows of each panel as positions in the snapshot's arrays, filtered and ordered.
///
/// Made when the snapshot or the query changes, not for each frame. Rows that compare equal keep the
/// configured order.
struct Rows: Hashable, Sendable {
  private var indices: [PanelID: [Int]] = [:]
  /// How many rows there are without filter.
  private var totals: [PanelID: Int] = [:]

  init() {}

  init(of snapshot: Snapshot?, _ query: Query) {
    guard let snapshot else { return }
    indices[.regions] = Self.regions(snapshot, query)
    indices[.names] = Self.names(snapshot, query)
    indices[.services] = Self.services(snapshot, query)
    indices[.risk] = Self.domains(snapshot, query)
    indices[.incidents] = Self.incidents(snapshot, query)
    totals = [
      .regions: snapshot.regions.count, .names: snapshot.names.count, .services: snapshot.services.count,
      .risk: snapshot.risk?.domains.count ?? 0, .incidents: snapshot.incidents.count,
    ]
  }

  subscript(panel: PanelID) -> [Int] { indices[panel] ?? [] }
  func total(_ panel: PanelID) -> Int { totals[panel] ?? 0 }

  private static func regions(_ snapshot: Snapshot, _ query: Query) -> [Int] {
    let candidates = snapshot.regions.indices.filter { index in
      let region = snapshot.regions[index]
      return query.wants(region.standing) { test in
        test(region.id.description) || test(region.domain.name.string) || test(region.domain.place.string)
      }
    }
    return sorted(candidates, query[.regions]) { index in
      let region = snapshot.regions[index]
      return Facts(
        region.id.description, region.standing, region.checks, weight: region.dependents.weightShare)
    }
  }

  private static func names(_ snapshot: Snapshot, _ query: Query) -> [Int] {
    let candidates = snapshot.names.indices.filter { index in
      let name = snapshot.names[index]
      return query.wants(name.standing) { test in
        test(name.id) || name.checks.contains { $0.last.map { test($0.outcome.rawValue) } ?? false }
      }
    }
    return sorted(candidates, query[.names]) { index in
      let name = snapshot.names[index]
      return Facts(name.id, name.standing, name.checks, weight: nil)
    }
  }

  private static func services(_ snapshot: Snapshot, _ query: Query) -> [Int] {
    let candidates = snapshot.services.indices.filter { index in
      let service = snapshot.services[index]
      return query.wants(service.standing) { isAny(of: service.service, $0) }
    }
    return sorted(candidates, query[.services]) { index in
      let service = snapshot.services[index]
      return Facts(
        service.service.name.string, service.standing, service.checks, weight: service.service.weight)
    }
  }

  private static func isAny(of service: Service, _ test: (String) -> Bool) -> Bool {
    func isNamed(_ need: Need) -> Bool {
      if case .domain(let id, _) = need {
        test(id.description)
      } else {
        need.members.contains(where: isNamed)
      }
    }
    return test(service.id) || test(service.name.string) || service.owner.map { test($0.string) } ?? false
      || service.tags.contains { test($0.string) } || service.needs.contains(where: isNamed)
  }

  private static func domains(_ snapshot: Snapshot, _ query: Query) -> [Int] {
    let domains = snapshot.risk?.domains ?? []
    let candidates = domains.indices.filter { index in
      query.filter.matches { test in test(domains[index].id.description) }
    }
    return sorted(candidates, query[.risk]) { index in
      Facts(domains[index].id.description, Standing(), [], weight: domains[index].blastRadius)
    }
  }

  private static func incidents(_ snapshot: Snapshot, _ query: Query) -> [Int] {
    let candidates = snapshot.incidents.indices.filter { index in
      let incident = snapshot.incidents[index]
      if query.isProblemsOnly, incident.closedAt != nil { return false }
      return query.filter.matches { test in
        test(incident.title.string) || incident.members.contains(where: test)
      }
    }
    let order = query[.incidents]
    if order.key == .newest { return order.isReversed ? candidates.reversed() : candidates }
    return sorted(candidates, order) { index in
      Facts("", Standing(health: snapshot.incidents[index].health), [], weight: nil)
    }
  }
}

extension Query {
  /// Reads what a row says only if the filter has to look at it.
  fileprivate func wants(_ standing: Standing, _ any: (@escaping (String) -> Bool) -> Bool) -> Bool {
    if isProblemsOnly, standing.health.severity == 0 { return false }
    if filter.isEmpty { return true }
    return filter.matches { test in any(test) || test(standing.health.rawValue) }
  }
}

// MARK: - Order

extension Rows {
  /// What a row is compared by.
  fileprivate struct Facts {
    let name: String
    let standing: Standing
    let checks: [CheckState]
    let weight: Double?

    init(_ name: String, _ standing: Standing, _ checks: [CheckState], weight: Double?) {
      self.name = name
      self.standing = standing
      self.checks = checks
      self.weight = weight
    }

    /// What comes first has the larger rank; never NaN, which would have no place in an order.
    func rank(by key: SortKey) -> Double {
      switch key {
      case .worst: Double(standing.health.severity)
      case .name: 0
      case .latency: checks.reduce(-1) { max($0, $1.p95?.inMilliseconds ?? -1) }
      case .newest: standing.since.map { Double($0.nanoseconds) } ?? -.infinity
      case .weight: weight.flatMap { $0.isNaN ? nil : $0 } ?? -1
      }
    }
  }

  fileprivate static func sorted(_ indices: [Int], _ order: Query.Order, _ facts: (Int) -> Facts) -> [Int] {
    order.key == .name
      ? stable(indices.map { ($0, facts($0).name) }, isReversed: order.isReversed)
      : stable(indices.map { ($0, -facts($0).rank(by: order.key)) }, isReversed: order.isReversed)
  }

  /// The smallest key first; equal keys in the order of their positions.
  private static func stable<Key: Comparable>(_ keyed: [(index: Int, key: Key)], isReversed: Bool) -> [Int] {
    keyed.sorted { a, b in
      if a.key == b.key { return a.index < b.index }
      return (a.key < b.key) != isReversed
    }.map(\.index)
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
