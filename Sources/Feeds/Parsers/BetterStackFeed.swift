internal import JSON
internal import Model

/// Better Stack's `index.json`, in JSON:API form: the page in `data`, and reports, their updates, resources
/// and sections side by side in `included`.
struct BetterStackFeed {
  private let included: [JSON]
  private let state: String
  private let page: JSON
  private let resources: [String: JSON]
  private let updates: [String: JSON]

  static func read(_ tree: JSON) throws(FeedError) -> FeedReading {
    try BetterStackFeed(tree).reading()
  }

  private init(_ tree: JSON) throws(FeedError) {
    page = try tree.requiredObject("data").requiredObject("attributes")
    state = try page.requiredText("aggregate_state")
    included = try tree.requiredObjects("included")
    resources = Self.byID(included.filter { $0.text("type") == "status_page_resource" })
    updates = Self.byID(included.filter { $0.text("type") == "status_update" })
  }

  private func reading() throws(FeedError) -> FeedReading {
    var reading = FeedReading(components: names(of: Array(resources.keys)))
    for report in included where report.text("type") == "status_report" {
      reading.notices.append(try notice(report))
    }
    let explained = Explanations(reading.notices)
    reading.notices += resources.compactMap { id, resource in
      notice(id, resource).flatMap { explained.cover($0.event.health, of: id) ? nil : $0 }
    }
    let health = Self.health(ofState: state)
    if health == .unknown { reading.doubts.append("the page's state \"\(state)\" is not known") }
    if health != .ok, !reading.explains(health) {
      let event = FeedEvent(
        id: "page", title: SafeText("the page's state is \(state)"), health: health,
        updatedAt: page.instant("updated_at"))
      reading.notices.append(FeedReading.Notice(event: event))
    }
    return reading
  }

  private func notice(_ report: JSON) throws(FeedError) -> FeedReading.Notice {
    let id = try report.requiredText("id")
    let attributes = try report.requiredObject("attributes")
    let updates = try report["relationships"]?["status_updates"]?.objects("data") ?? []
    let messages = updates.compactMap { self.updates[$0.text("id") ?? ""]?["attributes"] }
    let newest = messages.max { (Self.time(of: $0) ?? .distantPast) < (Self.time(of: $1) ?? .distantPast) }
    let affected = try attributes.objects("affected_resources") ?? []
    let ids = affected.compactMap { $0.text("status_page_resource_id") }
    let openedAt = attributes.instant("starts_at")
    let updatedAt = newest.flatMap(Self.time) ?? openedAt
    let isClosed = ["resolved", "operational"].contains(attributes.text("aggregate_state"))
    let closedAt = isClosed ? attributes.instant("ends_at") ?? updatedAt : nil
    guard !isClosed || closedAt != nil else { throw .missing("ends_at") }
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText(id), title: SafeText(attributes.text("title") ?? id),
        health: isClosed ? .ok : Self.openHealth(attributes), services: ids.map { SafeText(name(of: $0)) },
        openedAt: openedAt, updatedAt: updatedAt, closedAt: closedAt,
        url: page.text("custom_domain").map { SafeText("https://\($0)/") },
        text: PlainText.of(newest?.text("message") ?? ""),
        updates: FeedEvent.updates(messages, "message", at: Self.time)),
      components: names(of: ids))
  }

  /// `nil` for a resource that is operational.
  private func notice(_ id: String, _ resource: JSON) -> FeedReading.Notice? {
    let status = resource["attributes"]?.text("status") ?? "without a state"
    let health = Self.health(ofState: status)
    guard health != .ok else { return nil }
    return FeedReading.Notice(
      event: FeedEvent(
        id: SafeText("resource:\(id)"), title: SafeText("\(name(of: id)): \(status)"), health: health,
        services: [SafeText(name(of: id))]),
      components: names(of: [id]))
  }
}

// MARK: - Words

extension BetterStackFeed {
  private func name(of resource: String) -> String {
    resources[resource]?["attributes"]?.text("public_name") ?? resource
  }

  private func names(of ids: [String]) -> ComponentNames { ComponentNames(ids + ids.map(name(of:))) }

  private static func byID(_ list: [JSON]) -> [String: JSON] {
    Dictionary(list.map { ($0.text("id") ?? "", $0) }) { first, _ in first }
  }

  private static func time(of update: JSON) -> Timestamp? { update.instant("published_at") }

  private static func openHealth(_ report: JSON) -> Health {
    if report.text("report_type") == "maintenance" { return .maintenance }
    let health = health(ofState: report.text("aggregate_state") ?? "")
    return health == .unknown ? .degraded : health
  }

  private static func health(ofState state: String) -> Health {
    switch state {
    case "operational": .ok
    case "degraded": .degraded
    case "downtime": .down
    case "maintenance": .maintenance
    default: .unknown
    }
  }
}
