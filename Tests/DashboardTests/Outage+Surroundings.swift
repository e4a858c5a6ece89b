import Model

@testable import Dashboard

extension Outage {
  /// What is known of the domains, as the composition root would tell it.
  static let surroundings = Surroundings(
    zone: LocalZone([LocalZone.Span(from: Timestamp(seconds: 0), offset: 9 * 3600, name: "KST")]),
    weightUnit: "USD per hour", domains: domains,
    replays: [
      ReplayChoice(name: "us-east-1-2025-10-20", title: "The empty record of us-east-1"),
      ReplayChoice(name: "dyn-2016-10-21", title: "A DNS operator under attack"),
    ])

  private static let places: [(String, String, Double, Double)] = [
    ("aws/us-east-1", "US", 39.03, -77.46), ("aws/us-east-2", "US", 40.0, -83.0),
    ("aws/us-west-2", "US", 45.84, -119.7), ("aws/eu-west-1", "IE", 53.35, -6.26),
    ("aws/eu-central-1", "DE", 50.11, 8.68), ("aws/ap-northeast-1", "JP", 35.69, 139.69),
    ("aws/ap-northeast-2", "KR", 37.57, 126.98), ("aws/ap-southeast-1", "SG", 1.35, 103.82),
    ("gcp/us-central1", "US", 41.26, -95.86), ("gcp/us-east4", "US", 39.03, -77.47),
    ("gcp/europe-west4", "NL", 53.44, 6.84), ("gcp/asia-northeast3", "KR", 37.57, 126.98),
    ("azure/eastus", "US", 37.37, -79.82), ("azure/eastus2", "US", 36.67, -78.39),
    ("azure/westeurope", "NL", 52.37, 4.9), ("azure/koreacentral", "KR", 37.57, 126.98),
  ]

  private static let domains: [FaultDomain] =
    places.compactMap { id, country, latitude, longitude in
      DomainID(id).map {
        FaultDomain(
          id: $0, country: country, jurisdiction: "US",
          coordinates: Coordinates(latitude: latitude, longitude: longitude))
      }
    } + ["aws", "gcp", "azure"].compactMap { DomainID($0).map(provider) }

  /// What would fall with aws/us-east-1.
  static func answer(to failing: Set<DomainID>) -> WhatIfResult {
    let services = services()
    let casualties = services.enumerated().compactMap { position, state -> WhatIfResult.Casualty? in
      let names = state.service.needs.flatMap(\.domains).contains { failing.contains($0) }
      guard names else { return nil }
      let fate: WhatIfResult.Fate =
        state.id == "checkout" ? .thinner : state.id == "auth" ? .cannotRestart : .falls
      return WhatIfResult.Casualty(
        id: state.id, position: position, fate: fate, weight: state.service.weight)
    }
    let fallen = casualties.filter { $0.fate == .falls }
    return WhatIfResult(
      failing: failing, casualties: fallen + casualties.filter { $0.fate != .falls },
      counts: Dictionary(grouping: casualties, by: \.fate).mapValues(\.count), services: services.count,
      weight: services.reduce(0) { $0 + $1.service.weight }, weightLost: fallen.reduce(0) { $0 + $1.weight },
      remedy: DomainID("aws/us-west-2").map {
        WhatIfResult.Remedy(
          service: "reddit", position: 0, change: "second region", add: $0, weightSaved: 8, servicesSaved: 1)
      })
  }

  private static func provider(_ id: DomainID) -> FaultDomain {
    let fact = DatedFact(
      text: "It is under some 76 million sites, and much else that nobody counts until it is gone.",
      asOf: "October 2025", source: "the press")
    return FaultDomain(
      id: id, name: SafeText("\(id) the company"), jurisdiction: "US",
      facts: id.description == "aws" ? [fact] : [])
  }

  /// A month in which one day was bad before this one.
  static var uptime: Uptime {
    var uptime = Uptime([
      .day: Uptime.Tally(ok: .seconds(84_000), degraded: .seconds(600), down: .seconds(1800)),
      .week: Uptime.Tally(ok: .seconds(600_000), down: .seconds(1800), noData: .seconds(3000)),
      .month: Uptime.Tally(ok: .seconds(2_000_000), down: .seconds(5400), noData: .seconds(586_600)),
    ])
    uptime.strips.day = (0..<48).map { $0 == 47 ? .down : $0 == 46 ? .degraded : $0 < 4 ? nil : .ok }
    uptime.strips.month = (0..<30).map { $0 == 29 ? .down : $0 == 12 ? .degraded : $0 < 6 ? nil : .ok }
    return uptime
  }
}
