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

/// How a change makes itself heard.
package struct Alerts: Hashable, Sendable {
  /// Ring the terminal's bell.
  package var rings: Bool
  /// Ask the terminal for a notification of the desktop (OSC 9).
  package var notifies: Bool

  package init(rings: Bool = false, notifies: Bool = false) {
    self.rings = rings
    self.notifies = notifies
  }

  /// What is to be done for these changes: at most one ring and one notification, however many there are.
  func effects(for changes: [SnapshotChange]) -> [Effect] {
    guard let first = changes.max(by: { $0.health.severity < $1.health.severity }) else { return [] }
    let others = changes.count - 1
    let more = others > 0 ? " (and \(Words.count(others, "other change", "other changes")))" : ""
    return (rings ? [.ring] : []) + (notifies ? [.notify(SafeText("Faultline: \(first.text)\(more)"))] : [])
  }
}

extension SnapshotChange {
  /// Where its topic can be looked at.
  var place: Place? {
    switch topic {
    case .subject(let subject): Place(subject)
    case .provider(let id): .domain(id)
    case .incident(let id): .incident(id)
    case .vantage: nil
    }
  }
}

extension AppState {
  /// Keeps what is news and not muted; a replay's is shown, but not heard.
  mutating func hear(_ snapshot: Snapshot) -> [Effect] {
    guard let old = latest, old.number > 0 else { return [] }
    let news = (snapshot.changes(since: old) + snapshot.feedChanges(since: old)).filter { change in
      change.isNews && !(change.place.map(isMuted) ?? false)
    }
    guard !news.isEmpty else { return [] }
    log.add(news)
    if case .logging = mode { log.read() }
    return replay == nil ? alerts.effects(for: news) : []
  }

  /// The newest snapshot, even where an older one is frozen on the screen.
  private var latest: Snapshot? {
    switch picture {
    case .waiting: nil
    case .live(let snapshot), .frozen(_, let snapshot): snapshot
    }
  }
}

/// The log over the panels.
enum LogOverlay {
  static func draw(_ frame: inout Frame, _ selected: Int, _ state: AppState) {
    let entries = state.log.entries
    let size = frame.size
    let note = Line(entries.isEmpty ? "Esc closes" : "j k move  Enter opens  Esc closes", .muted)
    let content = Overlay.drawBox(
      &frame, "Notices", width: min(110, size.width - 4),
      height: min(size.height - 2, max(3, entries.count + 2)), note, state.glyphs)
    guard !entries.isEmpty else {
      let text = "Nothing has changed since the dashboard was opened."
      return _ = frame.put(Line(text, .muted), x: content.x, y: content.y, width: content.width, state.glyphs)
    }
    let top = Cursor.top(0, index: selected, count: entries.count, visible: content.height)
    for (row, index) in (top..<max(top, entries.count)).prefix(content.height).enumerated() {
      let y = content.y + row
      frame.put(line(entries[index], state), x: content.x, y: y, width: content.width, state.glyphs)
      guard index == selected else { continue }
      frame.restyle(Rect(x: content.x - 1, y: y, width: content.width + 2, height: 1)) {
        $0.isSelected = true
      }
    }
  }

  private static func line(_ change: SnapshotChange, _ state: AppState) -> Line {
    let time = Line("\(Words.clock(change.at, now: state.now).padding(to: 7))", .muted)
    let mark = change.health.line(state.glyphs)
    let who = change.feed == nil ? change.name.string : "\(Words.speaker(change.name.string)) says"
    var line = time + mark + Line(" \(who)", .text, bold: change.health == .down)
    switch change.kind {
    case .health(let from, let to):
      line += Line("  \(from.rawValue) \(state.glyphs.arrow) ", .muted)
      line += Line(to.rawValue, to.role, bold: to.isProblem)
    case .verdict(_, let to): line += Line("  \(to.words)", change.health.role)
    case .opened: line += Line("  incident opened", change.health.role)
    case .closed: line += Line("  incident over", .muted)
    }
    return change.reason.isEmpty ? line : line + Line("  \(change.reason)", .muted)
  }
}
