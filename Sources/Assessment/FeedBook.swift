internal import Model

/// What the providers last said, and what of it concerns a region or a service.
///
/// From events to health: an open event of the region's provider counts if it names the region or is bound
/// to none; the worst one is what the feed says; an event without an update for 14 days is only a note; a
/// feed that is not understood, or was not for 15 minutes, says `unknown`, never `ok`. Planned maintenance that has
/// begun counts for what it names: a service by its components, a region by itself.
struct FeedBook {
  /// An open event that nobody touches for so long is a note, not a statement.
  static let noteAfter = Duration.seconds(14 * 86_400)
  /// Without an understood look for so long, a feed has no signal.
  static let staleAfter = Duration.seconds(15 * 60)
  /// Events kept for one thing; some pages leave dozens open.
  private static let eventLimit = 8

  /// The newest report of each source, and the sources in the order they were first heard.
  private var reports: [SafeText: FeedReport] = [:]
  private var order: [SafeText] = []
  /// True if somebody listens to feeds, whether they have spoken or not.
  let isListening: Bool
  /// What is kept of each source's events, by their ids.
  private var memories: [SafeText: [SafeText: Memory]] = [:]

  private struct Memory {
    var firstSeen: Timestamp
    var updates: [FeedEvent.Update]
  }

  /// - Parameter expected: the feeds that are looked at, in the order in which they are listed.
  init(expecting expected: [SafeText] = []) {
    order = expected
    isListening = !expected.isEmpty
  }

  /// True once every feed expected has been looked at.
  var isComplete: Bool { order.allSatisfy { reports[$0] != nil } }

  mutating func fold(_ report: FeedReport) {
    if !order.contains(report.source) { order.append(report.source) }
    var report = report
    let before = memories[report.source] ?? [:]
    for index in report.events.indices {
      let known = before[report.events[index].id]?.updates ?? []
      report.events[index].updates = Self.updates(of: report.events[index], after: known)
    }
    reports[report.source] = report
    guard report.health != .unknown else { return }
    memories[report.source] = Dictionary(
      report.events.map { event in
        let firstSeen = before[event.id]?.firstSeen ?? report.seenAt
        return (event.id, Memory(firstSeen: firstSeen, updates: event.updates))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Those the feed lists; where it tells only the newest, each one as we saw it come.
  private static func updates(
    of event: FeedEvent, after known: [FeedEvent.Update]
  ) -> [FeedEvent.Update] {
    guard event.updates.isEmpty else { return event.updates }
    guard !event.text.isEmpty, event.text != known.first?.text else { return known }
    let newest = FeedEvent.Update(at: event.updatedAt ?? event.openedAt, text: event.text)
    return Array(([newest] + known).prefix(FeedEvent.Update.limit))
  }

  /// When the feed first showed the event to us.
  func firstSeen(_ event: FeedEvent, of report: FeedReport) -> Timestamp {
    memories[report.source]?[event.id]?.firstSeen ?? report.seenAt
  }

  /// What the feeds of its provider say of a region, a state for each; `nil` if no feed speaks for it.
  func states(of region: DomainID, at now: Timestamp) -> [FeedState]? {
    let provider = region.provider?.description
    let states = ordered.filter { $0.provider != nil && $0.provider == provider }.map { report in
      state(of: report, at: now) {
        !$0.concerns(region) ? .none : $0.regions.contains(region.name) ? .byName : .atLarge
      }
    }
    return states.isEmpty ? nil : states
  }

  /// What a service's own feed says; `nil` if it has none.
  func state(of service: Service, at now: Timestamp) -> FeedState? {
    let namesComponents = service.feed.map { !$0.components.isEmpty } ?? false
    return ordered.first { $0.services.contains(service.id) }.map { report in
      state(of: report, at: now) { namesComponents || $0.services.isEmpty ? .byName : .atLarge }
    }
  }

  /// How an event bears on a thing.
  private enum Bearing {
    case none
    /// The thing is one of many on the page, or all of a provider's.
    case atLarge
    /// The event names it, or its page is about nothing else.
    case byName
  }

  /// The freshness of every feed.
  func sources(at now: Timestamp) -> [SourceState] {
    order.map { source in
      guard let report = reports[source] else {
        return SourceState(id: source, health: .unknown, detail: FeedState.Problem.noDataYet.sentence)
      }
      let isStale = isStale(report, at: now)
      let detail: SafeText =
        report.reason.isEmpty
        ? isStale ? "NO SIGNAL" : "\(report.events.count(where: \.isOpen)) open events" : report.reason
      return SourceState(
        id: report.source, health: isStale || report.health == .unknown ? .unknown : .ok,
        age: report.understoodAt.map { max(.zero, now - $0) }, detail: detail)
    }
  }

  /// When time alone changes what a feed says: it turns stale, or an event becomes a note.
  func nextChange(after now: Timestamp) -> Timestamp? {
    let stale = reports.values.compactMap { $0.understoodAt.map { $0 + Self.staleAfter } }
    let notes = reports.values.flatMap(\.events).compactMap {
      [$0.updatedAt, $0.openedAt].compactMap { $0 }.max().map { $0 + Self.noteAfter }
    }
    let planned = reports.values.flatMap(\.events).compactMap(\.openedAt)
    return (stale + notes + planned).filter { $0 > now }.min()
  }

  private var ordered: [FeedReport] { order.compactMap { reports[$0] } }

  private func isStale(_ report: FeedReport, at now: Timestamp) -> Bool {
    report.understoodAt.map { now - $0 >= Self.staleAfter } ?? true
  }

  private func state(of report: FeedReport, at now: Timestamp, bearing: (FeedEvent) -> Bearing) -> FeedState {
    if report.health == .unknown || isStale(report, at: now) {
      return FeedState(
        source: report.source, problem: report.reason.isEmpty ? .stale : .unreadable(report.reason),
        updatedAt: report.understoodAt)
    }
    let open = report.events.filter { event in
      event.isOpen && bearing(event) != .none && event.openedAt.map { $0 <= now } ?? true
    }
    let closed = report.events.filter { event in
      bearing(event) != .none && event.closedAt.map { now - $0 < .seconds(86_400) } ?? false
    }
    // An event without any time states the present. Work somewhere at a provider's plans nothing for this thing.
    let current = open.filter { event in
      let newest = [event.updatedAt, event.openedAt].compactMap { $0 }.max()
      return (newest.map { now - $0 < Self.noteAfter } ?? true)
        && (event.health != .maintenance || bearing(event) == .byName)
    }
    let worst = current.max { $0.health.severity < $1.health.severity }
    let events = open.sorted { $0.health.severity > $1.health.severity } + closed
    guard let shown = worst ?? open.first else {
      return FeedState(
        source: report.source, health: .ok, updatedAt: report.understoodAt,
        events: Array(events.prefix(Self.eventLimit)))
    }
    return FeedState(
      source: report.source, health: worst?.health ?? .ok, title: shown.title,
      updatedAt: shown.updatedAt ?? shown.openedAt, url: shown.url,
      events: Array(events.prefix(Self.eventLimit)))
  }
}
