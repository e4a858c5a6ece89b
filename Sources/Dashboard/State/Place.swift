internal import Model

/// A thing one can drill into; kept by identity, so that a new snapshot shows the same thing.
enum Place: Hashable, Sendable {
  case domain(DomainID)
  case name(String)
  case service(Service.ID)
  case incident(String)
  /// The risk explorer.
  case risk
  /// The map of the world.
  case map
  /// What if? The state of it is `AppState.hypothesis`.
  case hypothesis
}

extension Place {
  /// The page of a fault domain: a service has one of its own.
  init(of domain: DomainID) { self = domain.kind == .service ? .service(domain.name) : .domain(domain) }

  init(_ subject: Subject) {
    switch subject {
    case .region(let id): self = .domain(id)
    case .name(let name): self = .name(name)
    case .service(let id): self = .service(id)
    }
  }

  /// What is watched there; `nil` for a domain that is no region, an incident, a view.
  var subject: Subject? {
    switch self {
    case .domain(let id): Subject(id)
    case .name(let name): .name(name)
    case .service(let id): .service(id)
    case .incident, .risk, .map, .hypothesis: nil
    }
  }
}

/// One layer of drilling in: the place, the link selected on its page, the page's first visible row.
struct Layer: Hashable, Sendable {
  let place: Place
  var link = 0
  var top = 0

  init(_ place: Place) { self.place = place }
}
