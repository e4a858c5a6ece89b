package import Model

extension Catalogue {
  /// What a service could be moved to or doubled in: regions that anybody can rent, DNS and CDN operators that
  /// sell their service, and what all of these need. No partitions for governments or for one country alone,
  /// and nothing that is closed or serves its owner only.
  package var candidates: [FaultDomain] {
    let offered = ids.filter { id in
      switch id.kind {
      case .region: !Self.closedPartitions.contains { id.description.hasPrefix($0) }
      case .dns, .cdn: !Self.notForSale.contains(id.description)
      case .provider, .ca, .country, .jurisdiction, .service: false
      }
    }
    var found: [DomainID: FaultDomain] = [:]
    var open = offered
    while let id = open.popLast() {
      guard found[id] == nil, let domain = domain(id) else { continue }
      found[id] = domain
      open += domain.needs.flatMap(\.domains) + domain.controlPlanes
    }
    return found.values.sorted { $0.id < $1.id }
  }

  private static let closedPartitions = ["aws/cn-", "aws/us-gov-", "aws/eusc-", "alibaba/cn-"]

  private static let notForSale: Set<String> = [
    "dns:dyn", "dns:google-domains", "dns:wikimedia", "dns:netlify", "dns:vercel", "cdn:edgio",
    "cdn:netlify", "cdn:vercel",
  ]
}
