package import Model
internal import Screen

/// A past outage that can be opened in the dashboard.
package struct ReplayChoice: Hashable, Sendable {
  package let name: String
  package let title: SafeText

  package init(name: String, title: SafeText) {
    self.name = name
    self.title = title
  }
}

extension AppState {
  /// The state of a replay that is opened here.
  package func opening(
    replay label: SafeText, _ snapshot: Snapshot, in surroundings: Surroundings
  ) -> AppState {
    var guest = AppState(
      glyphs: glyphs, themes: themes, theme: settings.theme, now: snapshot.generatedAt, size: navigation.size,
      snapshot: snapshot,
      replay: label, surroundings: surroundings)
    guest.data.replay?.leadsBack = true
    return guest
  }

  /// Goes on where it was left, in the size and the theme that the replay ended with.
  package func resumed(after guest: AppState) -> AppState {
    var state = self
    state.navigation.size = guest.navigation.size
    state.settings.theme = guest.settings.theme
    state.settle()
    return state
  }
}

/// The list of past outages, and the way back.
extension Reducer {
  static func openReplays(_ state: inout AppState) {
    if !state.surroundings.replays.isEmpty { state.interaction.mode = .choosingReplay(0) }
  }

  static func chooseReplay(
    _ key: Key, _ command: Command?, _ index: Int, _ state: inout AppState
  ) -> [Effect] {
    let choices = state.surroundings.replays
    if let chosen = digit(key, below: choices.count) ?? (command == .enter ? index : nil) {
      state.interaction.mode = .browsing
      return [.openReplay(choices[chosen].name)]
    }
    switch command {
    case .down, .nextPanel, .replays: state.interaction.mode = .choosingReplay((index + 1) % choices.count)
    case .up, .previousPanel:
      state.interaction.mode = .choosingReplay((index + choices.count - 1) % choices.count)
    case .back, .quit: state.interaction.mode = .browsing
    default: break
    }
    return []
  }
}
