package import JSON
package import Model

extension RiskReport {
  /// `faultline.risk/1`.
  package var document: JSON {
    .object(
      [
        ("schema", "faultline.risk/1"), ("services", .integer(services)), ("weight", .number(weight)),
      ] + members + [
        ("service_details", .optional(serviceDetails) { .array($0.map(\.json)) }),
        ("recommendations", .optional(recommendations) { .array($0.map(\.json)) }),
        ("what_if", .optional(whatIf) { $0.json }),
      ])
  }

  /// Plain text in aligned columns.
  package func text(_ wording: RiskWording) -> String { Report(self, wording).text }

  /// GitHub-flavoured Markdown.
  package func markdown(_ wording: RiskWording) -> String { Report(self, wording).markdown }
}

extension RiskReport.ServiceDetail {
  fileprivate var json: JSON {
    [
      "id": .string(id), "unavailability": .number(unavailability),
      "bounds": [.number(bounds.lowerBound), .number(bounds.upperBound)], "method": .string(method.rawValue),
      "minutes_per_year": .number(minutesPerYear), "single_points": .ids(singlePoints),
      "cut_sets": .array(cutSets.map(JSON.ids)), "truncated": .bool(isTruncated),
    ]
  }
}

extension RiskReport.WhatIf {
  fileprivate var json: JSON {
    [
      "failed": .ids(failed), "hard": .array(hard.map(JSON.string)), "soft": .array(soft.map(JSON.string)),
      "weight_lost": .number(weightLost), "cannot_restart": .array(cannotRestart.map(JSON.string)),
    ]
  }
}

extension FaultTreeReport {
  /// `faultline.fault-tree/1`.
  package var document: JSON {
    [
      "schema": "faultline.fault-tree/1", "top": .text(top), "events": .integer(events),
      "probability": .number(probability),
      "bounds": [.number(bounds.lowerBound), .number(bounds.upperBound)],
      "method": .string(method.rawValue), "cut_sets": .optional(cutSets, JSON.integer),
      "orders": .optional(orders) { .array($0.map(JSON.integer)) },
      "importance": .array(importance.map(\.json)),
    ]
  }

  package func text(top: Int) -> String { Report(self, top: top).text }
  package func markdown(top: Int) -> String { Report(self, top: top).markdown }
}

extension FaultTreeReport.Importance {
  fileprivate var json: JSON {
    [
      "event": .string(event), "mif": .number(mif), "cif": .number(cif), "dif": .number(dif),
      "raw": .number(raw), "rrw": .optional(rrw, JSON.number),
    ]
  }
}

extension JSON {
  fileprivate static func ids(_ ids: [DomainID]) -> JSON { .array(ids.map { .string($0.description) }) }
}
