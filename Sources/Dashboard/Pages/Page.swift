internal import Model
internal import Screen

/// What one can drill into; kept by identity, so that a new snapshot shows the same thing.
enum Page: Hashable, Sendable {
  case subject(Subject)
  /// A fault domain that is not watched itself: a provider, an operator, a country.
  case domain(DomainID)
  case incident(Incident.ID)
  /// The risk explorer.
  case risk
  /// The map of the world.
  case map
}

/// What a page shows, and what commands on it are about. Each kind of page is one type with a file of its own.
protocol PageContent {
  /// The panel that it belongs to: the first step of the way to it.
  var panel: Panel { get }
  func title(in snapshot: Snapshot) -> String
  func sections(_ scene: Scene, width: Int) -> [Section]
  /// The checks that are probed, or repeated in a shell.
  func checks(in snapshot: Snapshot) -> [CheckState]
  /// What a what-if on it lets fail.
  func domain(in snapshot: Snapshot) -> DomainID?
}

extension PageContent {
  func checks(in snapshot: Snapshot) -> [CheckState] { [] }
  func domain(in snapshot: Snapshot) -> DomainID? { nil }
}

extension Page {
  /// The page of a fault domain: a region or a service has one as what is watched.
  init(of domain: DomainID) { self = Subject(domain).map(Page.subject) ?? .domain(domain) }

  var content: any PageContent {
    switch self {
    case .subject(.region(let id)), .domain(let id): DomainPage(id: id)
    case .subject(.name(let name)): NamePage(name: name)
    case .subject(.service(let id)): ServicePage(id: id)
    case .incident(let id): IncidentPage(id: id)
    case .risk: RiskPage()
    case .map: MapPage()
    }
  }
}
