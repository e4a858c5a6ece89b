import TestSupport
import Testing

@Suite("faultline risk learns from the history")
struct RiskHistoryTests {
  private let folder: TemporaryFolder
  private let configuration: String

  init() throws {
    folder = try TemporaryFolder()
    configuration = try folder.file("config.yaml", RiskFixture.configuration)
  }

  private func history(days: Int64) throws -> String {
    let history = try MadeHistory(in: folder)
    try history.watch(["aws/us-east-1", "aws/eu-west-1"], days: days)
    history.close()
    return history.path
  }

  private func domain(_ id: String, in run: Execution) throws -> ParsedJSON {
    try ParsedJSON(run.output)["domains"].element("id", id)
  }

  @Test func aRegionWatchedForLongEnoughHasItsOwnUnavailability() throws {
    let path = try history(days: 40)
    let run = try Execution(
      "risk", "--config", configuration, "--history", path, "--format", "json")
    #expect(run.code == 0 && run.errors.isEmpty)
    let seen = try domain("aws/us-east-1", in: run)
    #expect(seen["unavailability_source"].string == "history")
    // 40 hours of 960, by Jeffreys' prior; a little more was watched by nobody since.
    #expect(abs((seen["unavailability"].number ?? 0) - 40.5 / 961) < 1e-9)
    let configured = try domain("aws/eu-west-1", in: run)
    #expect(configured["unavailability_source"].string == "configured")
    #expect(configured["unavailability"].number == 0.001)
    let text = try Execution("risk", "--config", configuration, "--history", path).output
    #expect(text.contains("observed for at least 30 days"))
  }

  @Test func lessThanThirtyDaysSayNothing() throws {
    let path = try history(days: 29)
    let run = try Execution("risk", "--config", configuration, "--history", path, "--format", "json")
    #expect(try domain("aws/us-east-1", in: run)["unavailability_source"].string == "assumed")
  }

  @Test func theUsersOwnHistoryIsReadUnlessItIsNotToBe() throws {
    _ = try history(days: 40)
    let arguments = ["risk", "--config", configuration, "--format", "json"]
    let environment = ["XDG_STATE_HOME": folder.path]
    let run = try Execution(program: Program.path, arguments, environment: environment)
    #expect(try domain("aws/us-east-1", in: run)["unavailability_source"].string == "history")
    let without = try Execution(
      program: Program.path, arguments + ["--no-history"], environment: environment)
    #expect(try domain("aws/us-east-1", in: without)["unavailability_source"].string == "assumed")
  }

  @Test func nothingIsWritten() throws {
    let path = try history(days: 40)
    let before = try TemporaryFolder.contents(of: path)
    _ = try Execution("risk", "--config", configuration, "--history", path)
    #expect(try TemporaryFolder.contents(of: path) == before)
  }

  @Test func aHistoryThatWasNamedHasToBeOne() throws {
    let missing = try Execution("risk", "--config", configuration, "--history", "\(folder.path)/none.db")
    #expect(missing.code == 78 && missing.errors.hasPrefix("\(folder.path)/none.db: there is no history yet"))
    let junk = try folder.file("junk.db", String(repeating: "junk", count: 2000))
    let damaged = try Execution("risk", "--config", configuration, "--history", junk)
    #expect(damaged.code == 78 && damaged.errors.hasPrefix("\(junk): the history is damaged"))
  }

  @Test func theUsersOwnHistoryIsSaidToBeDamagedAndLeftOut() throws {
    let path = try history(days: 40)
    _ = try folder.file("faultline/history.db", String(repeating: "junk", count: 2000))
    let run = try Execution(
      "risk", "--config", configuration, "--format", "json", environment: ["XDG_STATE_HOME": folder.path])
    #expect(run.code == 0)
    #expect(run.errors.hasPrefix("\(path): the history is damaged"))
    #expect(try domain("aws/us-east-1", in: run)["unavailability_source"].string == "assumed")
  }
}
