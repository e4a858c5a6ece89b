internal import JSON
internal import Model

/// status.io's public API: `https://api.status.io/1.0/status/PAGE`. Severity is a number from 100 up; a
/// component stands in containers (regions, hosters), each with a state of its own.
enum StatusIOFeed {
  static func read(_ tree: JSON) throws(FeedError) -> FeedReading {
    let result = try tree.requiredObject("result")
    let overall = try result.requiredObject("status_overall")
    guard let overallCode = overall["status_code"]?.integer else { throw .missing("status_code") }
    let components = try result.requiredObjects("status")
    let incidents = try result.requiredObjects("incidents")
    let active = try result["maintenance"]?.objects("active") ?? []
    let upcoming = try result["maintenance"]?.objects("upcoming") ?? []

    var reading = FeedReading(components: ComponentNames(components.flatMap(names)))
    for incident in incidents { reading.notices.append(try notice(incident, isPlanned: false)) }
    for maintenance in active + upcoming { reading.notices.append(try notice(maintenance, isPlanned: true)) }
    let explained = Explanations(reading.notices)
    reading.notices += components.compactMap { component in
      notice(component).flatMap { notice in
        let isExplained = component.text("id").map { explained.cover(notice.event.health, of: $0) }
        return isExplained ?? false ? nil : notice
      }
    }
    let health = health(ofCode: overallCode)
    if health != .ok, !reading.explains(health) {
      let event = FeedEvent(
        id: "page", title: SafeText(overall.text("status") ?? "code \(overallCode)"), health: health,
        updatedAt: overall.instant("updated"))
      reading.notices.append(FeedReading.Notice(event: event))
    }
    if reading.notices.contains(where: { $0.event.health == .unknown }) {
      reading.doubts.append("a status code is not known")
    }
    return reading
  }

  private static func notice(_ incident: JSON, isPlanned: Bool) throws(FeedError) -> FeedReading.Notice {
    guard let id = incident.text("_id") ?? incident.text("id") else { throw .missing("_id") }
    let messages = try incident.objects("messages") ?? []
    let newest = messages.max { (time(of: $0) ?? .distantPast) < (time(of: $1) ?? .distantPast) }
    let components = try incident.objects("components_affected") ?? []
    let containers = try incident.objects("containers_affected") ?? []
    let closedAt = incident.instant("datetime_resolved")
    let openedAt = incident.instant(isPlanned ? "datetime_planned_start" : "datetime_open")
    let health: Health = isPlanned ? .maintenance : openHealth(newest)
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText(id), title: SafeText(incident.text("name") ?? id),
        health: closedAt == nil ? health : .ok,
        services: components.compactMap { $0.text("name").map { SafeText($0) } },
        openedAt: openedAt ?? incident.instant("datetime_open"),
        updatedAt: newest.flatMap(time) ?? openedAt, closedAt: closedAt,
        text: PlainText.of(newest?.text("details") ?? ""),
        updates: FeedEvent.updates(messages, "details", at: time)),
      components: ComponentNames((components + containers).flatMap(names)))
  }

  /// `nil` for a component that is operational in all its containers.
  private static func notice(_ component: JSON) -> FeedReading.Notice? {
    let health = component["status_code"]?.integer.map(health(ofCode:)) ?? .unknown
    guard health != .ok else { return nil }
    let name = component.text("name") ?? component.text("id") ?? "a component"
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText("component:\(component.text("id") ?? name)"),
        title: SafeText("\(name): \(component.text("status") ?? "no status")"), health: health,
        services: [SafeText(name)], updatedAt: component.instant("updated")),
      components: ComponentNames(names(component)))
  }

  /// An open incident is at least degraded.
  private static func openHealth(_ newest: JSON?) -> Health {
    newest?["status"]?.integer.map(health(ofCode:)) == .down ? .down : .degraded
  }

  /// 600 is a security event: not an outage, but not ok either.
  private static func health(ofCode code: Int64) -> Health {
    switch code {
    case 100: .ok
    case 200: .maintenance
    case 300, 400, 600: .degraded
    case 500: .down
    default: .unknown
    }
  }

  private static func names(_ tree: JSON) -> [String] {
    [tree.text("id"), tree.text("_id"), tree.text("name")].compactMap { $0 }
  }

  private static func time(of message: JSON) -> Timestamp? { message.instant("datetime") }
}
