import Foundation
import TestSupport
import Testing

@testable import History
@testable import Model

@Suite("faultline history tells what is remembered")
struct HistoryCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func history(_ arguments: String...) throws -> Execution {
    try Execution(
      program: Program.path, ["history"] + arguments, environment: ["XDG_STATE_HOME": folder.path])
  }

  /// Forty days of a region that was down for the first hour of each, and two incidents of it.
  @discardableResult
  private func remember() throws -> MadeHistory {
    let made = try MadeHistory(in: folder)
    try made.watch(["aws/us-east-1", "service:shop"], days: 40)
    try made.keep([
      incident("2026-01-05/us-east-1", made.end - .seconds(86_400), lasting: .seconds(3600)),
      incident("2026-01-06/us-east-1", made.end - .seconds(600), lasting: nil),
    ])
    return made
  }

  private func incident(_ id: String, _ opened: Timestamp, lasting: Duration?) -> Incident {
    var incident = Incident(
      id: id, openedAt: opened, confirmedAt: opened + .seconds(2), title: "aws/us-east-1 down | dns-nodata",
      health: .down, members: ["aws/us-east-1", "service:shop"].compactMap(Subject.init(label:)))
    incident.closedAt = lasting.map { opened + $0 }
    incident.feedLag = .seconds(1380)
    incident.cause = DomainID("aws/us-east-1").map {
      Incident.Cause(domain: $0, dependents: 15, dependentsFailing: 14, others: 40, othersFailing: 1)
    }
    return incident
  }

  @Test func incidentsAreListedNewestFirst() throws {
    try remember().close()
    let text = try history("incidents")
    #expect(text.code == 0 && text.errors.isEmpty)
    let lines = text.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].split(separator: " ") == ["ID", "OPENED", "CLOSED", "HEALTH", "CAUSE", "WHAT"])
    #expect(lines[1].hasPrefix("2026-01-06/us-east-1  ") && lines[1].contains("  open  "))
    #expect(lines[2].hasPrefix("2026-01-05/us-east-1  ") && lines[2].contains("  aws/us-east-1  "))
    let json = try ParsedJSON(history("incidents", "--format", "json", "--limit", "1").output)
    #expect(json["schema"].string == "faultline.incidents/1")
    let newest = try #require(json["incidents"].elements.first)
    #expect(json["incidents"].elements.count == 1)
    #expect(
      newest.keys == [
        "id", "opened_at", "confirmed_at", "closed_at", "title", "cause", "members", "feed_lag_s",
      ])
    #expect(newest["closed_at"].isNull && newest["feed_lag_s"].number == 1380)
  }

  @Test func uptimeStandsBesideItsCoverage() throws {
    try remember().close()
    let json = try ParsedJSON(history("uptime", "aws/us-east-1", "--format", "json").output)
    let region = json["subjects"].element("id", "aws/us-east-1")
    let quarter = region["uptime"]["90d"]
    #expect(abs((quarter["uptime"].number ?? 0) - 23.0 / 24) < 0.001)
    #expect(abs((quarter["coverage"].number ?? 0) - 40.0 / 90) < 0.001)
    #expect(region["latency_7d_ms"]["p50"].isNull, "nobody measured any")
    let text = try history("uptime")
    #expect(text.code == 0)
    #expect(text.output.contains("24H (COVERED)") && text.output.contains("(44 %)"))
    #expect(
      text.output.split(separator: "\n").dropFirst().map { $0.prefix(12) } == [
        "aws/us-east-", "service:shop",
      ])
  }

  @Test func aStrangerIs78AndTheNearestIsNamed() throws {
    try remember().close()
    let thing = try history("uptime", "aws/us-east-2")
    #expect(thing.code == 78 && thing.output.isEmpty)
    #expect(thing.errors == "\"aws/us-east-2\" is not in the history; did you mean \"aws/us-east-1\"?\n")
    let incident = try history("show", "2026-02")
    #expect(incident.code == 78 && incident.errors.hasPrefix("\"2026-02\" is not a known incident; "))
    let many = try history("show", "2026-01")
    #expect(many.code == 78 && many.errors.hasPrefix("\"2026-01\" matches 2 incidents; "))
  }

  @Test func anIncidentIsToldAsAPostmortem() throws {
    try remember().close()
    let run = try history("show", "2026-01-05", "--format", "markdown")
    #expect(run.code == 0 && run.errors.isEmpty)
    let markdown = run.output
    #expect(markdown.hasPrefix("# Incident: aws/us-east-1 down"))
    #expect(markdown.contains(": 1 h.\n"))
    #expect(
      markdown.contains("Probable cause: aws/us-east-1, 14 of 15 dependents failed, 1 of 40 others."))
    #expect(markdown.contains("The provider's status page posted an update 23 min after the first failure."))
    for heading in ["Spread", "Timeline", "What was done", "What will change"] {
      #expect(markdown.contains("\n## \(heading)\n"), "\(heading)")
    }
    #expect(markdown.contains("| down | reset |"), "the members' changes of health are in the timeline")
    let text = try history("show", "2026-01-05")
    #expect(text.code == 0 && text.output.contains("\nTIMELINE\n"))
    let json = try ParsedJSON(history("show", "2026-01-05", "--format", "json").output)
    #expect(json["schema"].string == "faultline.incident/1")
    #expect(json["incident"]["id"].string == "2026-01-05/us-east-1")
    #expect(json["events"].elements.contains { $0["member"].string == "service:shop" })
  }

  @Test func whatIsEmptySaysSo() throws {
    try MadeHistory(in: folder).close()
    #expect(try history("incidents").output == "The history has no incidents.\n")
    #expect(try history("uptime").output == "The history is empty.\n")
    let json = try history("incidents", "--format", "json")
    #expect(json.code == 0)
    #expect(try ParsedJSON(json.output)["incidents"].elements.isEmpty)
    #expect(try history("show", "x").errors == "\"x\" is not a known incident; the history is empty\n")
  }

  @Test(arguments: [["incidents"], ["uptime"], ["show", "x"]])
  func aMissingHistoryIs78AndNoneIsMade(command: [String]) throws {
    let run = try Execution(
      program: Program.path, ["history"] + command, environment: ["XDG_STATE_HOME": folder.path])
    #expect(run.code == 78 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("\(folder.path)/faultline/history.db: there is no history yet; "))
    #expect(folder.files.isEmpty)
    let nowhere = try Execution(program: Program.path, ["history"] + command)
    #expect(nowhere.code == 78 && nowhere.errors.contains("name a history file with --history"))
  }

  @Test func aFileThatIsNoneIs78AndLeftAsItIs() throws {
    let junk = String(repeating: "no database at all ", count: 1000)
    let path = try folder.file("junk.db", junk)
    let run = try history("incidents", "--history", path)
    #expect(run.code == 78 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("\(path): the history is damaged ("))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == junk)
    #expect(folder.files == ["junk.db"])
  }

  @Test func aSecondInstanceReadsWhatTheFirstIsWriting() throws {
    let made = try remember()
    let lock = try #require(try HistoryLock(on: HistoryFile(path: made.path)))
    let before = try history("incidents", "--format", "json")
    #expect(before.code == 0 && before.errors.isEmpty)
    try made.keep([incident("2026-01-07/us-east-1", made.end, lasting: nil)])
    let after = try ParsedJSON(history("incidents", "--format", "json").output)
    #expect(after["incidents"].elements.count == 3, "not yet folded into the file, and seen all the same")
    withExtendedLifetime((made, lock)) {}
  }

  @Test func wrongUsageIs64AndAFullDiskIs74() throws {
    try remember().close()
    #expect(try history("incidents", "--limit", "0").code == 64)
    #expect(try history("incident").code == 64)
    #expect(try history("show").code == 64)
    let full = try Execution(
      program: Program.path, ["history", "incidents"], environment: ["XDG_STATE_HOME": folder.path],
      outputPath: "/dev/full")
    #expect(full.code == 74)
  }
}
