internal import JSON
internal import Model

/// AWS `currentevents`: a list of open events, some just resolved; an empty list is a healthy one.
///
/// `date` and the log's times are seconds, `impacted_service_status_changes` milliseconds (not read). The
/// region is the ARN's: `region_name` is a city, and events of global services (IAM, Route 53) have none.
enum AWSHealthFeed {
  static func read(_ tree: JSON) throws(FeedError) -> FeedReading {
    var reading = FeedReading()
    for event in try tree.objects(named: "the body") {
      let notice = try notice(event)
      if notice.event.health == .unknown {
        reading.doubts.append(
          "status \(event.text("status") ?? "") of \"\(notice.event.title)\" is not known")
      }
      reading.notices.append(notice)
    }
    return reading
  }

  private static func notice(_ event: JSON) throws(FeedError) -> FeedReading.Notice {
    let arn = try event.requiredText("arn")
    let health = health(ofStatus: try event.requiredText("status"))
    let log = try event.objects("event_log") ?? []
    let newest = log.max { (time(of: $0) ?? .distantPast) < (time(of: $1) ?? .distantPast) }
    let openedAt = FeedTime.epochSeconds(event["date"])
    let updatedAt = newest.flatMap(time) ?? openedAt
    guard health != .ok || updatedAt != nil else { throw .missing("date") }
    let impacted = impactedServices(event)
    let services = impacted.names.isEmpty ? [event.text("service_name")].compactMap { $0 } : impacted.names
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText(arn), title: SafeText(event.text("summary") ?? event.text("service_name") ?? arn),
        health: health, provider: "aws", regions: region(ofARN: arn).map { [$0] } ?? [],
        services: services.map { SafeText($0) }, openedAt: openedAt, updatedAt: updatedAt,
        closedAt: health == .ok ? updatedAt : nil,
        url: SafeText("https://health.aws.amazon.com/health/status?eventID=\(arn)"),
        text: PlainText.of(newest?.text("message") ?? ""),
        updates: FeedEvent.updates(log, "message", at: time)),
      components: ComponentNames(
        services + impacted.ids + [event.text("service"), event.text("service_name")].compactMap { $0 }))
  }

  /// 0 resolved, 1 informational, 2 degraded, 3 disrupted. AWS opens every event as 1, and has left a region
  /// that was lost at 1 for a day: informational is no less than degraded.
  private static func health(ofStatus status: String) -> Health {
    switch status {
    case "0": .ok
    case "1", "2": .degraded
    case "3": .down
    default: .unknown
    }
  }

  private static func time(of entry: JSON) -> Timestamp? { FeedTime.epochSeconds(entry["timestamp"]) }

  /// `arn:aws:health:me-south-1::event/...`; `nil` for `global` and for an ARN that names none.
  private static func region(ofARN arn: String) -> String? {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 3, parts[0] == "arn", parts[3] != "global" else { return nil }
    return RegionName.aws(parts[3])
  }

  /// Those still affected, by name; all if none is any more. Ids of every one.
  private static func impactedServices(_ event: JSON) -> (names: [String], ids: [String]) {
    guard case .object(let members)? = event["impacted_services"] else { return ([], []) }
    let affected = members.map(\.1).filter { $0.text("current") != "0" }
    let shown = affected.isEmpty ? members.map(\.1) : affected
    return (Set(shown.compactMap { $0.text("service_name") }).sorted(), members.map(\.0).sorted())
  }
}

extension Timestamp {
  static let distantPast = Timestamp(nanoseconds: .min)
}
