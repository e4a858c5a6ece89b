internal import Screen

/// The help overlay: the binding table by groups, in two columns where there is width, and what the marks mean.
enum Help {
  static func draw(_ frame: inout Frame, _ top: Int, _ state: AppState) {
    let (size, glyphs) = (frame.size, state.glyphs)
    let columns = columns(of: state, size)
    let legend = legend(glyphs)
    let rows = rows(of: state, size)
    let height = min(rows + 2, size.height)
    let note = Line(rows + 2 > height ? "j k scroll  Esc closes" : "Esc closes", .muted)
    let content = Overlay.drawBox(
      &frame, "Help", width: columns.count > 1 ? 84 : 48, height: height, note, glyphs)
    let width = (content.width - (columns.count - 1) * 2) / columns.count
    let first = min(top, lastTop(state))
    for row in 0..<content.height {
      let index = first + row
      let y = content.y + row
      if index >= rows - legend.count, index < rows {
        let line = legend[index - rows + legend.count]
        frame.put(line, x: content.x, y: y, width: content.width, glyphs)
      }
      for (number, lines) in columns.enumerated() where lines.indices.contains(index) {
        frame.put(lines[index], x: content.x + number * (width + 2), y: y, width: width, glyphs)
      }
    }
  }

  /// The furthest the help scrolls.
  static func lastTop(_ state: AppState) -> Int {
    let size = state.navigation.size
    let visible = Box.content(of: Rect(x: 0, y: 0, width: min(48, size.width), height: size.height)).height
    return max(0, rows(of: state, size) - visible)
  }

  private static let legendRows = 2

  /// All its rows: the bindings, a blank one, the legend.
  private static func rows(of state: AppState, _ size: Size) -> Int {
    (columns(of: state, size).map(\.count).max() ?? 0) + 1 + legendRows
  }

  private static func columns(of state: AppState, _ size: Size) -> [[Line]] {
    let table = Bindings.table(isReplay: state.data.replay != nil)
    let groups = Binding.Group.allCases.map { lines(of: $0, table) }
    guard size.width >= 84 else { return [Array(groups.joined(separator: [Line()]))] }
    return [groups[0], Array(groups.dropFirst().joined(separator: [Line()]))]
  }

  private static func lines(of group: Binding.Group, _ table: [Binding]) -> [Line] {
    [Line(group.rawValue, .title, bold: true)]
      + table.filter { $0.group == group }.map {
        Line($0.label.padding(to: 9), .accent, bold: true) + Line($0.help, .text)
      }
  }

  /// What the marks mean, in the words beside them.
  private static func legend(_ glyphs: Glyphs) -> [Line] {
    let healths = [
      (glyphs.down, "down", Role.down), (glyphs.degraded, "degraded", .degraded),
      (glyphs.unknown, "unknown", .unknown), (glyphs.ok, "ok", .ok),
      (glyphs.maintenance, "maintenance", .maintenance),
    ]
    let line = Line.joined(healths.map { Line("\($0.0) \($0.1)", $0.2) }, by: Line("  "))
    return [line, Line("\(glyphs.failed) a failure in the last hour; blank: no data", .muted)]
  }
}

extension String {
  /// Spaces up to `width` columns, at least one.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - TextWidth.of(self)))
  }
}
