internal import Dispatch
package import Model

/// Plays a `Playback` for somebody to watch: at a speed, with pause and seek, into a mailbox.
///
/// Everything runs on the player's own queue; methods may be called from any thread and return at once.
package final class Player: Sendable {
  /// Snapshots a second at most.
  private static let frame = DispatchTimeInterval.milliseconds(250)

  /// How it is being played.
  package struct Pace: Sendable, Equatable {
    package var speed: Double
    package var isPaused = false

    package init(speed: Double) { self.speed = speed }

    /// `replay x60`, `replay x60 paused`.
    package var label: SafeText {
      let number = speed == speed.rounded() ? String(Int(speed)) : String(speed)
      return "replay x\(number)\(isPaused ? " paused" : "")"
    }
  }

  private let queue = DispatchQueue(label: "faultline.player", qos: .userInitiated)
  private let mailbox: SnapshotMailbox
  /// All three are read and written on `queue` only.
  nonisolated(unsafe) private var playback: Playback
  nonisolated(unsafe) private var pace: Pace
  nonisolated(unsafe) private var timer: (any DispatchSourceTimer)?
  nonisolated(unsafe) private var number: UInt64 = 1
  nonisolated(unsafe) private var last = DispatchTime.now()

  package init(_ playback: Playback, pace: Pace, into mailbox: SnapshotMailbox) {
    self.playback = playback
    self.pace = pace
    self.mailbox = mailbox
  }

  package func start() { queue.async { self.run() } }

  package func set(_ pace: Pace) {
    queue.async {
      self.pace = pace
      self.run()
    }
  }

  /// Moves by a span of virtual time, backwards too.
  package func move(by span: Duration) {
    queue.async {
      self.playback.seek(to: self.playback.now + span)
      self.publish()
      self.run()
    }
  }

  package func stop() {
    queue.sync {
      self.timer?.cancel()
      self.timer = nil
    }
  }

  /// Ticks while there is something to play, and only then.
  private func run() {
    guard !pace.isPaused, !playback.isOver else {
      timer?.cancel()
      timer = nil
      return
    }
    guard timer == nil else { return }
    last = .now()
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + Self.frame, repeating: Self.frame, leeway: .milliseconds(20))
    timer.setEventHandler { [weak self] in self?.advance() }
    timer.resume()
    self.timer = timer
  }

  private func advance() {
    let now = DispatchTime.now()
    let elapsed = Double(now.uptimeNanoseconds - last.uptimeNanoseconds)
    last = now
    playback.seek(to: playback.now + .nanoseconds(Int64(elapsed * pace.speed)))
    publish()
    run()
  }

  private func publish() {
    number += 1
    mailbox.put(playback.snapshot(number: number))
  }
}
