import Foundation
import TestSupport
import Testing

@Suite("faultline diff tells what changed between two snapshots")
struct DiffTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The great outage at a time of its day, as a file.
  private func snapshot(_ time: String) throws -> String {
    let run = try Execution(
      program: Program.path,
      [
        "replay", "us-east-1-2025-10-20", "--headless", "--until", "2025-10-20T\(time)Z", "--format", "json",
      ], environment: ["HOME": "/nonexistent"])
    return try folder.file("\(time.filter(\.isNumber)).json", run.output)
  }

  private func written(_ text: String) throws -> String { try folder.file("hand.json", text) }

  @Test func theOutageIsWorseAndItsEndIsNot() throws {
    let (well, ill, late) = (try snapshot("06:45:00"), try snapshot("07:30:00"), try snapshot("21:30:00"))
    let broke = try Execution("diff", well, ill, "--format", "json")
    #expect(broke.code == 2 && broke.errors.isEmpty)
    let diff = try ParsedJSON(broke.output)
    #expect(diff["schema"].string == "faultline.diff/1")
    #expect(diff["before"]["overall"].string == "ok" && diff["after"]["overall"].string == "down")
    let region = diff["changes"].element("id", "aws/us-east-1")
    #expect(
      region["change"].string == "worse" && region["from"].string == "ok" && region["to"].string == "down")
    #expect(diff["changes"].elements.allSatisfy { $0["change"].string == "worse" })
    #expect(diff["incidents"]["opened"].elements.count == 1)
    #expect(diff["risk"]["blast_radius"].elements.isEmpty && diff["risk"]["expected_loss"].isNull)

    let recovered = try Execution("diff", ill, late)
    #expect(recovered.code == 0)
    #expect(recovered.output.contains("●  better  region   aws/us-east-1"))
    #expect(recovered.output.contains("closed  2025-10-20T"))
  }

  @Test func nothingChangedIsZeroAndSaysSo() throws {
    let file = try snapshot("07:30:00")
    let run = try Execution("diff", file, file)
    #expect(run.code == 0)
    for sentence in ["No health changes.", "No incidents opened or closed.", "No risk changes."] {
      #expect(run.output.contains(sentence))
    }
  }

  @Test func riskThatChangedAndThingsThatCameOrWentAreTold() throws {
    let (one, two) = ("\"blast_radius\": 0.5", "\"blast_radius\": 0.25")
    let before = try folder.file("a.json", Self.small(service: "a", health: "ok", radius: one))
    let after = try folder.file("b.json", Self.small(service: "b", health: "degraded", radius: two))
    let run = try Execution("diff", before, after)
    #expect(run.code == 1)
    #expect(run.output.contains("▲  added    service  b     –    degraded"))
    #expect(run.output.contains("removed  service  a"))
    #expect(run.output.contains("blast radius  aws  0.5  0.25"))
  }

  private static func small(service: String, health: String, radius: String) -> String {
    """
    {"schema": "faultline.snapshot/1", "generated_at": "2026-01-01T00:00:00Z",
     "vantage": {"name": "here", "verdict": "ok", "evidence": []}, "overall": "\(health)",
     "regions": [], "dns": [], "services": [{"id": "\(service)", "health": "\(health)", "reason": null}],
     "incidents": [], "risk": {"layers": [], "domains": [{"id": "aws", \(radius)}], "expected_loss": null}}
    """
  }

  @Test(arguments: [
    ("{\"schema\": \"faultline.snapshot/1\",\n \"overall\" \"ok\"}", ":2:12: not valid JSON"),
    ("", ":1:1: not valid JSON"), ("[1]", ":1:1: wrong type"),
    ("{}", ":schema: missing"),
    (
      "{\"schema\": \"faultline.risk/1\"}",
      ":schema: \"faultline.risk/1\" is not a supported schema; name a file"
    ),
    (
      "{\"schema\": \"faultline.snapshot/9\"}",
      ":schema: \"faultline.snapshot/9\" is not a supported schema; this"
    ),
    ("{\"schema\": 7}", ":schema: wrong type"),
    ("{\"schema\": \"faultline.snapshot/1\"}", ":generated_at: missing"),
  ])
  func aFileThatIsNoSnapshotIs78AndSaysWhere(text: String, message: String) throws {
    let file = try written(text)
    let run = try Execution("diff", file, file)
    #expect(run.code == 78 && run.output.isEmpty)
    #expect(run.errors.hasPrefix(file + message), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 2, "both files are judged")
  }

  @Test func aWordThatIsNoHealthIsNamedByItsPath() throws {
    let file = try written(Self.small(service: "a", health: "fine", radius: "\"blast_radius\": 1"))
    #expect(try Execution("diff", file, file).errors.hasPrefix("\(file):overall: not an accepted value"))
    let text = Self.small(service: "a", health: "ok", radius: "\"blast_radius\": \"x\"")
    let wrong = try folder.file("wrong.json", text)
    #expect(
      try Execution("diff", wrong, wrong).errors.hasPrefix(
        "\(wrong):risk.domains[0].blast_radius: wrong type")
    )
  }

  @Test func whatCannotBeReadIs78AndWhatCannotBeWrittenIs74() throws {
    let file = try written(Self.small(service: "a", health: "ok", radius: "\"blast_radius\": 1"))
    let missing = try Execution("diff", file, "\(folder.path)/missing.json")
    #expect(missing.code == 78 && missing.errors.contains("no such file or directory"))
    #expect(try Execution("diff", file).code == 64)
    let full = try Execution("diff", file, file, outputPath: "/dev/full")
    #expect(full.code == 74 && full.errors.contains("no space left on device"))
  }

  @Test func hostileTextStaysTextAndSecretsStayOut() throws {
    let hostile = "\\u001b[2J\\u202e https://u:hunter2@a/?k=hunter2"
    let before = try folder.file(
      "a.json", Self.small(service: "a", health: "ok", radius: "\"blast_radius\": 1"))
    let after = try folder.file(
      "b.json", Self.small(service: hostile, health: "down", radius: "\"blast_radius\": 1"))
    for format in ["text", "json"] {
      let run = try Execution("diff", before, after, "--format", format)
      #expect(run.code == 2 && !run.output.contains("hunter2"))
      #expect(
        run.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }
  }
}
