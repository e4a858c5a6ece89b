package import Model

extension FeedWatch {
  /// The feeds of a plan and of its services; a page that several name is asked once.
  static func all(in plan: Plan) -> [FeedWatch] {
    var watches: [FeedWatch] = []
    let ofServices = plan.services.compactMap { service in service.feed.map { ($0, [service.id]) } }
    for (reference, services) in plan.feeds.map({ ($0, []) }) + ofServices {
      let audience = Audience(
        source: reference.source, components: reference.components, services: services)
      if let index = watches.firstIndex(where: { $0.kind == reference.kind && $0.url == reference.url }) {
        watches[index].add(audience)
      } else {
        watches.append(FeedWatch(kind: reference.kind, url: reference.url, audiences: [audience]))
      }
    }
    return tellingApart(watches)
  }

  /// Services that want the same components share one audience.
  private mutating func add(_ audience: Audience) {
    let same = audiences.firstIndex {
      $0.components == audience.components && $0.services.isEmpty == audience.services.isEmpty
    }
    if let same {
      audiences[same].services += audience.services
    } else {
      audiences.append(audience)
    }
  }

  /// A source's name is its identity: of several of one name, each also says what it is read for.
  private static func tellingApart(_ watches: [FeedWatch]) -> [FeedWatch] {
    var counts: [SafeText: Int] = [:]
    for audience in watches.flatMap(\.audiences) { counts[audience.source, default: 0] += 1 }
    var watches = watches
    for watch in watches.indices {
      for index in watches[watch].audiences.indices
      where counts[watches[watch].audiences[index].source, default: 0] > 1 {
        let audience = watches[watch].audiences[index]
        let parts = audience.components.isEmpty ? audience.services : audience.components.map(\.string)
        let part = parts.isEmpty ? watches[watch].url.redacted : parts.joined(separator: ", ")
        watches[watch].audiences[index].source = "\(audience.source) (\(part))"
      }
    }
    return watches
  }
}

extension FeedReference {
  /// The feed's name on screens and in exports: `aws-health`, `statuspage status.shop.example`.
  package var source: SafeText {
    switch kind {
    case .awsHealth, .awsRSS, .gcp, .azure, .oracle, .slack: SafeText(kind.rawValue)
    case .statuspage, .incidentio, .statusio, .instatus, .betterstack:
      SafeText("\(kind.rawValue) \(url.endpoint.host)")
    }
  }
}
