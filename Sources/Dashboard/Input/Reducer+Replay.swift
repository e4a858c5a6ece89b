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
  /// What is played, and how.
  struct Replay: Hashable, Sendable {
    /// `replay x60`.
    var label: SafeText
    /// Whether it was opened from another picture, to which leaving it leads back.
    var leadsBack = false
  }

  var leadsBack: Bool { replay?.leadsBack ?? false }

  /// The state of a replay that is opened here.
  package func opening(
    replay label: SafeText, _ snapshot: Snapshot, in surroundings: Surroundings
  ) -> AppState {
    var guest = AppState(
      glyphs: glyphs, themes: themes, theme: theme, now: snapshot.generatedAt, size: size, snapshot: snapshot,
      replay: label, surroundings: surroundings)
    guest.replay?.leadsBack = true
    return guest
  }

  /// Goes on where it was left, in the size and the theme that the replay ended with.
  package func resumed(after guest: AppState) -> AppState {
    var state = self
    state.size = guest.size
    state.theme = guest.theme
    state.settle()
    return state
  }
}

/// The list of past outages, and the way back.
extension Reducer {
  static func openReplays(_ state: inout AppState) {
    if !state.surroundings.replays.isEmpty { state.mode = .choosingReplay(0) }
  }

  static func chooseReplay(
    _ key: Key, _ command: Command?, _ index: Int, _ state: inout AppState
  ) -> [Effect] {
    let choices = state.surroundings.replays
    if let chosen = digit(key, below: choices.count) ?? (command == .enter ? index : nil) {
      state.mode = .browsing
      return [.openReplay(choices[chosen].name)]
    }
    switch command {
    case .down, .nextPanel, .replays: state.mode = .choosingReplay((index + 1) % choices.count)
    case .up, .previousPanel:
      state.mode = .choosingReplay((index + choices.count - 1) % choices.count)
    case .back, .quit: state.mode = .browsing
    default: break
    }
    return []
  }
}
