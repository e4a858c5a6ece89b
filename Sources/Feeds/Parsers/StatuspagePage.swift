internal import JSON
internal import Model

/// Atlassian Statuspage's `summary.json` (`https://status.example/api/v2/summary.json`): page, status,
/// components, incidents. incident.io answers on the same path in the same words, without the keys that are
/// empty: no groups, no components inside incidents, no list of maintenances, and no list of incidents if there
/// are none. It has to list its components, so that an unrelated object is not taken for a healthy page.
///
/// Its indicator is the peak of what is open, not its breadth, and it can read `none` beside an open
/// incident, as components can read operational during one. So an open incident is at least degraded, and a
/// component in trouble counts with or without an incident.
struct StatuspagePage {
  private let page: JSON
  private let indicator: String
  private let summary: String
  private let components: ComponentTable
  private let incidents: [JSON]
  private let maintenances: [JSON]

  /// - Parameter isSparse: whether lists that are empty may be missing, as incident.io's are.
  init(_ tree: JSON, isSparse: Bool) throws(FeedError) {
    page = try tree.requiredObject("page")
    let status = try tree.requiredObject("status")
    indicator = try status.requiredText("indicator")
    summary = status.text("description") ?? "the page's indicator is \(indicator)"
    let listed = try tree.requiredObjects("components")
    guard !isSparse || !listed.isEmpty else { throw .missing("components") }
    components = ComponentTable(listed)
    incidents = isSparse ? try tree.objects("incidents") ?? [] : try tree.requiredObjects("incidents")
    maintenances = try tree.objects("scheduled_maintenances") ?? []
  }

  func reading() throws(FeedError) -> FeedReading {
    var reading = FeedReading(components: components.names)
    for incident in incidents { reading.notices.append(try notice(incident, isPlanned: false)) }
    for maintenance in maintenances { reading.notices.append(try notice(maintenance, isPlanned: true)) }
    let explained = Explanations(reading.notices)
    let troubled = components.troubled.filter { !explained.cover($0.health, of: $0.id) }
    reading.notices += troubled.map(notice)
    reading.doubts += troubled.filter { $0.health == .unknown }.map {
      "the status \"\($0.status)\" of the component \"\($0.name)\" is not known"
    }
    let health = Self.health(ofIndicator: indicator)
    if health != .ok, !reading.explains(health) { reading.notices.append(pageNotice(health)) }
    if health == .unknown { reading.doubts.append("the indicator \"\(indicator)\" is not known") }
    return reading
  }

  private func notice(_ incident: JSON, isPlanned: Bool) throws(FeedError) -> FeedReading.Notice {
    let id = try incident.requiredText("id")
    let updates = try incident.objects("incident_updates") ?? []
    let newest = updates.max { (Self.time(of: $0) ?? .distantPast) < (Self.time(of: $1) ?? .distantPast) }
    let affected = try components.affected(by: incident, newest: newest)
    let isClosed = ["resolved", "postmortem", "completed"].contains(incident.text("status"))
    let openedAt = isPlanned ? incident.instant("scheduled_for") : incident.instant("started_at")
    let updatedAt = incident.instant("updated_at") ?? newest.flatMap(Self.time)
    let closedAt = isClosed ? incident.instant("resolved_at") ?? updatedAt : nil
    guard !isClosed || closedAt != nil else { throw .missing("resolved_at") }
    let impact = Self.health(ofImpact: incident.text("impact"), isPlanned: isPlanned)
    let current = affected.map(\.health).filter { _ in impact != .maintenance }
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText(id), title: SafeText(incident.text("name") ?? id),
        health: isClosed ? .ok : Self.worse(impact, current), services: affected.map { SafeText($0.name) },
        openedAt: openedAt ?? incident.instant("created_at"), updatedAt: updatedAt, closedAt: closedAt,
        url: (incident.text("shortlink") ?? page.text("url")).map { SafeText($0) },
        text: PlainText.of(newest?.text("body") ?? ""),
        updates: FeedEvent.updates(updates, "body", at: Self.time)),
      components: components.names(of: affected))
  }

  private func notice(_ component: ComponentTable.Component) -> FeedReading.Notice {
    let words = component.status.split(separator: "_").joined(separator: " ")
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText("component:\(component.id)"), title: SafeText("\(component.name): \(words)"),
        health: component.health, services: [SafeText(component.name)], updatedAt: component.updatedAt,
        url: page.text("url").map { SafeText($0) }),
      components: components.names(of: [component]))
  }

  /// The page's own status, if no listed event explains it.
  private func pageNotice(_ health: Health) -> FeedReading.Notice {
    FeedReading.Notice(
      event: FeedEvent(
        id: "page", title: SafeText(summary), health: health, updatedAt: page.instant("updated_at"),
        url: page.text("url").map { SafeText($0) }))
  }
}

// MARK: - Words

extension StatuspagePage {
  private static func time(of update: JSON) -> Timestamp? {
    update.instant("display_at") ?? update.instant("created_at")
  }

  /// The impact is computed from the components: critical is a major outage, major a partial one.
  private static func health(ofImpact impact: String?, isPlanned: Bool) -> Health {
    if isPlanned || impact == "maintenance" { return .maintenance }
    return impact == "critical" ? .down : .degraded
  }

  private static func health(ofIndicator indicator: String) -> Health {
    switch indicator {
    case "none": .ok
    case "minor", "major": .degraded
    case "critical": .down
    case "maintenance": .maintenance
    default: .unknown
    }
  }

  private static func worse(_ health: Health, _ others: [Health]) -> Health {
    others.reduce(health) { $1.severity > $0.severity ? $1 : $0 }
  }
}
