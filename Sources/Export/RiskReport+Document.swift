package import Model

extension RiskReport {
  /// `faultline.risk/1`.
  package var document: JSON {
    .object(
      [
        ("schema", "faultline.risk/1"), ("services", .integer(services)), ("weight", .number(weight)),
      ] + members + [
        ("service_details", .array((serviceDetails ?? []).map(\.json))),
        ("recommendations", .array((recommendations ?? []).map(\.json))),
        ("what_if", .optional(whatIf) { $0.json }),
      ])
  }

  /// The domains as CSV (RFC 4180), for a spreadsheet; ends with a line end.
  package var csv: String {
    let head = [
      "id", "kind", "blast_radius", "weight", "services", "direct", "transitive", "unavailability",
      "unavailability_source", "birnbaum",
    ]
    let rows = domains.map(\.cells)
    return ([head] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// Plain text in aligned columns; at most `top` rows a table.
  package func text(top: Int, unit: SafeText?) -> String { Report(self, top: top, unit: unit).text }

  /// GitHub-flavoured Markdown; at most `top` rows a table.
  package func markdown(top: Int, unit: SafeText?) -> String { Report(self, top: top, unit: unit).markdown }
}

extension RiskReport.Domain {
  fileprivate var cells: [String] {
    var cells = [id.description, id.kind.rawValue, blastRadius.map { "\($0)" } ?? "", "\(weight)"]
    cells += ["\(services)", "\(direct)", "\(transitive)"]
    cells.append(unavailability.map { "\($0.probability)" } ?? "")
    cells.append(unavailability?.source.rawValue ?? "")
    cells.append(birnbaum.map { "\($0)" } ?? "")
    return cells
  }
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

  /// Importance as CSV (RFC 4180).
  package var csv: String {
    let head = ["event", "mif", "cif", "dif", "raw", "rrw"]
    return ([head] + importance.map(\.cells)).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  package func text(top: Int) -> String { Report(self, top: top).text }
  package func markdown(top: Int) -> String { Report(self, top: top).markdown }
}

extension FaultTreeReport.Importance {
  fileprivate var cells: [String] {
    [SafeCell.text(event), "\(mif)", "\(cif)", "\(dif)", "\(raw)", rrw.map { "\($0)" } ?? ""]
  }

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

enum SafeCell {
  /// A cell that no spreadsheet takes for a formula and no comma breaks.
  static func text(_ text: String) -> String {
    let safe = SafeText(text).string
    let guarded = "=+-@".contains(safe.first ?? " ") ? "'" + safe : safe
    guard guarded.contains(where: { ",\"".contains($0) }) else { return guarded }
    return "\"" + guarded.replacing("\"", with: "\"\"") + "\""
  }
}
