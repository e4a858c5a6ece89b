internal import JSON
internal import Model

/// Slack's own status API: `current`, an object with the open incidents, or `history`, a list of past ones.
enum SlackFeed {
  static func read(_ tree: JSON) throws(FeedError) -> FeedReading {
    guard case .object = tree else { return try history(tree) }
    let status = try tree.requiredText("status")
    let incidents = try tree.requiredObjects("active_incidents")
    var reading = FeedReading(notices: try notices(incidents))
    if status != "ok", !reading.notices.contains(where: { $0.event.isOpen }) {
      let event = FeedEvent(
        id: "page", title: "Slack's status is \"\(status)\"", health: .degraded,
        updatedAt: tree.instant("date_updated"), url: "https://slack-status.com/")
      reading.notices.append(FeedReading.Notice(event: event))
    }
    return reading
  }

  private static func history(_ tree: JSON) throws(FeedError) -> FeedReading {
    let incidents = try tree.objects(named: "the body")
    guard !incidents.isEmpty else {
      throw .unexpected("a history without incidents does not show the current state")
    }
    return FeedReading(notices: try notices(incidents))
  }

  private static func notices(_ incidents: [JSON]) throws(FeedError) -> [FeedReading.Notice] {
    try incidents.map { incident throws(FeedError) in try notice(incident) }
  }

  private static func notice(_ incident: JSON) throws(FeedError) -> FeedReading.Notice {
    let id = try incident.requiredText("id")
    let isClosed = ["resolved", "completed", "cancelled"].contains(try incident.requiredText("status"))
    let notes = try incident.objects("notes") ?? []
    let newest = notes.max { (time(of: $0) ?? .distantPast) < (time(of: $1) ?? .distantPast) }
    let openedAt = incident.instant("date_created")
    let updatedAt = incident.instant("date_updated") ?? newest.flatMap(time) ?? openedAt
    guard !isClosed || updatedAt != nil else { throw .missing("date_updated") }
    let services = names(incident["services"])
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText(id), title: SafeText(incident.text("title") ?? id),
        health: isClosed ? .ok : health(ofType: incident.text("type")),
        services: services.map { SafeText($0) },
        openedAt: openedAt, updatedAt: updatedAt, closedAt: isClosed ? updatedAt : nil,
        url: incident.text("url").map { SafeText($0) }, text: PlainText.of(newest?.text("body") ?? ""),
        updates: FeedEvent.updates(notes, "body", at: time)),
      components: ComponentNames(services))
  }

  private static func health(ofType type: String?) -> Health {
    switch type {
    case "outage": .down
    case "maintenance": .maintenance
    default: .degraded
    }
  }

  private static func names(_ value: JSON?) -> [String] {
    guard case .array(let names)? = value else { return [] }
    return names.compactMap(\.text)
  }

  private static func time(of note: JSON) -> Timestamp? { note.instant("date_created") }
}
