internal import Model

/// What the providers last said, and what of it concerns a region or a service.
///
/// From events to health: an open event of the region's provider counts if it names the region or is bound
/// to none; the worst one is what the feed says; an event without an update for 14 days is only a note; a
/// feed that is not understood, or was not for 15 minutes, says `unknown`, never `ok`.
struct FeedBook {
  /// An open event that nobody touches for so long is a note, not a statement.
  static let noteAfter = Duration.seconds(14 * 86_400)
  /// Without an understood look for so long, a feed has no signal.
  static let staleAfter = Duration.seconds(15 * 60)

  /// The newest report of each source, and the sources in the order they were first heard.
  private var reports: [SafeText: FeedReport] = [:]
  private var order: [SafeText] = []
  private var firstSeen: [SafeText: [SafeText: Timestamp]] = [:]

  /// - Parameter expected: the feeds that are looked at, in the order in which they are listed.
  init(expecting expected: [SafeText] = []) { order = expected }

  /// True once every feed expected has been looked at.
  var isComplete: Bool { order.allSatisfy { reports[$0] != nil } }

  mutating func fold(_ report: FeedReport) {
    if !order.contains(report.source) { order.append(report.source) }
    reports[report.source] = report
    let before = firstSeen[report.source] ?? [:]
    firstSeen[report.source] =
      report.health == .unknown
      ? before
      : Dictionary(
        report.events.map { ($0.id, before[$0.id] ?? report.seenAt) }, uniquingKeysWith: min)
  }

  /// When the feed first showed the event to us.
  func firstSeen(_ event: FeedEvent, of report: FeedReport) -> Timestamp {
    firstSeen[report.source]?[event.id] ?? report.seenAt
  }

  /// What the feeds of its provider say of a region, a state for each; `nil` if no feed speaks for it.
  func states(of region: DomainID, at now: Timestamp) -> [FeedState]? {
    let provider = region.provider?.description
    let states = ordered.filter { $0.provider != nil && $0.provider == provider }.map { report in
      state(of: report, at: now) { $0.concerns(region) }
    }
    return states.isEmpty ? nil : states
  }

  /// What a service's own feed says; `nil` if it has none.
  func state(of service: Service.ID, at now: Timestamp) -> FeedState? {
    ordered.first { $0.services.contains(service) }.map { state(of: $0, at: now) { _ in true } }
  }

  /// The freshness of every feed.
  func sources(at now: Timestamp) -> [SourceState] {
    order.map { source in
      guard let report = reports[source] else {
        return SourceState(id: source, health: .unknown, detail: "no word yet")
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
      ($0.updatedAt ?? $0.openedAt).map { $0 + Self.noteAfter }
    }
    let planned = reports.values.flatMap(\.events).compactMap(\.openedAt)
    return (stale + notes + planned).filter { $0 > now }.min()
  }

  private var ordered: [FeedReport] { order.compactMap { reports[$0] } }

  private func isStale(_ report: FeedReport, at now: Timestamp) -> Bool {
    report.understoodAt.map { now - $0 >= Self.staleAfter } ?? true
  }

  private func state(of report: FeedReport, at now: Timestamp, concerning: (FeedEvent) -> Bool) -> FeedState {
    if report.health == .unknown || isStale(report, at: now) {
      let reason: SafeText = report.reason.isEmpty ? "NO SIGNAL" : report.reason
      return FeedState(source: report.source, health: .unknown, title: reason, updatedAt: report.understoodAt)
    }
    let open = report.events.filter { event in
      event.isOpen && concerning(event) && event.openedAt.map { $0 <= now } ?? true
    }
    // An event without any time states the present.
    let current = open.filter { event in
      (event.updatedAt ?? event.openedAt).map { now - $0 < Self.noteAfter } ?? true
    }
    let worst = current.max { $0.health.severity < $1.health.severity }
    guard let shown = worst ?? open.first else {
      return FeedState(source: report.source, health: .ok, updatedAt: report.understoodAt)
    }
    return FeedState(
      source: report.source, health: worst?.health ?? .ok, title: shown.title,
      updatedAt: shown.updatedAt ?? shown.openedAt, url: shown.url)
  }
}
