internal import JSON
internal import Export
internal import History
internal import Model

/// One line of `faultline history uptime`.
struct UptimeRow {
  let subject: Subject
  let uptime: Uptime
  /// Of the last seven days.
  let latencies: HistoryReader.Latencies

  static func rows(of subjects: [Subject], in reader: HistoryReader, at now: Timestamp) throws -> [UptimeRow]
  {
    let uptimes = try reader.uptimes(of: subjects, at: now)
    let week = Timestamp(nanoseconds: now.nanoseconds - Uptime.Window.week.span.nanoseconds)..<now
    return try subjects.map {
      UptimeRow(
        subject: $0, uptime: uptimes[$0] ?? Uptime(), latencies: try reader.latencies(of: $0, in: week))
    }
  }
}

extension [UptimeRow] {
  /// Uptime beside its coverage: one without the other would mislead.
  var text: String {
    let windows = Uptime.Window.allCases
    let head =
      ["ID"] + windows.map { "\($0.rawValue.uppercased()) (COVERED)" } + ["P50 7D", "P95 7D", "P99 7D"]
    let lines = map { row in
      [row.subject.label] + windows.map { Self.cell(row.uptime[$0]) }
        + [row.latencies.p50, row.latencies.p95, row.latencies.p99].map(Self.milliseconds)
    }
    return lines.isEmpty ? "The history is empty.\n" : Columns.text([head] + lines)
  }

  func json(at now: Timestamp) -> JSON {
    [
      "schema": "faultline.uptime/1", "generated_at": .string(now.description),
      "subjects": .array(
        map { row in
          [
            "id": .string(row.subject.label), "uptime": row.uptime.json,
            "latency_7d_ms": [
              "p50": Self.json(row.latencies.p50), "p95": Self.json(row.latencies.p95),
              "p99": Self.json(row.latencies.p99),
            ],
            "observations_7d": .integer(row.latencies.observations),
            "failures_7d": .integer(row.latencies.failures),
          ]
        }),
    ]
  }

  /// `99.950 % (100 %)`; a dash where there is no data. Rounded down: less than all is never 100 %.
  private static func cell(_ tally: Uptime.Tally) -> String {
    guard let share = tally.share else { return "–" }
    let thousandths = Int((share * 100_000).rounded(.down))
    let fraction = String(thousandths % 1000)
    let padded = String(repeating: "0", count: 3 - fraction.count) + fraction
    return "\(thousandths / 1000).\(padded) % (\(Int((tally.coverage * 100).rounded(.down))) %)"
  }

  private static func milliseconds(_ latency: Duration?) -> String {
    guard let latency else { return "–" }
    let milliseconds = latency.inMilliseconds
    return milliseconds < 10
      ? "\((milliseconds * 10).rounded() / 10) ms" : "\(Int(milliseconds.rounded())) ms"
  }

  private static func json(_ latency: Duration?) -> JSON {
    .optional(latency) { .number(($0.inMilliseconds * 1000).rounded() / 1000) }
  }
}

extension [Incident] {
  var text: String {
    let head = ["ID", "OPENED", "CLOSED", "HEALTH", "CAUSE", "WHAT"]
    let lines = map {
      [
        $0.id, $0.openedAt.description, $0.closedAt?.description ?? "open", $0.health.rawValue,
        $0.cause?.domain.description ?? "–", $0.title.string,
      ]
    }
    return lines.isEmpty ? "The history has no incidents.\n" : Columns.text([head] + lines)
  }

  var json: JSON {
    ["schema": "faultline.incidents/1", "incidents": .array(map(\.json))]
  }
}

/// Lines in columns as wide as their widest cell.
enum Columns {
  static func text(_ lines: [[String]]) -> String {
    guard let head = lines.first else { return "" }
    let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      line.indices.map { column in
        let cell = line[column]
        return column == line.indices.last
          ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
      }.joined() + "\n"
    }.joined()
  }
}
