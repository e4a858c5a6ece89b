/// One event that a provider reports, with the fields of `faultline.events/1`.
package struct FeedEvent: Hashable, Sendable, Identifiable {
  /// The feed's own id of the event, or one made of its stable parts.
  package var id: SafeText
  package var title: SafeText
  /// `ok` once it is closed.
  package var health: Health
  /// The provider that speaks: `aws`; `nil` for a status page of no catalogue provider.
  package var provider: String?
  /// Region ids without the provider (`us-east-1`); empty: not bound to a region.
  package var regions: [String]
  /// Whether it also concerns what stands in no region: Google writes `Global` beside regions.
  package var isGlobal: Bool
  /// Names of the services or components concerned, as the feed writes them.
  package var services: [SafeText]
  package var openedAt: Timestamp?
  package var updatedAt: Timestamp?
  /// `nil` while it is open.
  package var closedAt: Timestamp?
  package var url: SafeText?
  /// The newest of the provider's own words.
  package var text: SafeText
  /// The provider's updates, the newest first; a few at most.
  package var updates: [Update]

  /// One message of the provider.
  package struct Update: Hashable, Sendable {
    /// More of them are history's business.
    package static let limit = 24

    /// `nil` where the feed does not say when.
    package var at: Timestamp?
    package var text: SafeText

    package init(at: Timestamp?, text: SafeText) {
      self.at = at
      self.text = text
    }
  }

  package init(
    id: SafeText, title: SafeText, health: Health, provider: String? = nil, regions: [String] = [],
    isGlobal: Bool = false, services: [SafeText] = [], openedAt: Timestamp? = nil,
    updatedAt: Timestamp? = nil,
    closedAt: Timestamp? = nil, url: SafeText? = nil, text: SafeText = "",
    updates: [Update] = []
  ) {
    self.id = id
    self.title = title
    self.health = health
    self.provider = provider
    self.regions = regions
    self.isGlobal = isGlobal
    self.services = services
    self.openedAt = openedAt
    self.updatedAt = updatedAt
    self.closedAt = closedAt
    self.url = url
    self.text = text
    self.updates = updates
  }
}

extension FeedEvent {
  package var isOpen: Bool { closedAt == nil }

  /// Whether it counts for a region: the same provider, and the region is named, or none is (IAM, Route 53).
  package func concerns(_ region: DomainID) -> Bool {
    guard let provider, region.provider?.description == provider else { return false }
    return regions.isEmpty || isGlobal || regions.contains(region.name)
  }
}

/// What one look at one feed gave.
package struct FeedReport: Hashable, Sendable {
  /// The feed's name in the configuration's terms: `aws-health`, `statuspage status.shop.example`.
  package var source: SafeText
  /// The whole feed's health: of its worst open event, `ok` without one, `unknown` if it can't be trusted.
  package var health: Health
  package var events: [FeedEvent]
  /// When it was last fetched and understood; `nil` if never.
  package var understoodAt: Timestamp?
  /// When this look at it ended.
  package var seenAt: Timestamp
  /// Why it is `unknown`; else empty.
  package var reason: SafeText
  /// The catalogue's provider that this feed speaks for: `aws`; `nil` for a page of services only.
  package var provider: String?
  /// The services of the plan that this feed speaks for.
  package var services: [Service.ID]

  package init(
    source: SafeText, health: Health, events: [FeedEvent] = [], understoodAt: Timestamp? = nil,
    seenAt: Timestamp, reason: SafeText = "", provider: String? = nil, services: [Service.ID] = []
  ) {
    self.source = source
    self.health = health
    self.events = events
    self.understoodAt = understoodAt
    self.seenAt = seenAt
    self.reason = reason
    self.provider = provider
    self.services = services
  }
}

/// Where feed reports come from: a poller, a replay. Threads as with `ObservationSource`.
package protocol FeedSource: Sendable {
  /// The feeds it looks at, by the names that its reports carry.
  var sources: [SafeText] { get }
  func start(emit: @escaping @Sendable (FeedReport) -> Void)
  func stop(done: @escaping @Sendable () -> Void)
}
