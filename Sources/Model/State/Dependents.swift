/// The services that depend on one fault domain, and how: what the dependency graph says of it.
package struct Dependents: Sendable, Equatable {
  package enum Strength: Sendable {
    /// It fails if the domain alone fails.
    case required
    /// Something else can take the domain's place.
    case hasAlternative
  }

  package enum Path: Sendable {
    /// Its own needs name the domain.
    case direct
    /// It depends on the domain only through what it needs.
    case transitive
  }

  package struct Dependent: Sendable, Equatable {
    private let place: Int32
    package let strength: Strength
    package let path: Path

    /// Among all services in the order written, which is a snapshot's.
    package var position: Int { Int(place) }

    package init(position: Int, strength: Strength, path: Path) {
      place = Int32(position)
      self.strength = strength
      self.path = path
    }
  }

  /// In the order in which the services are written.
  package var services: [Dependent]
  /// Their share of all weight, 0...1; `nil` if nothing has weight.
  package var weightShare: Double?

  package init(services: [Dependent] = [], weightShare: Double? = nil) {
    self.services = services
    self.weightShare = weightShare
  }

  /// How many of them fail if the domain alone fails.
  package var requiredCount: Int { services.count { $0.strength == .required } }
}
