internal import Model
internal import Screen

/// What is drawn over the panels: help and menus.
enum Overlay {
  static func draw(_ frame: inout Frame, _ state: AppState) {
    switch state.interaction.mode {
    case .browsing, .filtering, .commanding: break
    case .logging(let index): NoticeLogOverlay.draw(&frame, index, state)
    case .help(let top): Help.draw(&frame, top, state)
    case .exporting(let index):
      let items = ExportFormat.allCases.map { ($0.rawValue, $0.purpose) }
      drawMenu(&frame, "Export this snapshot as", items, index, state.glyphs)
    case .theming(let index, let former):
      let items = state.themes.map { ($0, $0 == former ? "in use before" : "") }
      drawMenu(&frame, "Theme", items, index, state.glyphs)
    case .choosingReplay(let index):
      let items = state.surroundings.replays.map { ($0.name, $0.title.string) }
      drawMenu(&frame, "Replay on this configuration", items, index, state.glyphs)
    }
  }

  /// Draws an empty box in the middle of the screen; returns where its content goes.
  static func drawBox(
    _ frame: inout Frame, _ title: String, width: Int, height: Int, _ note: Line, _ glyphs: Glyphs
  ) -> Rect {
    let size = frame.size
    let rect = Rect(
      x: max(0, (size.width - width) / 2), y: max(0, (size.height - height) / 2),
      width: min(width, size.width), height: min(height, size.height))
    frame.fill(rect)
    let box = Box(title: Line(title, .focus, bold: true), footnote: note, isFocused: true)
    return box.draw(&frame, rect, glyphs)
  }

  // MARK: - Menus

  private static func drawMenu(
    _ frame: inout Frame, _ title: String, _ items: [(String, String)], _ selected: Int, _ glyphs: Glyphs
  ) {
    let name = items.map { TextWidth.of($0.0) }.max() ?? 0
    let widest = items.map { TextWidth.of($0.1) }.max() ?? 0
    let note = Line("Enter selects  Esc cancels", .muted)
    let width = max(34, title.count + 8, name + widest + 12)
    let content = drawBox(&frame, title, width: width, height: items.count + 2, note, glyphs)
    let top = Cursor.top(0, index: selected, count: items.count, visible: content.height)
    for (row, index) in (top..<max(top, items.count)).prefix(content.height).enumerated() {
      let line =
        Line("\(index + 1) ", .accent, bold: true)
        + Line(items[index].0.padding(to: name + 2), .text, bold: index == selected)
        + Line(items[index].1, .muted)
      let y = content.y + row
      frame.put(line, x: content.x, y: y, width: content.width, glyphs)
      guard index == selected else { continue }
      frame.restyle(Rect(x: content.x - 1, y: y, width: content.width + 2, height: 1)) {
        $0.isSelected = true
      }
    }
  }
}

extension ExportFormat {
  /// What it is for.
  fileprivate var purpose: String {
    switch self {
    case .text: "plain text for a terminal"
    case .json: "everything, for programs"
    case .csv: "a folder of tables"
    case .markdown: "for a chat or a ticket"
    case .html: "a report to read and print"
    case .prometheus: "for node exporter"
    case .dot: "the graph, for Graphviz"
    }
  }
}
