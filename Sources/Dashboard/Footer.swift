internal import Model
internal import Screen

/// The last line: what the keys do here, or what just happened, or the filter being typed.
enum Footer {
  /// One key as drawn; the mouse clicks it.
  struct Segment {
    let command: Command
    let line: Line
    let x: Int
    var width: Int { line.width }
  }

  static func draw(_ frame: inout Frame, _ rect: Rect, _ state: AppState) {
    guard !rect.isEmpty else { return }
    if case .filtering(let prompt) = state.mode { return draw(prompt, &frame, rect, state) }
    if let notice = state.notice { return draw(notice, &frame, rect, state) }
    for segment in visibleSegments(state, width: rect.width) {
      frame.put(segment.line, x: rect.x + segment.x, y: rect.y, width: segment.width, state.glyphs)
    }
    frame.put(
      narrowing(state, width: rect.width), x: rect.x + 1, y: rect.y, width: rect.width - 2, state.glyphs,
      alignment: .right)
  }

  /// The keys as they are drawn, beside what narrows the view; none while a notice takes their place.
  static func visibleSegments(_ state: AppState, width: Int) -> [Segment] {
    guard state.notice == nil else { return [] }
    let narrowed = narrowing(state, width: width)
    return segments(state, width: width - (narrowed.isEmpty ? 0 : narrowed.width + 3))
  }

  /// The keys that fit, in the order of the table; those with the largest rank make room first.
  private static func segments(_ state: AppState, width: Int) -> [Segment] {
    let shown = Bindings.table(isReplay: state.replay != nil).compactMap {
      binding -> (command: Command, piece: Piece)? in
      guard case .shown(let word, let rank) = binding.footer, isOffered(binding.command, state) else {
        return nil
      }
      let key = binding.label.prefix { $0 != " " }
      let label = Line(key, .accent, bold: true)
      return (binding.command, Piece([label + Line(" \(word)", .muted), Line()], rank: rank))
    }
    let lines = Piece.squeeze(shown.map(\.piece), into: max(0, width - 2), gap: 2)
    var x = 1
    return zip(shown, lines).compactMap { key, line in
      guard !line.isEmpty else { return nil }
      defer { x += line.width + 2 }
      return Segment(command: key.command, line: line, x: x)
    }
  }

  /// A key that would do nothing here is not advertised.
  private static func isOffered(_ command: Command, _ state: AppState) -> Bool {
    let isRoot = state.layers.isEmpty
    switch command {
    case .back: return !isRoot || !state.query.filter.isEmpty || state.leadsBack
    case .quit: return isRoot && !state.leadsBack
    case .probeNow: return state.replay == nil
    case .filter, .problemsOnly, .sort, .nextPanel: return isRoot
    case .theme: return !state.themes.isEmpty
    default: return true
    }
  }

  private static func narrowing(_ state: AppState, width: Int) -> Line {
    guard state.layers.isEmpty else { return Line() }
    var parts = state.lapseMarks
    if !state.query.filter.isEmpty {
      parts.append(Line("filter ", .muted) + Line(state.query.filter.text, .accent, bold: true))
    }
    if state.query.isProblemsOnly { parts.append(Line("problems only", .accent, bold: true)) }
    return Line.joined(parts, by: Line("  ")).fitted(to: width / 2, state.glyphs)
  }

  private static func draw(
    _ notice: AppState.Notice, _ frame: inout Frame, _ rect: Rect, _ state: AppState
  ) {
    let line =
      switch notice {
      case .done(let text): Line("\(state.glyphs.arrow) ", .accent, bold: true) + Line(text.string, .text)
      case .failed(let text): Line("\(state.glyphs.failed) ", .down, bold: true) + Line(text.string, .down)
      }
    frame.put(line, x: rect.x + 1, y: rect.y, width: rect.width - 2, state.glyphs)
  }

  /// The filter, scrolled so that the cursor stays visible.
  private static func draw(_ prompt: Prompt, _ frame: inout Frame, _ rect: Rect, _ state: AppState) {
    let start = frame.put("/", x: rect.x + 1, y: rect.y, Style(.accent, bold: true), clip: rect)
    let room = max(0, rect.maxX - start - 1)
    let skipped = max(0, TextWidth.of(prompt.beforeCursor) - room)
    let area = Rect(x: start, y: rect.y, width: room + 1, height: 1)
    let end = frame.put(prompt.string, x: start - skipped, y: rect.y, Style(.text), clip: area)
    frame.cursor = (start + TextWidth.of(prompt.beforeCursor) - skipped, rect.y)
    let hint = Line("Enter keeps  Esc clears  !text leaves out", .muted)
    guard end + hint.width + 3 <= rect.maxX else { return }
    frame.put(hint, x: rect.maxX - 1 - hint.width, y: rect.y, width: hint.width, state.glyphs)
  }
}
