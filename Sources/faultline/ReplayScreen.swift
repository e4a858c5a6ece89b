internal import ArgumentParser
internal import Dashboard
internal import Dispatch
internal import Model
internal import Monitor
internal import Replay
internal import Synchronization
internal import Terminal
internal import Themes

/// The dashboard on a replay: the same loop and the same frames, on the replay's clock.
struct ReplayScreen {
  let program: ReplaySource
  let look: LookOptions
  let speed: Double

  private static let keys = "Space pause  [ ] speed  { } ten minutes back, on"
  private static let stride = Duration.seconds(600)

  /// What outlasts a frame: the last snapshot's time, the pace as steered, the note told.
  private final class Shared: Sendable {
    let time: Mutex<Timestamp>
    let pace: Mutex<Player.Pace>
    /// The note that was told last.
    private let told = Mutex<Timestamp?>(nil)

    init(time: Timestamp, pace: Player.Pace) {
      self.time = Mutex(time)
      self.pace = Mutex(pace)
    }

    /// The newest note, once, for the footer.
    func remark(_ notes: [Scenario.Note], at instant: Timestamp) -> [Action] {
      let note = notes.last { $0.at <= instant }
      let isNew = told.withLock { told in
        defer { told = note?.at }
        return told != note?.at
      }
      guard isNew, let note else { return [] }
      return [.notice("\(note.at.time)Z \(note.text)")]
    }
  }

  func run() throws {
    let options = try look.sessionOptions()
    let doorbell = Doorbell()
    let mailbox = SnapshotMailbox(wake: { doorbell.ring() })
    let start = program.playback.span.lowerBound
    let shared = Shared(time: start, pace: Player.Pace(speed: speed))
    let player = Player(program.playback, pace: Player.Pace(speed: speed), into: mailbox)
    let desk = desk(doorbell, mailbox, player, shared)
    let signals = Signals(ringing: doorbell)
    let session = try WatchCommand.open(options)
    defer { session.close() }
    var state = AppState(
      glyphs: session.glyphs, themes: ThemeSource.names(), theme: options.theme.name, now: start,
      size: session.size, snapshot: program.playback.snapshot(number: 0),
      replay: Player.Pace(speed: speed).label,
      surroundings: Surroundings(of: program.playback.plan, now: WatchDesk.wallClock()))
    _ = Reducer.reduce(&state, .notice(SafeText(Self.keys)))
    var loop = WatchLoop(session: session, signals: signals, desk: desk, theme: options.theme, state: state)
    let ending = loop.run(started: { player.start() })
    player.stop()
    session.close()
    throw ExitCode(ending.exitCode)
  }

  private func desk(
    _ doorbell: Doorbell, _ mailbox: SnapshotMailbox, _ player: Player, _ shared: Shared
  ) -> WatchDesk {
    var desk = WatchDesk(
      doorbell: doorbell, folder: ".",
      takeSnapshot: {
        let snapshot = mailbox.take()
        if let snapshot { shared.time.withLock { $0 = snapshot.generatedAt } }
        return snapshot
      }, probeNow: { _ in })
    desk.now = { shared.time.withLock { $0 } }
    desk.remarks = { snapshot in shared.remark(program.notes, at: snapshot.generatedAt) }
    desk.steerReplay = { Self.steer($0, player, shared) }
    return desk
  }

  private static func steer(_ control: ReplayControl, _ player: Player, _ shared: Shared) -> [Action] {
    let pace = shared.pace.withLock { pace in
      switch control {
      case .pause: pace.isPaused.toggle()
      case .slower: pace.speed = max(0.125, pace.speed / 2)
      case .faster: pace.speed = min(65_536, pace.speed * 2)
      case .back, .onward: break
      }
      return pace
    }
    switch control {
    case .pause, .slower, .faster: player.set(pace)
    case .back: player.move(by: .zero - stride)
    case .onward: player.move(by: stride)
    }
    return [.replaying(pace.label)]
  }
}
