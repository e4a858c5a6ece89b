internal import ArgumentParser
internal import History
internal import Model

/// Where the dashboard remembers, if it does.
struct HistoryOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Remember in FILE instead of the user's history.", valueName: "file"))
  var history: String?

  @Flag(help: "Remember nothing.")
  var noHistory = false

  func validate() throws {
    guard history == nil || !noHistory else {
      throw ValidationError("--history and --no-history contradict each other; use one of them")
    }
  }

  /// `nil` if nothing is to be remembered, or there is nowhere to.
  func writer(for plan: Plan, clock: @escaping @Sendable () -> Timestamp) -> HistoryWriter? {
    guard !noHistory, let file = HistorySource.file(named: history) else { return nil }
    return HistoryWriter(
      file: file, retention: plan.history, regions: plan.regions.map(\.id), clock: clock)
  }
}
