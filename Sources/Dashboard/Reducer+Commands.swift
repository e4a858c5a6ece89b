internal import Model
internal import Screen

/// Keys while browsing panels or a page.
extension Reducer {
  static func perform(_ command: Command, _ state: inout AppState) -> [Effect] {
    switch command {
    case .help: state.mode = .help(top: 0)
    case .filter: state.mode = .filtering(Prompt(state.query.filter.text))
    case .export: state.mode = .exporting(0)
    case .theme: return openThemes(&state)
    case .freeze: freeze(&state)
    case .problemsOnly:
      state.query.isProblemsOnly.toggle()
      state.deriveRows()
    case .quit:
      guard !state.layers.isEmpty else { return [.quit] }
      state.layers.removeLast()
    case .back: back(&state)
    default: break
    }
    return []
  }

  private static func freeze(_ state: inout AppState) {
    switch state.picture {
    case .waiting: break
    case .live(let snapshot): state.picture = .frozen(snapshot, latest: snapshot)
    case .frozen(_, let latest):
      state.picture = .live(latest)
      state.deriveRows()
    }
  }

  /// One layer out; at the root, what narrows the view goes first.
  private static func back(_ state: inout AppState) {
    if !state.layers.isEmpty {
      state.layers.removeLast()
    } else if !state.query.filter.isEmpty {
      state.apply(Filter())
    } else if state.query.isProblemsOnly {
      state.query.isProblemsOnly = false
      state.deriveRows()
    }
  }

  static func mouse(_ event: MouseEvent, _ state: inout AppState) -> [Effect] { [] }
}
