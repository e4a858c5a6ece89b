internal import Model

extension Report {
  /// Which unavailabilities the losses rest on, and why these.
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
      }, ifEmpty: "No domain is known to fail.")
  }

  private static func why(_ source: Unavailability.Source, _ kind: DomainID.Kind) -> String {
    switch source {
    case .configured: "the input says so"
    case .history: "seen for 30 days or more, by the hour, and shrunk towards doubt (Jeffreys)"
    case .assumed: whyAssumed(kind)
    }
  }

  private static func whyAssumed(_ kind: DomainID.Kind) -> String {
    switch kind {
    case .region: "regions have failed for some hours a year at worst"
    case .provider: "whole providers fail far less than their regions"
    case .dns, .cdn, .ca: "99.99 % is what operators promise"
    case .service: "services of yours fail through what they stand on, control planes as operators promise"
    case .country, .jurisdiction: "countries do not fail unless they are said to"
    }
  }
}
