internal import JSON
internal import Model

/// Oracle Cloud's `components.json` (services by region, with the incidents that touch them), or its
/// `status.json`, which has Statuspage's indicator alone.
enum OracleFeed {
  static func read(_ tree: JSON) throws(FeedError) -> FeedReading {
    if let regions = try tree.objects("regionHealthReports") { return try reading(regions) }
    let status = try tree.requiredObject("status")
    let indicator = try status.requiredText("indicator")
    let health = health(ofIndicator: indicator)
    var reading = FeedReading()
    guard health != .ok else { return reading }
    let event = FeedEvent(
      id: "page", title: SafeText(status.text("description") ?? indicator), health: health,
      provider: "oracle",
      updatedAt: tree["page"]?.instant("updated_at"), url: page)
    reading.notices.append(FeedReading.Notice(event: event))
    if health == .unknown { reading.doubts.append("the indicator \"\(indicator)\" is not known") }
    return reading
  }

  private static func reading(_ regions: [JSON]) throws(FeedError) -> FeedReading {
    guard !regions.isEmpty else { throw .unexpected("regionHealthReports is empty") }
    var sightings: [String: Sighting] = [:]
    var names = ComponentNames()
    for region in regions {
      guard let id = RegionName.oracle(try region.requiredText("regionCanonicalName")) else {
        throw .unexpected("regionCanonicalName is not a region")
      }
      let services = try region.requiredObjects("serviceHealthReports")
      guard !services.isEmpty else { throw .unexpected("serviceHealthReports is empty") }
      for service in services {
        let found = try Sighting.all(of: service, in: id)
        names.formUnion(ComponentNames(Sighting.names(of: service)))
        for (key, sighting) in found { sightings[key, default: sighting].join(sighting) }
      }
    }
    let notices = sightings.sorted { $0.key < $1.key }.map { $1.notice(id: $0) }
    let isUnclear = notices.contains { $0.event.health == .unknown }
    return FeedReading(
      notices: notices, components: names, doubts: isUnclear ? ["a serviceStatus is not known"] : [])
  }

  static let page: SafeText = "https://ocistatus.oraclecloud.com/"

  private static func health(ofIndicator indicator: String) -> Health {
    switch indicator {
    case "none": .ok
    case "minor", "major": .degraded
    case "critical": .down
    case "maintenance": .maintenance
    default: .unknown
    }
  }
}

/// One incident, or one bad state without an incident, as met in several services and regions.
private struct Sighting {
  private var health: Health
  private let title: String
  private var regions: UniqueWords
  private var services: UniqueWords
  private var names: ComponentNames

  /// Of one service in one region, by key: its incidents, or its state if that is not normal.
  static func all(of service: JSON, in region: String) throws(FeedError) -> [String: Sighting] {
    let status = try service.requiredText("serviceStatus")
    // Without the list nobody knows that there are none: the state reads normal beside an open incident too.
    let incidents = try service.requiredObjects("incidents")
    let state = health(ofStatus: status)
    func sighting(_ title: String, _ health: Health) -> Sighting {
      Sighting(
        health: health, title: title, regions: UniqueWords(region),
        services: UniqueWords(
          service.text("serviceName") ?? service.text("serviceCanonicalName") ?? "a service"),
        names: ComponentNames(Self.names(of: service)))
    }
    guard !incidents.isEmpty else {
      return state == .ok ? [:] : ["\(region):\(status)": sighting("\(status) in \(region)", state)]
    }
    var found: [String: Sighting] = [:]
    for incident in incidents {
      let id = try incident.requiredText("incidentId")
      // An open incident is at least degraded, also beside a state that reads normal.
      found[id] = sighting(incident.text("severity") ?? status, state == .down ? .down : .degraded)
    }
    return found
  }

  mutating func join(_ other: Sighting) {
    if other.health.severity > health.severity { health = other.health }
    for region in other.regions.words { regions.add(region) }
    for service in other.services.words { services.add(service) }
    names.formUnion(other.names)
  }

  func notice(id: String) -> FeedReading.Notice {
    FeedReading.Notice(
      event: FeedEvent(
        id: SafeText(id), title: SafeText(title), health: health, provider: "oracle", regions: regions.words,
        services: services.words.map { SafeText($0) }, url: OracleFeed.page),
      components: names)
  }

  static func names(of service: JSON) -> [String] {
    ["serviceId", "serviceName", "serviceCanonicalName"].compactMap { service.text($0) }
  }

  private static func health(ofStatus status: String) -> Health {
    switch status {
    case "NormalPerformance": .ok
    case "Informational", "ServiceDisruption", "DegradedPerformance": .degraded
    case "ServiceDown", "ServiceOutage": .down
    case "Maintenance", "ScheduledMaintenance": .maintenance
    default: .unknown
    }
  }
}

/// Words in the order met, each once; a page may name thousands.
private struct UniqueWords {
  private(set) var words: [String]
  private var seen: Set<String>

  init(_ word: String) {
    words = [word]
    seen = [word]
  }

  mutating func add(_ word: String) {
    if seen.insert(word).inserted { words.append(word) }
  }
}
