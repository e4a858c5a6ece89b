internal import ArgumentParser
internal import Dashboard

/// How changes of state are announced; `:bell` and `:notify` switch the same while the dashboard runs.
struct NoticeOptions: ParsableArguments {
  @Flag(help: "Ring the terminal bell when a state changes.")
  var bell = false

  @Flag(help: "Ask the terminal for a desktop notification (OSC 9) when a state changes.")
  var notify = false

  var alerts: Alerts { Alerts(rings: bell, notifies: notify) }
}
