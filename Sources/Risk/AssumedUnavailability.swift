internal import Model

/// What is assumed of a domain whose unavailability nobody has configured or measured.
///
/// Orders of magnitude, meant to be replaced: 99.99 % is what the large clouds promise for a service within one
/// region, DNS and CDN operators for theirs; whole regions have in fact failed for some hours a year at worst,
/// whole providers far less. A user's own service is assumed not to fail by itself: what it depends on does that.
/// Countries and jurisdictions do not fail unless they are said to.
enum AssumedUnavailability {
  static func of(_ kind: DomainID.Kind) -> Unavailability? {
    switch kind {
    case .region: Unavailability(5e-4, .assumed)
    case .provider: Unavailability(5e-5, .assumed)
    case .dns, .cdn, .ca: Unavailability(1e-4, .assumed)
    case .service: Unavailability(0, .assumed)
    case .country, .jurisdiction: nil
    }
  }
}

extension DependencyGraph {
  /// The unavailability of a node's own event; `nil` if the node has none.
  func unavailability(of node: Int) -> Unavailability? {
    if let known = domain(at: node)?.facts.unavailability { return known }
    guard kinds[node] == .service, !isService(node) else { return AssumedUnavailability.of(kinds[node]) }
    // A control plane that the catalogue knows and no service of the user stands for.
    return AssumedUnavailability.of(.ca)
  }
}
