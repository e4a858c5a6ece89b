package import JSON
internal import Model

extension SnapshotDiff {
  /// `faultline.diff/1`, every key present.
  package var json: JSON {
    [
      "schema": "faultline.diff/1", "before": Self.head(before), "after": Self.head(after),
      "changes": .array(
        changes.map {
          [
            "kind": .string($0.kind.rawValue), "id": .string($0.id), "change": .string($0.direction.rawValue),
            "from": .optional($0.from, JSON.health), "to": .optional($0.to, JSON.health),
            "reason": .optional($0.reason, JSON.string),
          ]
        }),
      "incidents": ["opened": .array(opened.map(Self.event)), "closed": .array(closed.map(Self.event))],
      "risk": [
        "expected_loss": .optional(expectedLoss) { Self.shift($0, "of") },
        "effective": .array(effective.map { Self.shift($0, "layer") }),
        "blast_radius": .array(radii.map { Self.shift($0, "domain") }),
      ],
    ]
  }

  private static func head(_ record: SnapshotRecord) -> JSON {
    [
      "generated_at": .string(record.generatedAt), "vantage": .string(record.vantage.name),
      "verdict": .string(record.vantage.verdict.rawValue), "overall": .health(record.overall),
    ]
  }

  private static func event(_ event: SnapshotRecord.Event) -> JSON {
    [
      "id": .string(event.id), "opened_at": .string(event.openedAt),
      "closed_at": .optional(event.closedAt, JSON.string), "title": .string(event.title),
    ]
  }

  private static func shift(_ shift: Shift, _ key: String) -> JSON {
    .object([
      (key, .string(shift.id)), ("from", .optional(shift.from, JSON.number)),
      ("to", .optional(shift.to, JSON.number)),
    ])
  }

  /// Plain text in aligned columns; ends with a newline.
  package var text: String {
    Report(
      title: "Faultline: \(before.overall.rawValue) to \(after.overall.rawValue)", facts: facts,
      tables: [healthTable, incidentTable, riskTable]
    ).text
  }

  private var facts: [String] {
    let worse = changes.count { $0.direction == .worse }
    let better = changes.count { $0.direction == .better }
    var facts = ["From \(before.generatedAt) to \(after.generatedAt)."]
    if let from = Timestamp(iso8601: before.generatedAt), let to = Timestamp(iso8601: after.generatedAt),
      to < from
    {
      facts.append("The second snapshot is older than the first.")
    }
    if before.vantage.name != after.vantage.name {
      facts.append("Seen from \(before.vantage.name), then from \(after.vantage.name).")
    }
    let verdicts = [before, after].map(\.vantage.verdict.rawValue)
    if verdicts[0] != verdicts[1] { facts.append("Verdict changed from \(verdicts[0]) to \(verdicts[1]).") }
    facts.append("\(worse) worse, \(better) better.")
    return facts
  }

  private var healthTable: Report.Table {
    Report.Table(
      title: "Health", columns: ["", "change", "kind", "what", "was", "is", "reason"],
      rows: changes.map {
        [
          $0.to?.mark ?? "–", $0.direction.rawValue, $0.kind.rawValue, $0.id, $0.from?.rawValue ?? "–",
          $0.to?.rawValue ?? "–", $0.reason ?? "",
        ]
      }, ifEmpty: "No health changes.")
  }

  private var incidentTable: Report.Table {
    let rows =
      opened.map { ("opened", $0.openedAt, $0.title) }
      + closed.map { ("closed", $0.closedAt ?? "", $0.title) }
    return Report.Table(
      title: "Incidents", columns: ["change", "at", "what"], rows: rows.map { [$0.0, $0.1, $0.2] },
      ifEmpty: "No incidents opened or closed.")
  }

  private var riskTable: Report.Table {
    let figures: [(String, [Shift])] = [
      ("expected loss", expectedLoss.map { [$0] } ?? []), ("effective number", effective),
      ("blast radius", radii),
    ]
    return Report.Table(
      title: "Risk", columns: ["figure", "of", "was", "is"],
      rows: figures.flatMap { figure, shifts in
        shifts.map { [figure, $0.id, Report.short($0.from), Report.short($0.to)] }
      }, ifEmpty: "No risk changes.")
  }
}
