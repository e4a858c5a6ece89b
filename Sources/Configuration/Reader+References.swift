internal import YAML
internal import Catalogue
internal import Model

extension Reader {
  /// Whether a domain may be referred to. Providers, regions and services are closed: an unknown one is an
  /// error. Operators and authorities are open: one that looks like a slip is warned of.
  func isKnown(_ id: DomainID, _ text: Text) -> Bool {
    switch id.kind {
    case .provider, .region:
      if isDefined(id) { return true }
      report(
        .reference(.unknownDomain(id.kind, written: text.written, suggestion: nearest(to: id, text))),
        at: text.position)
      return false
    case .service:
      if serviceLines[id.name] != nil || isDefined(id) { return true }
      reportUndefinedService(id.name, text)
      return false
    case .dns, .cdn, .ca:
      warnOfNearMiss(id, text)
      return true
    case .country, .jurisdiction:
      if CountryCode.assigned.contains(id.name) { return true }
      report(.value(.invalid(.country, written: text.written, suggestion: nil)), at: text.position)
      return false
    }
  }

  /// Of an id that is nowhere defined, but looks like one that is.
  func warnOfNearMiss(_ id: DomainID, _ text: Text) {
    guard !catalogue.contains(id), let suggestion = nearest(to: id, text) else { return }
    report(.warning(.nearMiss(text.written, suggestion: suggestion)), at: text.position)
  }

  /// `id` is what the text says after `service:`, or all of it.
  func reportUndefinedService(_ id: Service.ID, _ text: Text) {
    let name = Text(
      value: id, written: text.value == text.written ? id : text.written, position: text.position)
    let suggestion = suggestion(for: name, among: serviceLines.keys.sorted())
    report(.reference(.undefinedService(name.written, suggestion: suggestion)), at: name.position)
  }

  /// In the catalogue, or in `domains:`; a provider also through a region of `domains:`.
  func isDefined(_ id: DomainID) -> Bool {
    catalogue.contains(id) || overrides[id] != nil
      || (id.kind == .provider && overrides.keys.contains { $0.provider == id })
  }

  /// The known domain that was probably meant: a service written without its prefix, or one of the same kind.
  func nearest(to id: DomainID, _ text: Text) -> String? {
    if id.kind == .provider, serviceLines[id.name] != nil {
      return DomainID.service(text.written).description
    }
    if let known = nearestDomains[id] { return known }
    let known = catalogue.ids + overrides.keys.sorted()
    let candidates = known.lazy.filter { $0.kind == id.kind && $0 != id }
    let nearest = suggestion(for: text, among: candidates.map(\.description))
    nearestDomains[id] = .some(nearest)
    return nearest
  }
}
