package import Model
package import Screen

/// Everything that can change what the screen shows.
package enum Action: Sendable {
  case input(InputEvent)
  case snapshot(Snapshot)
  /// The wall clock, once a minute: ages in the header, and the notice that snapshots have stopped.
  case tick(Timestamp)
  case exported(path: String)
  /// Something the user asked for did not work: one sentence for the footer.
  case failed(SafeText)
  case notice(SafeText)
  /// How the replay that is shown is being played: `replay x60`.
  case replaying(SafeText)
  case whatIfResult(WhatIfResult)
}

/// What the reducer wants done outside; the event loop does it.
package enum Effect: Hashable, Sendable {
  case quit
  /// Ctrl-Z: leave the terminal as it was and stop.
  case suspend
  /// Ctrl-L: repaint every cell.
  case redraw
  case probeNow([CheckID])
  /// Write the snapshot that `AppState.snapshot` shows, so that file and screen agree while frozen too.
  case export(ExportFormat)
  /// Use the theme of this name.
  case theme(String)
  case replay(ReplayControl)
  /// Show this past outage instead of what is shown.
  case openReplay(String)
  /// Go back to what was shown before the replay.
  case leaveReplay
  /// Put this into the clipboard of the terminal's user (OSC 52).
  case copy(String)
  case ring
  /// Ask the terminal for a notification of the desktop (OSC 9).
  case notify(SafeText)
  /// Write a report of the incident as Markdown, for a hand-over.
  case handOver(Incident.ID)
  /// Compute what fails if these domains fail, in the background.
  case whatIf(Set<DomainID>)
}

/// What a key does to a replay.
package enum ReplayControl: Hashable, Sendable { case pause, slower, faster, back, onward }
