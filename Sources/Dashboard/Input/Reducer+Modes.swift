internal import Model
internal import Screen

/// Keys while something lies over the panels, or text is being typed.
extension Reducer {
  static func edit(_ prompt: Prompt, _ key: Key, _ state: inout AppState) -> [Effect] {
    var prompt = prompt
    switch key {
    case .enter:
      state.interaction.mode = .browsing
      return []
    case .escape:
      state.listing.set(Filter(), on: state.snapshot)
      state.interaction.mode = .browsing
      return []
    case .backspace where prompt.string.isEmpty:
      state.interaction.mode = .browsing
      return []
    default: break
    }
    if prompt.edit(with: key) { state.type(prompt) }
    return []
  }

  static func help(_ command: Command?, _ top: Int, _ state: inout AppState) -> [Effect] {
    let page = max(1, state.navigation.size.height - 4)
    let last = Help.lastTop(state)
    func scroll(to row: Int) { state.interaction.mode = .help(top: max(0, min(row, last))) }
    switch command {
    case .down: scroll(to: top + 1)
    case .up: scroll(to: top - 1)
    case .pageDown: scroll(to: top + page)
    case .pageUp: scroll(to: top - page)
    case .first: scroll(to: 0)
    case .last: scroll(to: last)
    case .back, .help, .quit, .enter: state.interaction.mode = .browsing
    default: break
    }
    return []
  }

  static func chooseFormat(
    _ key: Key, _ command: Command?, _ index: Int, _ state: inout AppState
  ) -> [Effect] {
    let formats = ExportFormat.allCases
    if let chosen = digit(key, below: formats.count) ?? (command == .enter ? index : nil) {
      state.interaction.mode = .browsing
      return [.export(formats[chosen])]
    }
    switch command {
    case .down, .nextPanel, .export: state.interaction.mode = .exporting((index + 1) % formats.count)
    case .up, .previousPanel: state.interaction.mode = .exporting((index + formats.count - 1) % formats.count)
    case .back, .quit: state.interaction.mode = .browsing
    default: break
    }
    return []
  }

  static func chooseTheme(
    _ key: Key, _ command: Command?, _ index: Int, _ former: String, _ state: inout AppState
  ) -> [Effect] {
    let count = state.themes.count
    switch command {
    case .enter:
      state.interaction.mode = .browsing
      return []
    case .back, .quit:
      state.interaction.mode = .browsing
      return use(theme: former, &state)
    case .down, .nextPanel, .theme: return preview((index + 1) % count, former, &state)
    case .up, .previousPanel: return preview((index + count - 1) % count, former, &state)
    default: return digit(key, below: count).map { preview($0, former, &state) } ?? []
    }
  }

  /// Opens the menu on the theme after the current one, so that pressing the key alone goes round.
  static func openThemes(_ state: inout AppState) -> [Effect] {
    guard !state.themes.isEmpty else { return [] }
    let current = state.themes.firstIndex(of: state.settings.theme) ?? 0
    return preview((current + 1) % state.themes.count, state.settings.theme, &state)
  }

  private static func preview(_ index: Int, _ former: String, _ state: inout AppState) -> [Effect] {
    state.interaction.mode = .theming(index, former: former)
    return use(theme: state.themes[index], &state)
  }

  static func use(theme: String, _ state: inout AppState) -> [Effect] {
    guard theme != state.settings.theme else { return [] }
    state.settings.theme = theme
    return [.theme(theme)]
  }

  /// The digits of a menu: `1` is its first line.
  static func digit(_ key: Key, below count: Int) -> Int? {
    guard case .character(let glyph) = key, let digit = glyph.wholeNumberValue, (1...9).contains(digit),
      digit <= count
    else { return nil }
    return digit - 1
  }
}
