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
    switch state.interaction.mode {
    case .filtering(let prompt): return draw("/", prompt, filterHint(prompt, state), &frame, rect, state)
    case .commanding(let line): return draw(":", line.prompt, commandHint(line, state), &frame, rect, state)
    default: break
    }
    let segments = visibleSegments(state, width: rect.width)
    for segment in segments {
      frame.put(segment.line, x: rect.x + segment.x, y: rect.y, width: segment.width, state.glyphs)
    }
    if let notice = state.interaction.notice {
      let room = segments.first.map { $0.x - 3 } ?? rect.width - 2
      return draw(notice, &frame, Rect(x: rect.x, y: rect.y, width: room + 2, height: 1), state)
    }
    frame.put(
      narrowing(state, width: rect.width), x: rect.x + 1, y: rect.y, width: rect.width - 2, state.glyphs,
      alignment: .right)
  }

  /// In less, a notice needs the whole line.
  private static let widthBesideNotice = 72

  /// The keys as they are drawn, beside what narrows the view; beside a notice only those that always help.
  static func visibleSegments(_ state: AppState, width: Int) -> [Segment] {
    guard state.interaction.notice == nil else {
      guard width >= widthBesideNotice else { return [] }
      let kept = segments(state, width: width) { [.back, .help, .quit].contains($0) }
      let shift = width - 1 - (kept.last.map { $0.x + $0.width } ?? 0)
      return kept.map { Segment(command: $0.command, line: $0.line, x: $0.x + shift) }
    }
    let narrowed = narrowing(state, width: width)
    return segments(state, width: width - (narrowed.isEmpty ? 0 : narrowed.width + 3))
  }

  /// The keys that fit, in the order of the table; those with the largest rank make room first.
  private static func segments(
    _ state: AppState, width: Int, where isWanted: (Command) -> Bool = { _ in true }
  ) -> [Segment] {
    let shown = Bindings.table(isReplay: state.data.replay != nil).compactMap {
      binding -> (command: Command, piece: Piece)? in
      guard case .shown(var word, var rank) = binding.footer, isWanted(binding.command),
        isOffered(binding.command, state)
      else {
        return nil
      }
      // New notices stay in sight.
      if binding.command == .notices, state.data.log.unread > 0 {
        (word, rank) = ("\(state.data.log.unread) new", 0)
      }
      let key = binding.label.prefix { $0 != " " }
      let verb = binding.command == .enter && isChoosing(state) ? "mark" : word
      let label = Line(key, .accent, bold: true)
      return (binding.command, Piece([label + Line(" \(verb)", .muted), Line()], rank: rank))
    }
    let lines = Piece.squeeze(shown.map(\.piece), into: max(0, width - 2), gap: 2)
    var x = 1
    return zip(shown, lines).compactMap { key, line in
      guard !line.isEmpty else { return nil }
      defer { x += line.width + 2 }
      return Segment(command: key.command, line: line, x: x)
    }
  }

  private static func isChoosing(_ state: AppState) -> Bool {
    state.navigation.isInWhatIf && state.navigation.whatIf?.side == .choices
  }

  /// A key that would do nothing here is not advertised.
  private static func isOffered(_ command: Command, _ state: AppState) -> Bool {
    let isRoot = state.navigation.layers.isEmpty
    let isInWhatIf = state.navigation.isInWhatIf
    switch command {
    case .back: return !isRoot || !state.listing.query.filter.isEmpty || state.data.leadsBack
    case .quit: return isRoot && !state.data.leadsBack
    case .enter: return isRoot ? !state.listing.rows[state.navigation.focus].isEmpty : true
    case .probeNow: return state.data.replay == nil && !isInWhatIf
    case .nextPanel: return isRoot || isInWhatIf
    case .map: return isRoot
    case .wider, .clear: return isInWhatIf
    case .whatIf: return !isInWhatIf
    case .filter, .problemsOnly, .sort: return isRoot
    case .theme: return !state.themes.isEmpty
    default: return true
    }
  }

  private static func narrowing(_ state: AppState, width: Int) -> Line {
    guard state.navigation.layers.isEmpty else { return Line() }
    var parts = state.lapseMarks
    if !state.listing.query.filter.isEmpty {
      parts.append(Line("filter ", .muted) + Line(state.listing.query.filter.text, .accent, bold: true))
    }
    if state.listing.query.isProblemsOnly { parts.append(Line("problems only", .accent, bold: true)) }
    if !state.settings.mutes.ends.isEmpty {
      parts.append(Line("\(state.settings.mutes.ends.count) muted", .muted))
    }
    return Line.joined(parts, by: Line("  ")).fitted(to: width / 2, state.glyphs)
  }

  private static func draw(
    _ notice: Interaction.Notice, _ frame: inout Frame, _ rect: Rect, _ state: AppState
  ) {
    let line =
      switch notice {
      case .done(let text): Line("\(state.glyphs.arrow) ", .accent, bold: true) + Line(text.string, .text)
      case .failed(let text): Line("\(state.glyphs.failed) ", .down, bold: true) + Line(text.string, .down)
      }
    frame.put(line, x: rect.x + 1, y: rect.y, width: rect.width - 2, state.glyphs)
  }

  /// A line being typed, scrolled so that the cursor stays visible, and in the room that is left what could be
  /// typed there.
  private static func draw(
    _ sign: String, _ prompt: Prompt, _ hint: Line, _ frame: inout Frame, _ rect: Rect, _ state: AppState
  ) {
    let start = frame.put(sign, x: rect.x + 1, y: rect.y, Style(.accent, bold: true), clip: rect)
    let room = max(0, rect.maxX - start - 1)
    let skipped = max(0, TextWidth.of(prompt.beforeCursor) - room)
    let area = Rect(x: start, y: rect.y, width: room + 1, height: 1)
    let end = frame.put(prompt.string, x: start - skipped, y: rect.y, Style(.text), clip: area)
    frame.cursor = (start + TextWidth.of(prompt.beforeCursor) - skipped, rect.y)
    let left = rect.maxX - 1 - end - 3
    guard left >= 8 else { return }
    frame.put(hint, x: end + 3, y: rect.y, width: left, state.glyphs, alignment: .right)
  }

  private static func filterHint(_ prompt: Prompt, _ state: AppState) -> Line {
    let shown = state.listing.rows[state.navigation.focus].count
    guard prompt.string.isEmpty else {
      return Line(
        "\(shown) of \(state.listing.rows.total(state.navigation.focus))  Enter keeps it  Esc clears it",
        .muted)
    }
    return Line((["text", "!text"] + Filter.fields.map { "\($0):" }).joined(separator: "  "), .muted)
  }

  private static func commandHint(_ line: CommandLine, _ state: AppState) -> Line {
    let words = Completion(of: line.stem, state).words
    return Line(words.joined(separator: "  "), .muted)
  }
}
