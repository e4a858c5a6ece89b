internal import ArgumentParser
internal import History
internal import Model

/// What was seen in the past, where it says how often things fail. Read, never written.
struct HistoryEvidence: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take unavailabilities from FILE instead of the user's history.", valueName: "file"))
  var history: String?

  @Flag(help: "Take no unavailability from the history.")
  var noHistory = false

  func validate() throws {
    guard history == nil || !noHistory else {
      throw ValidationError("--history and --no-history contradict each other; use one of them")
    }
  }

  /// The plan with the unavailability of every region that was watched for 30 days or more. The user's own history
  /// may be missing, and one that cannot be read is said and left out; one that was named has to be there.
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
