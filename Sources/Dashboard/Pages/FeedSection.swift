internal import Model
internal import Screen

/// The provider's status feed in its own words: how fresh it is, what is open, and every update of it.
enum FeedSection {
  /// Updates shown of one event; the others are counted.
  private static let updateLimit = 8
  /// Lines one update may take.
  private static let lineLimit = 8

  /// A box for each feed; none for what has no feed.
  static func make(_ reports: FeedComparison, _ scene: Scene, width: Int) -> [Section] {
    (reports.feeds ?? []).map { feed in
      let lines = lines(feed, scene, width: max(1, width - 4))
      let title = "\(reports.provider) status \(scene.glyphs.dot) \(feed.source.string)"
      return Section.box(title, note: freshness(of: feed, scene), lines, scene.glyphs)
    }
  }

  /// How old the last reply is that could be read.
  static func freshness(of feed: FeedState, _ scene: Scene) -> Line {
    let source = scene.snapshot.sources.first { $0.id == feed.source }
    let age = source?.age.map { $0 < .seconds(5) ? "updated just now" : "updated \(Format.duration($0)) ago" }
    if feed.health == .unknown {
      return Line("\(scene.glyphs.unknown) NO SIGNAL", .unknown, bold: true)
        + Line(age.map { ", \($0)" } ?? "", .muted)
    }
    return Line(age ?? "", .muted)
  }

  private static func lines(_ feed: FeedState, _ scene: Scene, width: Int) -> [Line] {
    if feed.health == .unknown {
      let reason = feed.title?.string ?? "the feed cannot be read"
      return wrapped(reason, .unknown, scene, width) + [Line("its report is not known", .muted)]
    }
    guard !feed.events.isEmpty else { return [Line("no incident reported for this", .muted)] }
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
      lines += wrapped("affects \(scope.joined(separator: ", "))", .muted, scene, width).prefix(2)
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

  /// The updates, the newest first.
  private static func updates(_ event: FeedEvent, _ scene: Scene, _ width: Int) -> [Line] {
    let all =
      event.updates.isEmpty && !event.text.isEmpty
      ? [FeedEvent.Update(at: event.updatedAt, text: event.text)] : event.updates
    let shown = all.prefix(updateLimit).filter { !$0.text.isEmpty }
    var lines = shown.flatMap { update -> [Line] in
      let stamp = update.at.map(scene.moment) ?? "undated"
      return [Line("\(scene.glyphs.arrow) ", .accent) + Line(stamp, .text, bold: true)]
        + wrapped(update.text.string, .text, scene, max(1, width - 2)).map { Line("  ") + $0 }
    }
    let more = all.count - shown.count
    if more > 0 {
      lines.append(Line("and \(Format.count(more, "earlier update", "earlier updates"))", .muted))
    }
    return lines
  }

  private static func wrapped(_ text: String, _ role: Role, _ scene: Scene, _ width: Int) -> [Line] {
    guard !text.isEmpty else { return [] }
    return TextFit.wrap(text, width: width, limit: lineLimit, scene.glyphs).map { Line($0, role) }
  }
}
