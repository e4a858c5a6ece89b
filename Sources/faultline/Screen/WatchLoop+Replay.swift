internal import Dashboard
internal import Model
internal import Monitor

/// A replay shown instead of the live dashboard, which keeps running underneath.
extension WatchLoop {
  /// A replay, and the dashboard it was opened from.
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
    _ = Reducer.reduce(&state, .notice("\(ReplayStage.keys)  Esc back"))
    stage.player.start()
  }

  /// Returns to the live dashboard, up to date.
  mutating func leave() {
    guard let visit else { return }
    visit.player.stop()
    desk = visit.desk
    state = visit.state.resumed(after: state)
    self.visit = nil
    for action in desk.pendingActions() { perform(Reducer.reduce(&state, action)) }
  }
}
