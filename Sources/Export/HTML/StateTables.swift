internal import Model

/// Everything that is monitored, worst first.
enum StateTables {
  static let worstFirst: [Health] = [.down, .degraded, .unknown, .maintenance, .ok]

  private struct Column {
    let title: StaticString
    var kind: StaticString = ""
    let cell: (Int) -> Markup
  }

  static func regions(_ snapshot: Snapshot) -> Markup {
    let rows = sorted(snapshot.regions, by: \.standing)
    return table(
      "Regions", rows.map(\.standing.health), ifEmpty: "No regions are monitored.",
      [
        Column(title: "Region") { Markup(rows[$0].id.description) },
        Column(title: "Place") {
          Markup(rows[$0].domain.place.isEmpty ? rows[$0].domain.name : rows[$0].domain.place)
        },
      ] + common(rows.map(\.standing), rows.map(\.checks), rows.map(\.uptime), snapshot.generatedAt) + [
        Column(title: "Provider says", kind: "wide") { said(rows[$0].feeds ?? []) }
      ])
  }

  static func services(_ snapshot: Snapshot) -> Markup {
    let rows = sorted(snapshot.services, by: \.standing)
    return table(
      "Services", rows.map(\.standing.health), ifEmpty: "No services are configured.",
      [
        Column(title: "Service") { name(of: rows[$0].service) },
        Column(title: "Weight", kind: "number") { Markup(Format.number(rows[$0].service.weight)) },
        Column(title: "Depends on", kind: "wide") {
          Markup(rows[$0].service.needs.flatMap(\.domains).map(\.description).joined(separator: ", "))
        },
      ] + common(rows.map(\.standing), rows.map(\.checks), rows.map(\.uptime), snapshot.generatedAt))
  }

  static func names(_ snapshot: Snapshot) -> Markup {
    let rows = sorted(snapshot.names, by: \.standing)
    return table(
      "DNS", rows.map(\.standing.health), ifEmpty: "No DNS names are monitored.",
      [
        Column(title: "Name") { Markup(rows[$0].id) },
        Column(title: "Answers", kind: "wide") { answers(rows[$0].checks) },
      ] + common(rows.map(\.standing), rows.map(\.checks), rows.map(\.uptime), snapshot.generatedAt))
  }

  static func sources(_ snapshot: Snapshot) -> Markup {
    let rows = snapshot.sources
    return table(
      "Sources", rows.map(\.health), ifEmpty: "No data sources.",
      [
        Column(title: "Source") { Markup(rows[$0].id) },
        Column(title: "Updated", kind: "number") {
          Markup(rows[$0].age.map { "\(Format.duration($0)) ago" } ?? "never")
        },
        Column(title: "Detail", kind: "wide") { Markup(rows[$0].detail) },
      ])
  }

  // MARK: - Columns

  private static func common(
    _ standings: [Standing], _ checks: [[CheckState]], _ uptimes: [Uptime?], _ now: Timestamp
  ) -> [Column] {
    let isRemembered = uptimes.contains { $0 != nil }
    return [
      Column(title: "For", kind: "age") { since(standings[$0], now) },
      Column(title: "Last hour") { HealthStrip.markup(of: checks[$0], endingAt: now) },
      Column(title: "Latency", kind: "number") { Markup(checks[$0].slowestLatency) },
    ] + (isRemembered ? [Column(title: "30 days", kind: "number") { uptime(uptimes[$0]) }] : []) + [
      Column(title: "Why", kind: "wide") {
        standings[$0].reason.isEmpty ? .group([]) : Markup(standings[$0].reason)
      }
    ]
  }

  private static func since(_ standing: Standing, _ now: Timestamp) -> Markup {
    guard let since = standing.since else { return "–" }
    return .element(
      "time", ["datetime": since.description, "title": since.description],
      Markup(Format.duration(now - since)))
  }

  private static func uptime(_ uptime: Uptime?) -> Markup {
    guard let tally = uptime?[.month], let share = tally.share else { return "–" }
    return "\(Format.number(share * 100)) % (\(Format.percent(tally.coverage)) covered)"
  }

  private static func said(_ feeds: [FeedState]) -> Markup {
    .group(
      feeds.filter { $0.health.severity > 0 || $0.title != nil }.map { feed in
        let title = feed.title ?? feed.source
        let text = Markup(title)
        return .element(
          "span", ["class": "said"], .badge(feed.health), feed.url.map { .link($0, text) } ?? text)
      })
  }

  private static func answers(_ checks: [CheckState]) -> Markup {
    let words = checks.map { state in
      "\(state.check.probe.resolver ?? ""): \(state.last?.outcome.rawValue ?? "not asked")"
    }
    return Markup(words.joined(separator: ", "))
  }

  private static func name(of service: Service) -> Markup {
    let name = service.runbook.map { .link($0, Markup(service.name)) } ?? Markup(service.name)
    let owner = service.owner.map { Markup.element("span", ["class": "note"], Markup($0)) } ?? .group([])
    return .group([name, owner])
  }

  // MARK: - Table

  private static func table(
    _ title: String, _ healths: [Health], ifEmpty: String, _ columns: [Column]
  ) -> Markup {
    guard !healths.isEmpty else { return Page.section(title, [Page.empty(ifEmpty)]) }
    let heads = ["State"] + columns.map { "\($0.title)" }
    let rows = healths.enumerated().map { index, health -> Markup in
      let cells = columns.enumerated().map { number, column in
        Markup.element(
          number == 0 ? "th" : "td",
          ["data-label": "\(column.title)", "class": "\(column.kind)", "scope": number == 0 ? "row" : ""],
          column.cell(index))
      }
      return .element("tr", ["class": health.rawValue], [.cell("State", "state", .badge(health))] + cells)
    }
    return Page.section(
      title,
      [
        .element(
          "table", [:],
          .element(
            "thead", [:], .element("tr", [:], heads.map { .element("th", ["scope": "col"], Markup($0)) })),
          .element("tbody", [:], rows))
      ])
  }

  /// Worst first, else in the configured order.
  private static func sorted<State>(_ states: [State], by standing: KeyPath<State, Standing>) -> [State] {
    worstFirst.flatMap { health in states.filter { $0[keyPath: standing].health == health } }
  }
}
