internal import Model

extension Report {
  /// The unavailabilities that the losses are computed from, and where each comes from.
  static func unavailabilities(_ risk: RiskReport) -> Table {
    struct Group: Hashable, Comparable {
      let source: Unavailability.Source
      let kind: DomainID.Kind

      static func < (a: Group, b: Group) -> Bool {
        (a.source.rawValue, a.kind.rawValue) < (b.source.rawValue, b.kind.rawValue)
      }
    }
    let known = risk.domains.compactMap { domain in
      domain.unavailability.map { (Group(source: $0.source, kind: domain.id.kind), $0.probability) }
    }
    let groups = Dictionary(grouping: known) { $0.0 }.mapValues { $0.map(\.1) }
    return Table(
      title: "Where unavailabilities come from", columns: ["source", "of", "domains", "value", "why"],
      rows: groups.sorted { $0.key < $1.key }.map { group, values in
        let (least, most) = (values.min() ?? 0, values.max() ?? 0)
        return [
          group.source.rawValue, group.kind.rawValue, String(values.count),
          least == most ? short(least) : "\(short(least)) to \(short(most))",
          why(group.source, group.kind),
        ]
      }, ifEmpty: "No domain has an unavailability.")
  }

  private static func why(_ source: Unavailability.Source, _ kind: DomainID.Kind) -> String {
    switch source {
    case .configured: "set in the input"
    case .history: "observed for at least 30 days, with a Jeffreys prior"
    case .assumed: whyAssumed(kind)
    }
  }

  private static func whyAssumed(_ kind: DomainID.Kind) -> String {
    switch kind {
    case .region: "the worst regions have failed for some hours a year"
    case .provider: "whole providers fail far less often than their regions"
    case .dns, .cdn, .ca: "99.99 %, the usual service level agreement"
    case .service:
      "your services fail through what they depend on; control planes by their service level agreement"
    case .country, .jurisdiction: "countries fail only where the configuration says so"
    }
  }
}
