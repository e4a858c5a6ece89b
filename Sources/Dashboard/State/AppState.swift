package import Model
package import Screen

/// Everything the screen shows, as a few values of one concern each, with one writer: `Reducer`.
package struct AppState: Sendable {
  let glyphs: Glyphs
  let surroundings: Surroundings
  /// Names to choose from, in menu order.
  let themes: [String]
  /// What the user has chosen.
  var settings: Settings
  /// What there is to see.
  var data: DashboardData
  /// Which rows of it, in which order.
  var listing: Listing
  /// Where the user is.
  var navigation: Navigation
  /// What the user is doing.
  var interaction = Interaction()

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
    settings = Settings(theme: theme, alerts: alerts)
    data = DashboardData(
      picture: snapshot.map(DashboardData.Picture.live) ?? .waiting, now: now,
      replay: replay.map { DashboardData.Replay(label: $0) })
    let listing = Listing(of: snapshot)
    self.listing = listing
    let focus = Panel.all.first { listing.rows.total($0) > 0 } ?? .regions
    navigation = Navigation(size: size, focus: focus)
  }

  /// The snapshot shown: the latest, or the one that is frozen.
  package var snapshot: Snapshot? { data.snapshot }
}

struct Settings: Sendable {
  var theme: String
  var alerts: Alerts
  var mutes = Mutes()
}

struct Interaction: Sendable {
  var mode: Mode = .browsing
  var notice: Notice?
  /// Lines given to the command line, the newest last.
  var pastCommands: [String] = []

  /// One sentence in the footer, until the next key.
  enum Notice: Hashable, Sendable {
    case done(SafeText)
    case failed(SafeText)
  }
}
