internal import ArgumentParser
internal import History
internal import Model

/// Where the dashboard keeps its history, if it does.
struct HistoryOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Keep the history in FILE.", valueName: "file"))
  var history: String?

  @Flag(help: "Keep no history.")
  var noHistory = false

  func validate() throws {
    guard history == nil || !noHistory else {
      throw ValidationError("--history and --no-history exclude each other; use one of them")
    }
  }

  /// `nil` if no history is to be kept, or there is no directory for it.
  func writer(for plan: Plan, clock: @escaping @Sendable () -> Timestamp) -> HistoryWriter? {
    guard !noHistory, let file = HistorySource.file(named: history) else { return nil }
    return HistoryWriter(
      file: file, retention: plan.history, regions: plan.regions.map(\.id), clock: clock)
  }
}
