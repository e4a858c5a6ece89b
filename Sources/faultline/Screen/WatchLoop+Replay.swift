internal import Dashboard
internal import Model
internal import Monitor

/// A replay in the place of what is watched, which goes on underneath and is come back to.
extension WatchLoop {
  /// A replay that was opened here, and what it was opened from.
  struct Visit {
    let player: Player
    let desk: WatchDesk
    let state: AppState
  }

  private static let speed = 60.0

  mutating func enter(_ program: ReplaySource) {
    visit?.player.stop()
    let stage = ReplayStage(program, speed: Self.speed, doorbell: desk.doorbell, shelf: desk.shelf)
    visit = Visit(player: stage.player, desk: visit?.desk ?? desk, state: visit?.state ?? state)
    state = state.opening(replay: stage.label, stage.first, in: stage.surroundings)
    desk = stage.desk
    _ = Reducer.reduce(&state, .notice("\(ReplayStage.keys)  Esc leaves"))
    stage.player.start()
  }

  /// Shows again what was shown before, with what has come meanwhile.
  mutating func leave() {
    guard let visit else { return }
    visit.player.stop()
    desk = visit.desk
    state = visit.state.resumed(after: state)
    self.visit = nil
    for action in desk.takeNews() { perform(Reducer.reduce(&state, action)) }
  }
}
