package import Model

/// The tables of a snapshot, one CSV each. Raw values are the values of `--table` and the file names.
package enum SnapshotTable: String, CaseIterable, Sendable {
  /// Regions, DNS names and services, one row each: the default table.
  case state
  case regions, dns, services, checks, incidents, layers, shares, domains, recommendations, sources
}

extension Snapshot {
  /// One table as CSV (RFC 4180).
  package func csv(_ table: SnapshotTable) -> String {
    switch table {
    case .state: stateTable.text
    case .regions: regionTable.text
    case .dns: answerTable.text
    case .services: serviceTable.text
    case .checks: checkTable.text
    case .incidents: incidentTable.text
    case .layers: RiskReport.layerTable(risk).text
    case .shares: RiskReport.shareTable(risk).text
    case .domains: RiskReport.domainTable(risk).text
    case .recommendations: RiskReport.recommendationTable(risk).text
    case .sources: sourceTable.text
    }
  }
}

// MARK: - Risk

extension RiskReport {
  static func layerTable(_ risk: RiskReport?) -> CSVTable {
    CSVTable(
      columns: [
        "layer", "coverage", "largest", "largest_share", "hhi", "effective", "entropy", "evenness", "cr4",
        "gini",
      ],
      rows: (risk?.layers ?? []).map { layer in
        [
          .text(layer.kind.rawValue), .number(layer.coverage),
          .optional(layer.shares.first) { .text($0.id.description) },
          .optional(layer.shares.first) { .number($0.share) }, .optional(layer.indices?.hhi) { .number($0) },
          .optional(layer.indices?.effective) { .number($0) },
          .optional(layer.indices?.entropy) { .number($0) },
          .optional(layer.indices?.evenness) { .number($0) }, .optional(layer.indices?.cr4) { .number($0) },
          .optional(layer.indices?.gini) { .number($0) },
        ]
      })
  }

  static func shareTable(_ risk: RiskReport?) -> CSVTable {
    CSVTable(
      columns: ["layer", "id", "share"],
      rows: (risk?.layers ?? []).flatMap { layer in
        layer.shares.map {
          [.text(layer.kind.rawValue), .text($0.id.description), .number($0.share)]
        }
      })
  }

  static func domainTable(_ risk: RiskReport?) -> CSVTable {
    CSVTable(
      columns: [
        "id", "kind", "blast_radius", "weight", "services", "direct", "transitive", "unavailability",
        "unavailability_source", "birnbaum",
      ],
      rows: (risk?.domains ?? []).map {
        [
          .text($0.id.description), .text($0.id.kind.rawValue), .optional($0.blastRadius) { .number($0) },
          .number($0.weight), .integer($0.services), .integer($0.direct), .integer($0.transitive),
          .optional($0.unavailability) { .number($0.probability) },
          .optional($0.unavailability) { .text($0.source.rawValue) },
          .optional($0.birnbaum) { .number($0) },
        ]
      })
  }

  static func recommendationTable(_ risk: RiskReport?) -> CSVTable {
    CSVTable(
      columns: ["service", "change", "add", "delta_expected_loss", "delta_worst", "shares_fate_with"],
      rows: (risk?.recommendations ?? []).map {
        [
          .text($0.service), .text($0.change), .text($0.add.description), .number($0.deltaExpectedLoss),
          .number($0.deltaWorst), .list($0.sharesFateWith.map(\.description)),
        ]
      })
  }
}
