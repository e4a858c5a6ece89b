internal import ArgumentParser
internal import Dashboard
internal import Model
internal import Monitor
internal import Terminal
internal import Themes

/// The dashboard on a replay: the same loop and the same frames, on the replay's clock.
struct ReplayScreen {
  let program: ReplaySource
  let shelf: ReplayShelf
  let look: LookOptions
  let speed: Double

  func run() throws {
    let options = try look.sessionOptions()
    let doorbell = Doorbell()
    let stage = ReplayStage(program, speed: speed, doorbell: doorbell, shelf: shelf)
    let signals = Signals(ringing: doorbell)
    let session = try WatchCommand.open(options)
    defer { session.close() }
    var state = AppState(
      glyphs: session.glyphs, themes: ThemeSource.names(), theme: options.theme.name,
      now: stage.first.generatedAt, size: session.size, snapshot: stage.first, replay: stage.label,
      surroundings: stage.surroundings)
    _ = Reducer.reduce(&state, .notice(ReplayStage.keys))
    var loop = WatchLoop(
      session: session, signals: signals, desk: stage.desk, theme: options.theme, state: state)
    let ending = loop.run(started: stage.player.start)
    stage.player.stop()
    session.close()
    throw ExitCode(ending.exitCode)
  }
}
