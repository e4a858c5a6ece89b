internal import Dashboard
internal import Model
internal import Monitor
internal import Replay
internal import Synchronization
internal import Terminal

/// A replay prepared for the screen: the player, and the desk that passes its snapshots and keys. It is not connected
/// to history, alerts or metrics.
struct ReplayStage {
  static let keys: SafeText = "Space pause  [ ] speed  { } seek 10 min"
  private static let stride = Duration.seconds(600)

  let player: Player
  let desk: WatchDesk
  /// The snapshot before anything is played.
  let first: Snapshot
  /// `replay x60`.
  let label: SafeText
  let surroundings: Surroundings

  /// State kept between frames: the last snapshot's time, the speed, the last note shown.
  private final class Shared: Sendable {
    let time: Mutex<Timestamp>
    let pace: Mutex<Player.Pace>
    /// The note shown last.
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

  init(_ program: ReplaySource, speed: Double, doorbell: Doorbell, shelf: ReplayShelf) {
    let pace = Player.Pace(speed: speed)
    let mailbox = SnapshotMailbox { doorbell.ring() }
    let shared = Shared(time: program.playback.span.lowerBound, pace: pace)
    let player = Player(program.playback, pace: pace, into: mailbox)
    self.player = player
    first = program.playback.snapshot(number: 0)
    label = pace.label
    surroundings = Surroundings(of: program.playback.plan, now: WatchDesk.wallClock())
    var desk = WatchDesk(
      graph: program.playback.graph, doorbell: doorbell, folder: ".", shelf: shelf,
      takeSnapshot: {
        let snapshot = mailbox.take()
        if let snapshot { shared.time.withLock { $0 = snapshot.generatedAt } }
        return snapshot
      }, probeNow: { _ in })
    desk.now = { shared.time.withLock { $0 } }
    desk.remarks = { snapshot in shared.remark(program.notes, at: snapshot.generatedAt) }
    desk.steerReplay = { Self.steer($0, player, shared) }
    self.desk = desk
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
