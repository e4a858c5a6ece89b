internal import Catalogue
internal import Model

extension Reader {
  /// Whether a domain may be referred to. Providers, regions and services are closed: an unknown one is an
  /// error. Operators and authorities are open: one that looks like a slip is warned of.
  func isKnown(_ id: DomainID, at place: Place) -> Bool {
    switch id.kind {
    case .provider, .region:
      if isDefined(id) { return true }
      report(.unknownDomain(id, suggestion: nearest(to: id)), at: place)
      return false
    case .service:
      if serviceLines[id.name] != nil || isDefined(id) { return true }
      report(.undefinedService(id.name, suggestion: nearestService(to: id.name)), at: place)
      return false
    case .dns, .cdn, .ca:
      if !isDefined(id), let suggestion = nearest(to: id) {
        report(.nearMiss(id, suggestion: suggestion), at: place)
      }
      return true
    case .country, .jurisdiction:
      if CountryCode.assigned.contains(id.name) { return true }
      report(.invalid(.country, written: id.name, suggestion: nil), at: place)
      return false
    }
  }

  /// In the catalogue, or in `domains:`; a provider also through a region of `domains:`.
  func isDefined(_ id: DomainID) -> Bool {
    catalogue.contains(id) || overrides[id] != nil
      || (id.kind == .provider && overrides.keys.contains { $0.provider == id })
  }

  /// The known domain that was probably meant: a service written without its prefix, or one of the same kind.
  func nearest(to id: DomainID) -> String? {
    if id.kind == .provider, serviceLines[id.name] != nil { return "service:\(id)" }
    if let known = nearestDomains[id] { return known }
    let candidates = catalogue.ids + overrides.keys.sorted()
    let nearest = NearMiss.suggestion(
      for: id.description, among: candidates.lazy.filter { $0.kind == id.kind && $0 != id }.map(\.description)
    )
    nearestDomains[id] = .some(nearest)
    return nearest
  }

  func nearestService(to id: Service.ID) -> String? {
    NearMiss.suggestion(for: id, among: serviceLines.keys.sorted())
  }
}
