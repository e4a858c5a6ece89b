/// A requirement: what must work for a service (or a domain) to work. Groups nest.
package indirect enum Need: Hashable, Sendable {
  /// One fault domain; `evidence` says how we know.
  case domain(DomainID, evidence: SafeText?)
  /// At least one of the members.
  case any([Need])
  /// At least `k` of the members.
  case atLeast(Int, of: [Need])
  /// Every member.
  case all([Need])

  package var members: [Need] {
    switch self {
    case .domain: []
    case .any(let members), .atLeast(_, of: let members), .all(let members): members
    }
  }

  /// The first domain named.
  package var firstDomain: DomainID? {
    if case .domain(let id, _) = self { return id }
    for member in members {
      if let first = member.firstDomain { return first }
    }
    return nil
  }

  /// Every domain named, in the order written, repeats included.
  package var domains: [DomainID] {
    if case .domain(let id, _) = self { return [id] }
    return members.flatMap(\.domains)
  }
}

/// A place where domains stand, in degrees; north and east are positive.
package struct Coordinates: Hashable, Sendable {
  package let latitude, longitude: Double

  package init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// An unavailability (probability of being failed at a random instant, 0...1) and where it comes from.
package struct Unavailability: Hashable, Sendable {
  package enum Source: String, Sendable { case configured, history, assumed }

  package let probability: Double
  package let source: Source

  package init(_ probability: Double, _ source: Source) {
    self.probability = probability
    self.source = source
  }
}

/// What is known of one fault domain: the catalogue's facts with the configuration's overrides applied.
package struct FaultDomain: Hashable, Sendable, Identifiable {
  package let id: DomainID
  /// `US East (N. Virginia)`, `Amazon Route 53`; empty if unknown.
  package var name: SafeText
  /// City or area: `N. Virginia`; empty if unknown.
  package var place: SafeText
  /// ISO 3166 alpha-2: where a region is; `nil` if unknown or not applicable.
  package var country: String?
  /// ISO 3166 alpha-2: whose law the operator is under. A region has its provider's.
  package var jurisdiction: String?
  package var coordinates: Coordinates?
  /// What this domain needs in turn; a region's provider and an operator's provider are among them.
  package var needs: [Need]
  /// What must work for this domain to be changed, scaled or restarted, though not to keep running: the
  /// control planes that AWS documents as standing in one region for all (identity, organisations, DNS
  /// changes). No gate of failure: they count in "what could not restart" and where alternatives share fate.
  package var controlPlanes: [DomainID]
  package var unavailability: Unavailability?
  /// What shows how much depends on it.
  package var facts: [DatedFact]

  package init(
    id: DomainID, name: SafeText = "", place: SafeText = "", country: String? = nil,
    jurisdiction: String? = nil, coordinates: Coordinates? = nil, needs: [Need] = [],
    controlPlanes: [DomainID] = [], unavailability: Unavailability? = nil, facts: [DatedFact] = []
  ) {
    self.id = id
    self.name = name
    self.place = place
    self.country = country
    self.jurisdiction = jurisdiction
    self.coordinates = coordinates
    self.needs = needs
    self.controlPlanes = controlPlanes
    self.unavailability = unavailability
    self.facts = facts
  }
}
