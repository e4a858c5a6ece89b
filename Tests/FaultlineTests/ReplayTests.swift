import Foundation
import TestSupport
import Testing

@Suite("faultline replay plays a day and exits with its state")
struct ReplayCommandTests {
  private struct Result {
    let status: Int32
    let output, errors: String

    func json() throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }
  }

  private func replay(_ arguments: String...) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["replay"] + arguments
    process.environment = ["HOME": "/nonexistent", "PATH": "/usr/bin:/bin"]
    let output = Pipe()
    let errors = try TemporaryFolder()
    let log = try errors.file("errors", "")
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: log)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: text,
      errors: try String(contentsOfFile: log, encoding: .utf8))
  }

  @Test func theGreatOutageAtFiveMinutesPastSeven() throws {
    let result = try replay(
      "us-east-1-2025-10-20", "--headless", "--until", "2025-10-20T07:05:00Z", "--format", "json")
    #expect(result.status == 2)
    let snapshot = try result.json()
    #expect(snapshot["generated_at"] as? String == "2025-10-20T07:05:00Z")
    let incidents = try #require(snapshot["incidents"] as? [[String: Any]])
    #expect(incidents.count == 1)
    let incident = try #require(incidents.first)
    #expect((incident["cause"] as? [String: Any])?["domain"] as? String == "aws/us-east-1")
    #expect(incident["closed_at"] is NSNull)
    #expect(incident["feed_lag_s"] is NSNull)
    let regions = try #require(snapshot["regions"] as? [[String: Any]])
    let region = try #require(regions.first { $0["id"] as? String == "aws/us-east-1" })
    #expect(region["health"] as? String == "down")
    #expect(regions.filter { $0["health"] as? String != "ok" }.count == 1)
    let checks = try #require(region["checks"] as? [[String: Any]])
    #expect(checks.allSatisfy { $0["outcome"] as? String == "dns-nodata" })
    #expect((region["feeds"] as? [[String: Any]])?.allSatisfy { $0["health"] as? String == "ok" } == true)
    let services = try #require(snapshot["services"] as? [[String: Any]])
    for service in services {
      let id = try #require(service["id"] as? String)
      let needs = (service["needs"] as? [[String: Any]] ?? []).map { $0["domain"] as? String }
      let failing: Set = ["down", "degraded"]
      let health = try #require(service["health"] as? String)
      #expect(needs.contains("aws/us-east-1") ? failing.contains(health) : health == "ok", "\(id)")
    }
  }

  @Test func atHalfPastNineInTheEveningAllIsWellAndTheIncidentClosed() throws {
    let result = try replay(
      "us-east-1-2025-10-20", "--headless", "--until", "2025-10-20T21:30:00Z", "--format", "json")
    #expect(result.status == 0)
    let snapshot = try result.json()
    let counts = try #require(snapshot["counts"] as? [String: Int])
    for health in ["down", "degraded", "unknown"] { #expect(counts[health] == 0, "\(health)") }
    let incidents = try #require(snapshot["incidents"] as? [[String: Any]])
    #expect(incidents.allSatisfy { $0["closed_at"] is String })
    #expect(
      incidents.map { $0["title"] as? String }
        == ["aws/us-east-1 was down: 19 failed, began as an empty DNS answer"])
  }

  @Test func onMyOwnGraphItAnswersWhatThatDayHadDoneToMe() throws {
    let folder = try TemporaryFolder()
    let mine = try folder.file(
      "mine.yaml",
      """
      version: 1
      services:
        - {id: shop, needs: [aws/us-east-1]}
        - {id: desk, needs: [{any: [aws/us-east-1, aws/us-west-2]}]}
        - {id: mail, needs: ["service:shop"]}
        - {id: blog, needs: [gcp/us-central1]}

      """)
    let result = try replay(
      "us-east-1-2025-10-20", "--config", mine, "--headless", "--until", "2025-10-20T07:05:00Z", "--format",
      "json")
    #expect(result.status == 2)
    let services = try #require(try result.json()["services"] as? [[String: Any]])
    #expect(services.map { $0["id"] as? String } == ["shop", "desk", "mail", "blog"])
    #expect(services.map { $0["health"] as? String } == ["down", "ok", "down", "ok"])
  }

  @Test func theFeedsLagIsTwentyThreeMinutes() throws {
    let result = try replay(
      "us-east-1-2025-10-20", "--headless", "--until", "2025-10-20T07:30:00Z", "--format", "json")
    let incidents = try #require(try result.json()["incidents"] as? [[String: Any]])
    #expect(incidents.map { $0["feed_lag_s"] as? Double } == [1380])
  }

  @Test func withoutANameTheScenariosAreListed() throws {
    let result = try replay()
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 6)
    #expect(result.output.hasPrefix("us-east-1-2025-10-20 "))
  }

  @Test func aMisspeltNameIsAnsweredWithTheRightOne() throws {
    let result = try replay("us-east-1-2025-10-21", "--headless")
    #expect(result.status == 64)
    #expect(result.errors.contains("did you mean \"us-east-1-2025-10-20\"?"))
  }

  @Test func aWrongFileIsAnsweredWithLineAndColumn() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file(
      "day.yaml",
      """
      version: 1
      name: day
      begins: 2026-01-01T00:00:00Z
      ends: 2026-01-01T01:00:00Z
      faults:
        - {domain: aws/us-eest-1, from: 2026-01-01T00:10:00Z, outcome: reset}

      """)
    let result = try replay(file, "--headless")
    #expect(result.status == 78)
    #expect(
      result.errors.hasPrefix("\(file):6:14: the domain \"aws/us-eest-1\" is not defined; did you mean"))
    let version = try folder.file("recording.jsonl", "{\"schema\":\"faultline.recording/9\"}\n")
    #expect(try replay(version, "--headless").errors.contains("faultline.recording/9"))
  }

  @Test func aTimeOutsideIsAWrongWord() throws {
    #expect(try replay("link-cut", "--headless", "--until", "2001-01-01T00:00:00Z").status == 64)
    #expect(try replay("link-cut", "--headless", "--until", "noon").status == 64)
    #expect(try replay("link-cut", "--until", "2026-01-15T09:20:00Z").status == 64)
    #expect(try replay("link-cut", "--headless", "--until", "2026-01-15T09:20:00Z").status == 3)
  }
}
