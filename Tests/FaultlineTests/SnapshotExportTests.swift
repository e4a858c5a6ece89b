import Foundation
import TestSupport
import Testing

@Suite("check and replay print a snapshot in every form")
struct SnapshotExportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func replay(_ arguments: String...) throws -> Execution {
    let words = ["replay", "us-east-1-2025-10-20", "--headless", "--until", "2025-10-20T07:30:00Z"]
    return try Execution(program: Program.path, words + arguments, environment: ["HOME": "/nonexistent"])
  }

  private func content(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
  }

  @Test(arguments: [
    ("html", "<!DOCTYPE html>\n<html lang=\"en\">"),
    ("text", "Faultline: down\nReplay, not live data: scenario us-east-1-2025-10-20"),
    ("json", "{\n  \"schema\": "),
    ("csv", "kind,id,name,health,"), ("markdown", "# Faultline: down\n\n"),
    ("prometheus", "# HELP faultline_replay_"), ("dot", "digraph faultline {\n"),
  ])
  func aReplayPrintsEachFormat(format: String, beginning: String) throws {
    let run = try replay("--format", format)
    #expect(run.code == 2 && run.errors.isEmpty)
    #expect(run.output.hasPrefix(beginning))
    #expect(run.output.utf8.last == UInt8(ascii: "\n"))
    #expect(run.output.contains("aws/us-east-1"))
  }

  @Test func promtoolTakesTheMetricsOfAWholeDay() throws {
    let path = "\(folder.path)/faultline.prom"
    #expect(try replay("--format", "prometheus", "--output", path).code == 2)
    let tool = try Execution(
      program: "/bin/sh", ["-c", "promtool check metrics < \(path)"], environment: ["PATH": "/usr/bin:/bin"])
    #expect(tool.code == 0 && tool.output.isEmpty && tool.errors.isEmpty, "\(tool.errors)")
    let feedLag = try content("faultline.prom").split(separator: "\n").filter {
      $0.hasPrefix("faultline_replay_incident_feed_lag_seconds{")
    }
    #expect(feedLag.count == 1 && feedLag.allSatisfy { $0.hasSuffix("cause=\"aws/us-east-1\"} 1380") })
  }

  @Test func dotDrawsTheGraph() throws {
    let path = "\(folder.path)/graph.dot"
    #expect(try replay("--format", "dot", "--output", path).code == 2)
    let tool = try Execution(
      program: "/bin/sh", ["-c", "dot -Tsvg \(path)"], environment: ["PATH": "/usr/bin:/bin"])
    #expect(tool.code == 0 && tool.errors.isEmpty, "\(tool.errors)")
    #expect(tool.output.contains("■ aws/us&#45;east&#45;1"))
  }

  @Test func csvPrintsTheTableNamed() throws {
    #expect(try replay("--format", "csv", "--table", "domains").output.hasPrefix("id,kind,blast_radius,"))
    let incidents = try replay("--format", "csv", "--table", "incidents").output
    #expect(incidents.contains(",aws/us-east-1,"))
    #expect(try replay("--format", "json", "--table", "domains").code == 64)
    #expect(try replay("--format", "csv", "--table", "tables").code == 64)
  }

  @Test func csvIntoAFolderWritesAllTables() throws {
    let run = try replay("--format", "csv", "--output", folder.path)
    #expect(run.code == 2 && run.output.isEmpty && run.errors.isEmpty)
    #expect(
      folder.files == [
        "checks.csv", "dns.csv", "domains.csv", "incidents.csv", "layers.csv", "recommendations.csv",
        "regions.csv", "services.csv", "shares.csv", "sources.csv", "state.csv",
      ])
    #expect(try content("sources.csv").contains("latencies are synthetic"))
  }

  @Test func whatCannotBeWrittenIs74() throws {
    let run = try replay("--format", "prometheus", "--output", "\(folder.path)/missing/faultline.prom")
    #expect(run.code == 74 && run.errors.contains("cannot create the file"))
    let folderOfThatName = try replay("--format", "dot", "--output", folder.path)
    #expect(folderOfThatName.code == 74 && folderOfThatName.errors.contains("name a file, not a directory"))
    #expect(folder.files.isEmpty)
  }

  @Test func formatsBelongToHeadless() throws {
    let run = try Execution("replay", "link-cut", "--format", "dot")
    #expect(run.code == 64 && run.errors.contains("need --headless"))
  }
}
