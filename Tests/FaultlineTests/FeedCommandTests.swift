import Foundation
import Lab
import TestSupport
import Testing

@Suite("faultline feed reads one status feed and exits with its health")
struct FeedCommandTests {
  private static let kinds = [
    "aws-health", "aws-rss", "azure", "betterstack", "gcp", "incidentio", "instatus", "oracle", "slack",
    "statusio", "statuspage",
  ]
  private static let codes = ["ok": 0, "degraded": 1, "down": 2, "unknown": 3] as [String: Int32]

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A Statuspage payload with one component in this state.
  private static func page(_ indicator: String, _ component: String) -> String {
    """
    {"page":{"id":"p"},"status":{"indicator":"\(indicator)"},
    "components":[{"id":"c","name":"Web","status":"\(component)"}],"incidents":[]}
    """
  }

  /// The payload in each provider's schema that the parsers are tested with.
  private static func fixture(_ kind: String) -> String {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let suffix = kind == "aws-rss" || kind == "azure" ? "xml" : "json"
    return tests.appending(path: "FeedsTests/Fixtures/\(kind).\(suffix)").path
  }

  @Test(arguments: kinds)
  func everyKindIsReadAndHasEveryKey(kind: String) throws {
    let run = try Execution("feed", kind, Self.fixture(kind), "--format", "json")
    let feed = try ParsedJSON(run.output)
    #expect(feed.keys == ["schema", "source", "health", "events"])
    #expect(feed["schema"].string == "faultline.events/1")
    #expect(run.code == Self.codes[try #require(feed["health"].string)])
    #expect(feed["source"].string?.hasPrefix(kind) == true)
    #expect(!feed["events"].elements.isEmpty)
    for event in feed["events"].elements {
      #expect(
        event.keys == [
          "id", "title", "health", "provider", "regions", "services", "opened_at", "updated_at", "closed_at",
          "url", "text",
        ])
      #expect(event["closed_at"].isNull || event["health"].string == "ok", "a closed event is ok")
    }
    let text = try Execution("feed", kind, Self.fixture(kind))
    #expect(text.code == run.code)
    let count = feed["events"].elements.count
    #expect(
      text.output.contains(": \(feed["health"].string ?? ""), \(count) event\(count == 1 ? "" : "s"), "))
  }

  @Test(arguments: [
    ("none", "operational", 0), ("minor", "degraded_performance", 1), ("critical", "major_outage", 2),
    ("none", "asleep", 3),
  ])
  func theExitCodeIsTheFeedsHealth(indicator: String, component: String, code: Int32) throws {
    let path = try folder.file("feed.json", Self.page(indicator, component))
    #expect(try Execution("feed", "statuspage", path).code == code)
  }

  @Test(arguments: kinds, ["", "<!DOCTYPE html><html><body>503</body></html>", "{\"a\":", "[]"])
  func whatIsNoPayloadIsUnknownAndTheReasonIsSaid(kind: String, payload: String) throws {
    if payload == "[]", kind == "aws-health" || kind == "gcp" { return }
    let path = try folder.file("feed", payload)
    let run = try Execution("feed", kind, path, "--format", "json")
    #expect(run.code == 3)
    #expect(run.errors.hasPrefix("\(kind) \(path): ") && run.errors.count > path.count + kind.count + 4)
    let feed = try ParsedJSON(run.output)
    #expect(feed["health"].string == "unknown" && feed["events"].elements.isEmpty)
  }

  @Test func anEmptyListIsHealthyWhereAFeedIsAList() throws {
    let path = try folder.file("feed", "[]\n")
    for kind in ["aws-health", "gcp"] {
      let run = try Execution("feed", kind, path)
      #expect(run.code == 0 && run.errors.isEmpty)
    }
  }

  @Test func wrongUsageIs64() throws {
    let stranger = try Execution("feed", "statuspgae", "x")
    #expect(stranger.code == 64 && stranger.errors.contains("did you mean \"statuspage\"?"))
    #expect(try Execution("feed", "statuspage").code == 64)
    #expect(try Execution("feed", "statuspage", "http://").code == 64)
    #expect(try Execution("feed", "gcp", "x", "--format", "csv").code == 64)
  }

  @Test func aFileThatCannotBeReadIs78() throws {
    for path in ["\(folder.path)/missing.json", folder.path] {
      let run = try Execution("feed", "gcp", path)
      #expect(run.code == 78 && run.output.isEmpty)
      #expect(run.errors.hasPrefix("\(path): cannot read the file: "))
    }
  }

  @Test func aFullDiskIs74() throws {
    let run = try Execution("feed", "azure", Self.fixture("azure"), outputPath: "/dev/full")
    #expect(run.code == 74)
  }

  @Test func hostileTextReachesNoTerminal() throws {
    let hostile = Self.page("none", "operational").replacing(
      "\"incidents\":[]",
      with:
        #""incidents":[{"id":"i","name":"\u001b[2J\u202eowned","status":"investigating","impact":"major"}]"#)
    let path = try folder.file("feed", hostile)
    for format in ["text", "json"] {
      let run = try Execution("feed", "statuspage", path, "--format", format)
      #expect(run.code == 1 && run.output.contains("[2Jowned"))
      #expect(
        run.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }
  }
}

/// Against nginx on loopback.
@Suite("faultline feed asks a server")
struct FeedURLTests {
  private let server: FeedServer

  init() throws { server = try FeedServer() }

  private func look(_ path: String, as kind: String = "statuspage") throws -> Execution {
    try Execution("feed", kind, "http://127.0.0.1:\(server.port)/\(path)", "--format", "json")
  }

  private static let outage = """
    {"page":{"id":"p"},"status":{"indicator":"critical"},
    "components":[{"id":"c","name":"Web","status":"major_outage"}],"incidents":[]}
    """

  @Test func whatItServesIsJudgedAlsoBehindARedirect() throws {
    try server.serve(Self.outage.utf8, as: "feed")
    for path in ["feed", "moved"] {
      let run = try look(path)
      #expect(run.code == 2 && run.errors.isEmpty)
      #expect(try ParsedJSON(run.output)["health"].string == "down")
    }
  }

  @Test(arguments: [("missing", "404"), ("loop", "redirect"), ("later", "503"), ("held", "NO SIGNAL: ")])
  func whatIsNoGoodAnswerIsUnknownAndSaid(path: String, word: String) throws {
    try server.serve(Self.outage.utf8, as: "feed")
    let run = try look(path)
    #expect(run.code == 3)
    #expect(run.errors.contains("NO SIGNAL") && run.errors.contains(word), "\(run.errors)")
    #expect(try ParsedJSON(run.output)["health"].string == "unknown")
  }

  @Test func aPageForPeopleIsUnknown() throws {
    try server.serve("<html><body>All systems operational</body></html>".utf8, as: "feed")
    let run = try look("feed")
    #expect(run.code == 3 && run.errors.hasSuffix("NO SIGNAL: an HTML page was served instead of the feed\n"))
  }

  @Test func aServerThatIsNotThereIsUnknown() throws {
    let run = try Execution("feed", "gcp", "http://127.0.0.1:1/incidents.json")
    #expect(run.code == 3 && run.errors.contains("NO SIGNAL: ") && run.errors.contains("(connect-refused)"))
  }
}
