internal import Model
internal import Screen

/// The log over the panels.
enum NoticeLogOverlay {
  static func draw(_ frame: inout Frame, _ selected: Int, _ state: AppState) {
    let entries = state.data.log.entries
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
    let time = Line("\(Words.clock(change.at, now: state.data.now).padding(to: 7))", .muted)
    let mark = change.health.line(state.glyphs)
    let who = change.feed == nil ? change.name.string : "\(Words.provider(change.name.string)) reports"
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
