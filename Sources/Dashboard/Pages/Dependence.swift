internal import Model

/// How a service stands on one fault domain, told from needs alone.
enum Dependence: Hashable {
  /// It falls when the domain falls.
  case required
  /// Its needs name the domain, but something else can stand in.
  case hasAlternative
  /// It reaches the domain only through what its needs rest on in turn.
  case indirect

  var words: String {
    switch self {
    case .required: "required"
    case .hasAlternative: "has an alternative"
    case .indirect: "indirectly"
    }
  }
}

/// Evaluates needs with one domain failed. A provider takes its regions with it; a service takes those that
/// need it; the least fixpoint is meant, so that services that need each other keep each other up.
struct DependenceFinder {
  private let failed: DomainID
  private let services: [Service.ID: Service]
  private var memory: [Service.ID: Bool] = [:]

  init(_ failed: DomainID, in snapshot: Snapshot) {
    self.failed = failed
    services = Dictionary(
      snapshot.services.map { ($0.id, $0.service) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func dependence(of service: Service) -> Dependence {
    if falls(service) { return .required }
    return service.needs.contains(where: names) ? .hasAlternative : .indirect
  }

  /// True if the service has anything to do with the domain.
  mutating func reaches(_ service: Service) -> Bool {
    service.needs.contains(where: names) || falls(service)
  }

  private func names(_ need: Need) -> Bool {
    need.domains.contains { $0 == failed || $0.provider == failed }
  }

  private mutating func falls(_ service: Service) -> Bool {
    if let known = memory[service.id] { return known }
    memory[service.id] = false
    let result = failed == .service(service.id) || service.needs.contains { fails($0) }
    memory[service.id] = result
    return result
  }

  private mutating func fails(_ need: Need) -> Bool {
    switch need {
    case .domain(let id, _):
      if id == failed || id.provider == failed { return true }
      guard id.kind == .service, let service = services[id.name] else { return false }
      return falls(service)
    case .any(let members): return !members.isEmpty && fails(members, atLeast: members.count)
    case .all(let members): return fails(members, atLeast: 1)
    case .atLeast(let count, let members): return fails(members, atLeast: members.count - count + 1)
    }
  }

  private mutating func fails(_ members: [Need], atLeast limit: Int) -> Bool {
    var count = 0
    for member in members where fails(member) { count += 1 }
    return count >= limit
  }
}
