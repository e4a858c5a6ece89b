internal import Model

/// What there is to see, and how old it is.
struct DashboardData: Sendable {
  var picture: Picture
  /// The last tick of the wall clock; ages in the header count to here, all else to the snapshot's own time.
  var now: Timestamp
  /// `nil` where the dashboard is live.
  var replay: Replay?
  /// What changed since the dashboard was opened.
  var log = NoticeLog()

  /// What is on the screen, and what goes on underneath.
  enum Picture: Sendable {
    case waiting
    case live(Snapshot)
    case frozen(Snapshot, latest: Snapshot)
  }

  /// What is played, and how.
  struct Replay: Hashable, Sendable {
    /// `replay x60`.
    var label: SafeText
    /// Whether it was opened from another picture, to which leaving it leads back.
    var leadsBack = false
  }

  /// The snapshot shown: the latest, or the one that is frozen.
  var snapshot: Snapshot? {
    switch picture {
    case .waiting: nil
    case .live(let snapshot), .frozen(let snapshot, _): snapshot
    }
  }

  /// The newest snapshot, even where an older one is frozen on the screen.
  var latest: Snapshot? {
    switch picture {
    case .waiting: nil
    case .live(let snapshot), .frozen(_, let snapshot): snapshot
    }
  }

  var leadsBack: Bool { replay?.leadsBack ?? false }

  /// The clock follows the snapshots; it goes back in a replay only.
  mutating func receive(_ snapshot: Snapshot) {
    now = replay == nil ? max(now, snapshot.generatedAt) : snapshot.generatedAt
    if case .frozen(let held, _) = picture {
      picture = .frozen(held, latest: snapshot)
    } else {
      picture = .live(snapshot)
    }
  }

  mutating func toggleFreeze() {
    switch picture {
    case .waiting: break
    case .live(let snapshot): picture = .frozen(snapshot, latest: snapshot)
    case .frozen(_, let latest): picture = .live(latest)
    }
  }
}
