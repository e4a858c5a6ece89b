internal import JSON
internal import Model

/// Instatus's `summary.json`. Its words are an open set, built of parts (`ONEMAJOROUTAGE`), and lists that
/// are empty are left out.
enum InstatusFeed {
  static func read(_ tree: JSON) throws(FeedError) -> FeedReading {
    let page = try tree.requiredObject("page")
    let status = try page.requiredText("status")
    var reading = FeedReading()
    for incident in try tree.objects("activeIncidents") ?? [] {
      reading.notices.append(try notice(incident, isPlanned: false))
    }
    for maintenance in try tree.objects("activeMaintenances") ?? [] {
      reading.notices.append(try notice(maintenance, isPlanned: true))
    }
    let health = health(ofPage: status)
    if health == .unknown { reading.doubts.append("the page's status \"\(status)\" is not known") }
    if health != .ok, !reading.explains(health) {
      let event = FeedEvent(
        id: "page", title: SafeText("the page's status is \(status)"), health: health,
        url: page.text("url").map { SafeText($0) })
      reading.notices.append(FeedReading.Notice(event: event))
    }
    return reading
  }

  private static func notice(_ incident: JSON, isPlanned: Bool) throws(FeedError) -> FeedReading.Notice {
    let id = try incident.requiredText("id")
    let openedAt = incident.instant("started") ?? incident.instant("start")
    let updatedAt = incident.instant("updatedAt") ?? openedAt
    let isClosed = ["RESOLVED", "COMPLETED"].contains(incident.text("status"))
    guard !isClosed || updatedAt != nil else { throw .missing("updatedAt") }
    let health: Health = isPlanned ? .maintenance : health(ofImpact: incident.text("impact") ?? "")
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText(id), title: SafeText(incident.text("name") ?? id), health: isClosed ? .ok : health,
        openedAt: openedAt, updatedAt: updatedAt, closedAt: isClosed ? updatedAt : nil,
        url: incident.text("url").map { SafeText($0) }))
  }

  /// An incident that is open is at least degraded, whatever its word.
  private static func health(ofImpact impact: String) -> Health {
    if impact.hasSuffix("MAINTENANCE") { return .maintenance }
    return impact.hasSuffix("MAJOROUTAGE") ? .down : .degraded
  }

  /// `ONE…` and `SOME…` speak of a part of the page only.
  private static func health(ofPage status: String) -> Health {
    switch status {
    case "UP", "ALLOPERATIONAL", "OPERATIONAL": return .ok
    case _ where status.hasSuffix("MAINTENANCE"): return .maintenance
    case "MAJOROUTAGE", "ALLMAJOROUTAGE": return .down
    case "HASISSUES": return .degraded
    case _ where status.hasSuffix("OUTAGE") || status.hasSuffix("DEGRADEDPERFORMANCE"): return .degraded
    default: return .unknown
    }
  }
}
