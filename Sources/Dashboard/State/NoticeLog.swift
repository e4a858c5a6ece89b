internal import Model
internal import Screen

/// What changed while the dashboard was open, the newest first.
struct NoticeLog: Hashable, Sendable {
  private(set) var entries: [SnapshotChange] = []
  /// How many came since the log was last looked at.
  private(set) var unread = 0

  static let limit = 500

  mutating func add(_ changes: [SnapshotChange]) {
    let all = changes.reversed() + entries
    let newestFirst = all.enumerated().sorted { ($1.element.at, $0.offset) < ($0.element.at, $1.offset) }
    entries = Array(newestFirst.map(\.element).prefix(Self.limit))
    unread = min(entries.count, unread + changes.count)
  }

  mutating func read() { unread = 0 }
}

/// What announces a change.
package struct Alerts: Hashable, Sendable {
  /// Ring the terminal's bell.
  package var rings: Bool
  /// Ask the terminal for a notification of the desktop (OSC 9).
  package var notifies: Bool

  package init(rings: Bool = false, notifies: Bool = false) {
    self.rings = rings
    self.notifies = notifies
  }

  /// What announces these changes: at most one ring and one notification, however many there are.
  func effects(for changes: [SnapshotChange]) -> [Effect] {
    guard let first = changes.max(by: { $0.health.severity < $1.health.severity }) else { return [] }
    let others = changes.count - 1
    let more = others > 0 ? " (and \(Format.count(others, "other change", "other changes")))" : ""
    return (rings ? [.ring] : []) + (notifies ? [.notify(SafeText("Faultline: \(first.text)\(more)"))] : [])
  }
}

extension SnapshotChange {
  /// The page of its topic.
  var page: Page? {
    switch topic {
    case .subject(let subject): .subject(subject)
    case .provider(let id): .domain(id)
    case .incident(let id): .incident(id)
    case .vantage: nil
    }
  }
}

extension AppState {
  /// Logs what is news and not muted. Returns what makes it heard; a replay's news is only shown.
  mutating func logChanges(to snapshot: Snapshot) -> [Effect] {
    guard let old = data.latest, old.number > 0 else { return [] }
    let news = (snapshot.changes(since: old) + snapshot.feedChanges(since: old)).filter { change in
      change.isNews && !(change.page.map(isMuted) ?? false)
    }
    guard !news.isEmpty else { return [] }
    data.log.add(news)
    if case .logging = interaction.mode { data.log.read() }
    return data.replay == nil ? settings.alerts.effects(for: news) : []
  }

  /// Tells in full when the history or a recording stops being written, or changes; the footer goes on to name it.
  mutating func announceLapses(in snapshot: Snapshot) {
    let known = Set((self.snapshot?.lapses ?? []).map(\.detail))
    guard let lapse = snapshot.lapses.last(where: { !known.contains($0.detail) }) else { return }
    interaction.notice = .failed("\(lapse.id): \(lapse.detail)")
  }

  /// `■ recording`, for the end of the footer.
  var lapseMarks: [Line] {
    (snapshot?.lapses ?? []).map { $0.health.line(glyphs) + Line(" \($0.id.string)", $0.health.role) }
  }
}
