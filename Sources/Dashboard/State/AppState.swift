package import Model
package import Screen

/// Everything the screen shows, as one value with one writer: `Reducer`.
package struct AppState: Sendable {
  let glyphs: Glyphs
  let surroundings: Surroundings
  /// Names to choose from, in menu order.
  let themes: [String]
  var theme: String
  /// The last tick of the wall clock; ages of the signal count to here, all else to the snapshot's own time.
  var now: Timestamp
  /// The terminal's size as last reported; paging and the mouse need it.
  var size: Size
  var picture: Picture { didSet { heldPage = nil } }
  var focus: Panel = .regions
  var cursors: [Panel: Cursor] = [:]
  /// Drilled in to here; empty at the root.
  var layers: [Layer] = []
  var mode: Mode = .browsing
  var query = Query()
  /// Which rows each panel shows, and in which order; derived from the snapshot and the query.
  var rows = Rows()
  /// The page shown, as last drawn; derived from the snapshot.
  var heldPage: HeldPage?
  /// What is supposed to have failed, while that is asked.
  var hypothesis = Hypothesis()
  var notice: Notice?
  /// What changed since the dashboard was opened.
  var log = NoticeLog()
  var alerts: Alerts
  var mutes = Mutes()
  /// Lines given to the command line, the newest last.
  var pastCommands: [String] = []
  /// `nil` where the dashboard is live.
  var replay: Replay?

  /// What is on the screen, and what goes on underneath.
  enum Picture: Sendable {
    case waiting
    case live(Snapshot)
    case frozen(Snapshot, latest: Snapshot)
  }

  /// One sentence in the footer, until the next key.
  enum Notice: Hashable, Sendable {
    case done(SafeText)
    case failed(SafeText)
  }

  /// - Parameters:
  ///   - snapshot: Drawn by the first frame: the plan with everything unknown.
  ///   - theme: One of `themes`.
  package init(
    glyphs: Glyphs, themes: [String], theme: String, now: Timestamp, size: Size, snapshot: Snapshot? = nil,
    replay: SafeText? = nil, surroundings: Surroundings = Surroundings(), alerts: Alerts = Alerts()
  ) {
    self.glyphs = glyphs
    self.surroundings = surroundings
    self.themes = themes
    self.theme = theme
    self.now = now
    self.size = size
    self.replay = replay.map { Replay(label: $0) }
    self.alerts = alerts
    picture = snapshot.map(Picture.live) ?? .waiting
    rows = Rows(of: snapshot, query)
    focus = Panel.all.first { rows.total($0) > 0 } ?? .regions
  }

  /// The snapshot shown: the latest, or the one that is frozen.
  package var snapshot: Snapshot? {
    switch picture {
    case .waiting: nil
    case .live(let snapshot), .frozen(let snapshot, _): snapshot
    }
  }
}
