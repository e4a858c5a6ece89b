internal import YAML
internal import Catalogue
internal import Model

/// An entry of `domains:`: what it adds to the catalogue, or overrides there.
struct DomainOverride {
  let position: YAMLPosition
  var unavailability: Double?
  /// Where a region stands; of a provider or an operator, its home.
  var country: String?
  var coordinates: Coordinates?
  var needs: [Need] = []
  var without: [DomainID] = []
  /// Read later, when it is known which regions are watched.
  var checks: YAMLNode?
}

extension DomainOverride {
  /// The catalogue's facts, or none, with this entry applied.
  func applied(to base: FaultDomain) -> FaultDomain {
    var domain = base
    if let unavailability { domain.unavailability = Unavailability(unavailability, .configured) }
    if let country {
      if domain.id.kind == .region { domain.country = country } else { domain.jurisdiction = country }
    }
    if let coordinates { domain.coordinates = coordinates }
    domain.needs = domain.needs.filter { !isDropped($0) } + needs
    domain.controlPlanes.removeAll { without.contains($0) }
    return domain
  }

  private func isDropped(_ need: Need) -> Bool {
    if case .domain(let id, _) = need { without.contains(id) } else { false }
  }
}
