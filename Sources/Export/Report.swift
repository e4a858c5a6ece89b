internal import Model

/// Prose and tables, before they are written as text or Markdown: both say the same.
struct Report {
  struct Table {
    let title: String
    let columns: [String]
    let rows: [[String]]
    /// What to say where there are no rows.
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

  /// Secrets and controls are taken out here, whatever the report is then written as.
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
    let replay = snapshot.replay.map { ["Replay of \($0.detail)."] } ?? []
    return replay + [
      "Seen from \(snapshot.vantage.name) at \(snapshot.generatedAt).",
      "Verdict \(snapshot.vantage.verdict.rawValue): \(evidence).", counts.joined(separator: "  "),
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
      }, ifEmpty: "No incident.")
  }

  private static func regions(_ snapshot: Snapshot) -> Table {
    Table(
      title: "Regions", columns: ["", "region", "place", "health", "since", "latency", "reason"],
      rows: snapshot.regions.map { region in
        let place = region.domain.place.isEmpty ? region.domain.name : region.domain.place
        return [region.standing.health.mark, region.id.description, place.string]
          + cells(region.standing, Figures.latency(region.checks))
      }, ifEmpty: "No region is watched.")
  }

  private static func names(_ snapshot: Snapshot) -> Table {
    Table(
      title: "DNS", columns: ["", "name", "health", "since", "latency", "reason"],
      rows: snapshot.names.map {
        [$0.standing.health.mark, $0.id] + cells($0.standing, Figures.latency($0.checks))
      }, ifEmpty: "No name is watched.")
  }

  private static func services(_ snapshot: Snapshot) -> Table {
    Table(
      title: "Services",
      columns: ["", "service", "weight", "stands on", "health", "since", "latency", "reason"],
      rows: snapshot.services.map { state in
        let domains = state.service.needs.flatMap(\.domains).map(\.description)
        return [
          state.standing.health.mark, state.service.name.string, Figures.number(state.service.weight),
          domains.joined(separator: " "),
        ] + cells(state.standing, Figures.latency(state.checks))
      }, ifEmpty: "No service is configured.")
  }

  /// The largest single points of failure: what falls if this falls.
  private static func risk(_ snapshot: Snapshot) -> Table {
    Table(
      title: "If this falls", columns: ["domain", "share of weight", "services"],
      rows: (snapshot.risk?.domains ?? []).filter { $0.services > 0 }.prefix(10).map {
        [$0.id.description, $0.blastRadius.map(Report.percent) ?? "-", String($0.services)]
      }, ifEmpty: "Nothing stands on anything yet.")
  }

  private static func cells(_ standing: Standing, _ latency: String) -> [String] {
    [
      standing.health.rawValue, standing.since?.description ?? "-", latency,
      standing.reason.isEmpty ? "" : standing.reason.string,
    ]
  }
}
