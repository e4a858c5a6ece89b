internal import Model

/// Sentences and tables, before they are written as text or Markdown.
struct Report {
  struct Table {
    let title: String
    let columns: [String]
    let rows: [[String]]
    /// What is shown where there are no rows.
    let ifEmpty: String

    fileprivate var shown: Table {
      Table(
        title: Report.shown(title), columns: columns, rows: rows.map { $0.map(Report.shown) },
        ifEmpty: ifEmpty)
    }
  }

  let title: String
  let facts: [String]
  let tables: [Table]

  /// Removes secrets and control characters, whatever format the report is written in.
  init(title: String, facts: [String], tables: [Table]) {
    self.title = Self.shown(title)
    self.facts = facts.map(Self.shown)
    self.tables = tables.map(\.shown)
  }

  init(_ snapshot: Snapshot) {
    self.init(
      title: "Faultline: \(snapshot.overall.rawValue)", facts: Self.facts(of: snapshot),
      tables: [
        Self.incidents(snapshot), Self.regions(snapshot), Self.names(snapshot), Self.services(snapshot),
        Self.risk(snapshot),
      ])
  }

  fileprivate static func shown(_ text: String) -> String { Redaction.redacted(SafeText(text).string) }

  private static func facts(of snapshot: Snapshot) -> [String] {
    let worstFirst: [Health] = [.down, .degraded, .unknown, .maintenance, .ok]
    let counts = worstFirst.filter { snapshot.counts[$0] > 0 || $0 == .ok }
      .map { "\($0.mark) \(snapshot.counts[$0]) \($0.rawValue)" }
    let evidence = snapshot.vantage.evidence.map(\.string).joined(separator: "; ")
    let replay = snapshot.replay.map { ["Replay, not live data: \($0.detail)."] } ?? []
    return replay + [
      "Seen from \(snapshot.vantage.name) at \(snapshot.generatedAt).",
      "\(snapshot.vantage.verdict.sentence): \(evidence) (\(snapshot.vantage.verdict.rawValue)).",
      counts.joined(separator: "  "),
    ]
  }

  private static func incidents(_ snapshot: Snapshot) -> Table {
    Table(
      title: "Incidents", columns: ["", "opened", "closed", "what"],
      rows: snapshot.incidents.map {
        [
          ($0.closedAt == nil ? $0.health : .ok).mark, $0.openedAt.description,
          $0.closedAt?.description ?? "open", $0.title.string,
        ]
      }, ifEmpty: "No incidents.")
  }

  private static func regions(_ snapshot: Snapshot) -> Table {
    Table(
      title: "Regions", columns: ["", "region", "place", "health", "since", "latency", "reason"],
      rows: snapshot.regions.map { region in
        let place = region.domain.place.isEmpty ? region.domain.name : region.domain.place
        return [region.standing.health.mark, region.id.description, place.string]
          + cells(region.standing, region.checks.slowestLatency)
      }, ifEmpty: "No regions are monitored.")
  }

  private static func names(_ snapshot: Snapshot) -> Table {
    Table(
      title: "DNS", columns: ["", "name", "health", "since", "latency", "reason"],
      rows: snapshot.names.map {
        [$0.standing.health.mark, $0.id] + cells($0.standing, $0.checks.slowestLatency)
      }, ifEmpty: "No DNS names are monitored.")
  }

  private static func services(_ snapshot: Snapshot) -> Table {
    Table(
      title: "Services",
      columns: ["", "service", "weight", "depends on", "health", "since", "latency", "reason"],
      rows: snapshot.services.map { state in
        let domains = state.service.needs.flatMap(\.domains).map(\.description)
        return [
          state.standing.health.mark, state.service.name.string, Format.number(state.service.weight),
          domains.joined(separator: " "),
        ] + cells(state.standing, state.checks.slowestLatency)
      }, ifEmpty: "No services are configured.")
  }

  /// The largest single points of failure.
  private static func risk(_ snapshot: Snapshot) -> Table {
    Table(
      title: "Impact of a single failure", columns: ["domain", "share of weight", "services"],
      rows: (snapshot.risk?.domains ?? []).filter { $0.services > 0 }.prefix(10).map {
        [$0.id.description, $0.blastRadius.map(Format.percent) ?? "–", String($0.services)]
      }, ifEmpty: "No service depends on anything.")
  }

  private static func cells(_ standing: Standing, _ latency: String) -> [String] {
    [
      standing.health.rawValue, standing.since?.description ?? "–", latency,
      standing.reason.isEmpty ? "" : standing.reason.string,
    ]
  }
}
