internal import ArgumentParser
internal import History
internal import Model

/// The history as a source of unavailabilities. Read, never written.
struct HistoryEvidence: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read unavailabilities from the history in FILE.", valueName: "file"))
  var history: String?

  @Flag(help: "Read no unavailabilities from the history.")
  var noHistory = false

  func validate() throws {
    guard history == nil || !noHistory else {
      throw ValidationError("--history and --no-history exclude each other; use one of them")
    }
  }

  /// The plan with the unavailability of every region monitored for at least 30 days. The user's own history may be
  /// missing, and is skipped with a message if it cannot be read; one that was named must exist.
  func informing(_ plan: Plan) throws -> Plan {
    guard !noHistory, let file = HistorySource.file(named: history), history != nil || file.exists else {
      return plan
    }
    do {
      let reader = try HistoryReader(file)
      return plan.informed(by: try reader.unavailabilities(of: plan.regions.map(\.id), at: HistorySource.now))
    } catch {
      StandardError.write("\(error)")
      guard history == nil else { throw ExitCode(78) }
      return plan
    }
  }
}
