package import Model

/// The tables of a risk report, one CSV each. Raw values are the values of `--table`.
package enum RiskTable: String, CaseIterable, Sendable {
  /// The impact of each domain's failure: the default table.
  case domains
  case layers, shares, services
  case cutSets = "cut-sets"
  /// What the bounds of services are computed from.
  case bounds
  case pairs, recommendations
  /// Services that the what-if affects, and how.
  case casualties
}

extension RiskReport {
  /// One table as CSV (RFC 4180).
  package func csv(_ table: RiskTable) -> String {
    switch table {
    case .domains: Self.domainTable(self).text
    case .layers: Self.layerTable(self).text
    case .shares: Self.shareTable(self).text
    case .services: serviceTable.text
    case .cutSets: cutSetTable.text
    case .bounds: boundTable.text
    case .pairs: pairTable.text
    case .recommendations: Self.recommendationTable(self).text
    case .casualties: casualtyTable.text
    }
  }

  private var serviceTable: CSVTable {
    CSVTable(
      columns: ["id", "unavailability", "lower", "upper", "method", "minutes_per_year", "single_points"],
      rows: (serviceDetails ?? []).map {
        [
          .text($0.id), .number($0.unavailability), .number($0.bounds.lowerBound),
          .number($0.bounds.upperBound), .text($0.method.rawValue), .number($0.minutesPerYear),
          .list($0.singlePoints.map(\.description)),
        ]
      })
  }

  private var cutSetTable: CSVTable {
    CSVTable(
      columns: ["service", "order", "domains"],
      rows: (serviceDetails ?? []).flatMap { detail in
        detail.cutSets.map { set -> [CSVTable.Cell] in
          [.text(detail.id), .integer(set.count), .list(set.map(\.description))]
        }
      })
  }

  private var boundTable: CSVTable {
    CSVTable(
      columns: ["service", "lower", "upper", "rare_event", "min_cut", "truncated_mass", "cut_sets"],
      rows: (serviceDetails ?? []).filter { $0.method == .bound }.map { detail in
        [
          .text(detail.id), .number(detail.bounds.lowerBound), .number(detail.bounds.upperBound),
          .optional(detail.sums) { .number($0.rareEvent) }, .optional(detail.sums) { .number($0.minCut) },
          .optional(detail.sums) { .number($0.truncatedMass) }, .optional(detail.sums) { .integer($0.sets) },
        ]
      })
  }

  private var pairTable: CSVTable {
    CSVTable(
      columns: ["first", "second", "blast_radius", "weight", "excess", "services"],
      rows: (pairs?.worst ?? []).map {
        [
          .text($0.first.description), .text($0.second.description),
          .optional($0.blastRadius) { .number($0) }, .number($0.weight), .number($0.excess),
          .integer($0.services),
        ]
      })
  }

  private var casualtyTable: CSVTable {
    let kinds = [
      ("hard", whatIf?.hard ?? []), ("soft", whatIf?.soft ?? []),
      ("cannot_restart", whatIf?.cannotRestart ?? []),
    ]
    return CSVTable(
      columns: ["service", "casualty"],
      rows: kinds.flatMap { word, services in services.map { [.text($0), .text(word)] } })
  }
}

extension FaultTreeReport {
  /// Importance as CSV (RFC 4180).
  package var csv: String {
    CSVTable(
      columns: ["event", "mif", "cif", "dif", "raw", "rrw"],
      rows: importance.map {
        [
          .text($0.event), .number($0.mif), .number($0.cif), .number($0.dif), .number($0.raw),
          .optional($0.rrw) { .number($0) },
        ]
      }
    ).text
  }
}
