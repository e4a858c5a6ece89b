internal import ArgumentParser
internal import Dashboard

/// How a change of state makes itself heard; the same can be said while it runs, by `:bell` and `:notify`.
struct NoticeOptions: ParsableArguments {
  @Flag(help: "Ring the terminal's bell when a state changes.")
  var bell = false

  @Flag(help: "Ask the terminal for a desktop notification (OSC 9) when a state changes.")
  var notify = false

  var alerts: Alerts { Alerts(rings: bell, notifies: notify) }
}
