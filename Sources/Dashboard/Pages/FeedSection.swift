internal import Model
internal import Screen

/// What the provider says, in its own words: how fresh its page is, what is open, and how the account changed.
enum FeedSection {
  /// Updates shown of one event; the others are counted.
  private static let updateLimit = 8
  /// Lines one update may take.
  private static let lineLimit = 8

  /// A box for each feed; none for what only our probes can tell of.
  static func make(_ testimony: Testimony, _ scene: Scene, width: Int) -> [Section] {
    (testimony.feeds ?? []).map { feed in
      let lines = lines(feed, scene, width: max(1, width - 4))
      let title = "\(testimony.speaker) says \(scene.glyphs.dot) \(feed.source.string)"
      return Section.box(
        title, note: freshness(of: feed, scene), height: max(1, lines.count), scene.glyphs
      ) { frame, rect in
        for (row, line) in lines.enumerated() {
          frame.put(line, x: rect.x, y: rect.y + row, width: rect.width, scene.glyphs)
        }
        return []
      }
    }
  }

  /// How old the last word is that we understood.
  static func freshness(of feed: FeedState, _ scene: Scene) -> Line {
    let source = scene.snapshot.sources.first { $0.id == feed.source }
    let age = source?.age.map { "heard \(Words.span($0)) ago" }
    if feed.health == .unknown {
      return Line("\(scene.glyphs.unknown) NO SIGNAL", .unknown, bold: true)
        + Line(age.map { ", \($0)" } ?? "", .muted)
    }
    return Line(age ?? "", .muted)
  }

  private static func lines(_ feed: FeedState, _ scene: Scene, width: Int) -> [Line] {
    if feed.health == .unknown {
      let reason = feed.title?.string ?? "it cannot be read"
      return wrapped(reason, .unknown, scene, width) + [Line("what it says of health is not known", .muted)]
    }
    guard !feed.events.isEmpty else { return [Line("nothing that concerns this", .muted)] }
    let blocks = feed.events.map { event($0, scene, width: width) }
    return Array(blocks.joined(separator: [Line()]))
  }

  private static func event(_ event: FeedEvent, _ scene: Scene, width: Int) -> [Line] {
    let mark = event.health.line(scene.glyphs)
    let state = event.isOpen ? event.health.rawValue : "closed"
    let head = mark + Line(" \(state) ", event.health.role, bold: event.isOpen)
    var lines = wrapped(event.title.string, .text, scene, max(1, width - head.width))
    let indent = Line(String(repeating: " ", count: head.width))
    lines = lines.enumerated().map { ($0 == 0 ? head : indent) + $1 }
    lines += wrapped(times(event, scene), .muted, scene, width)
    let scope = event.regions.map { SafeText($0).string } + event.services.map(\.string)
    if !scope.isEmpty {
      lines += wrapped("concerns \(scope.joined(separator: ", "))", .muted, scene, width).prefix(2)
    }
    if let url = event.url { lines.append(Line(url.string, .accent)) }
    return lines + updates(event, scene, width)
  }

  private static func times(_ event: FeedEvent, _ scene: Scene) -> String {
    var parts: [String] = []
    if let opened = event.openedAt { parts.append("since \(scene.moment(opened))") }
    if let closed = event.closedAt {
      parts.append("until \(scene.moment(closed))")
    } else if let updated = event.updatedAt, updated != event.openedAt {
      parts.append("last update \(scene.moment(updated))")
    }
    return parts.joined(separator: ", ")
  }

  /// The account as it grew, the newest word first.
  private static func updates(_ event: FeedEvent, _ scene: Scene, _ width: Int) -> [Line] {
    let all =
      event.updates.isEmpty && !event.text.isEmpty
      ? [FeedEvent.Update(at: event.updatedAt, text: event.text)] : event.updates
    let shown = all.prefix(updateLimit).filter { !$0.text.isEmpty }
    var lines = shown.flatMap { update -> [Line] in
      let stamp = update.at.map(scene.moment) ?? "no time"
      return [Line("\(scene.glyphs.arrow) ", .accent) + Line(stamp, .text, bold: true)]
        + wrapped(update.text.string, .text, scene, max(1, width - 2)).map { Line("  ") + $0 }
    }
    let more = all.count - shown.count
    if more > 0 {
      lines.append(Line("and \(Words.count(more, "earlier update", "earlier updates"))", .muted))
    }
    return lines
  }

  private static func wrapped(_ text: String, _ role: Role, _ scene: Scene, _ width: Int) -> [Line] {
    guard !text.isEmpty else { return [] }
    return TextFit.wrap(text, width: width, limit: lineLimit, scene.glyphs).map { Line($0, role) }
  }
}
