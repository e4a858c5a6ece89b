internal import JSON
internal import Model

/// Google Cloud's `incidents.json`: open and past incidents. Only a non-empty `end` closes one; an update
/// that says AVAILABLE does not.
enum GoogleCloudFeed {
  static func read(_ tree: JSON) throws(FeedError) -> FeedReading {
    var reading = FeedReading()
    for incident in try tree.objects(named: "the body") { reading.notices.append(try notice(incident)) }
    return reading
  }

  private static func notice(_ incident: JSON) throws(FeedError) -> FeedReading.Notice {
    let id = try incident.requiredText("id")
    let closedAt = try end(of: incident)
    let locations = try locations(of: incident, isOpen: closedAt == nil)
    let regions = locations.compactMap(RegionName.google)
    let products = try incident.objects("affected_products") ?? []
    let newest = incident["most_recent_update"]
    let description = incident.text("external_desc") ?? newest?.text("text") ?? id
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText(id), title: SafeText(PlainText.of(description).string),
        health: closedAt == nil ? health(ofImpact: incident.text("status_impact")) : .ok, provider: "gcp",
        regions: regions, isGlobal: regions.count < locations.count,
        services: names(of: products, or: incident.text("service_name")).map { SafeText($0) },
        openedAt: incident.instant("begin"), updatedAt: incident.instant("modified"), closedAt: closedAt,
        url: incident.text("uri").map { SafeText("https://status.cloud.google.com/\($0)") },
        text: PlainText.of(newest?.text("text") ?? ""),
        updates: FeedEvent.updates(try incident.objects("updates") ?? [], "text") { $0.instant("when") }),
      components: ComponentNames(
        products.flatMap { [$0.text("id"), $0.text("title"), $0.text("current_title")] }.compactMap { $0 }))
  }

  /// `nil` while it is open.
  private static func end(of incident: JSON) throws(FeedError) -> Timestamp? {
    guard let value = incident["end"], value != .string("") else { return nil }
    guard let end = value.text.flatMap({ Timestamp(iso8601: $0) }) else {
      throw .unexpected("end is not a valid time")
    }
    return end
  }

  /// Those affected now; for a closed incident, or one that names none now, those affected before.
  private static func locations(of incident: JSON, isOpen: Bool) throws(FeedError) -> [String] {
    let now = try incident.objects("currently_affected_locations") ?? []
    let before = try incident.objects("previously_affected_locations") ?? []
    return (isOpen && !now.isEmpty ? now : before + now).compactMap { $0.text("id") ?? $0.text("title") }
  }

  private static func names(of products: [JSON], or fallback: String?) -> [String] {
    let names = products.compactMap { $0.text("current_title") ?? $0.text("title") }
    return names.isEmpty ? [fallback].compactMap { $0 } : names
  }

  /// An open incident is at least degraded, whatever its word.
  private static func health(ofImpact impact: String?) -> Health {
    impact == "SERVICE_OUTAGE" ? .down : .degraded
  }
}
