import Foundation
import TestSupport
import Testing

@Suite("faultline risk names what is wrong with its input")
struct RiskInputTests {
  @Test(arguments: [
    (#"{"id":"b","needs":["service:chekout"]}"#, "2:20: the service \"chekout\" is not defined"),
    (#"{"id":"a","needs":[{"at_least":3,"of":["aws","gcp"]}]}"#, "2:20: at_least 3 exceeds the 2 members"),
    (#"{"id":"a","needs":[{"any":[]}]}"#, "2:20: the group is empty"),
    (#"{"id":"a","weight":-1}"#, "2:20: the weight is not valid; write a number from 0 to 1e15"),
    (
      #"{"domain":"aws","unavailability":1.5}"#,
      "2:34: the unavailability is not valid; write a number from 0 to 1"
    ),
    (
      #"{"domain":"aws","unavailability":-0.5}"#,
      "2:34: the unavailability is not valid; write a number from 0 to 1"
    ),
    (#"{"id":"checkout"}"#, "2:7: \"checkout\" is defined twice"),
    (#"{"id":"a","wieght":1}"#, "2:11: unknown key \"wieght\"; did you mean \"weight\"?"),
    ("not json", "2:1: "),
  ])
  func aBadLineOfAGraphIs78WithItsPlace(line: String, problem: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("graph.jsonl", "{\"id\":\"checkout\"}\n\(line)\n")
    let run = try Execution("risk", "--graph", path)
    #expect(run.code == 78 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("\(path):\(problem)"), "\(run.errors)")
    #expect(run.errors.contains("; ") && run.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    (
      "- {id: b, needs: [service:chekout]}",
      "4:19: the service \"chekout\" is not defined; did you mean \"checkout\"?"
    ),
    ("- {id: a, needs: [{at_least: 3, of: [aws, gcp]}]}", "4:"),
    ("- {id: a, needs: [{any: []}]}", "4:"), ("- {id: a, weight: -1}", "4:"), ("- {id: checkout}", "4:"),
    ("- {id: a}\ndomains: {aws: {unavailability: 2}}", "5:"),
    ("- {id: a}\ndomains: {aws: {unavailability: -1}}", "5:"),
  ])
  func aBadConfigurationIs78WithItsPlace(lines: String, place: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("bad.yaml", "version: 1\nservices:\n- {id: checkout}\n\(lines)\n")
    let run = try Execution("risk", "--config", path)
    #expect(run.code == 78 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("\(path):\(place)"), "\(run.errors)")
    #expect(run.errors.contains("; "))
  }

  @Test func oneBadLineInAMillionIsNamed() throws {
    let folder = try TemporaryFolder()
    let line = "{\"id\":\"s0000000\",\"needs\":[\"aws\"]}\n"
    var text = Array(String(repeating: line, count: 1_000_000).utf8)
    for index in 0..<1_000_000 {
      let digits = String(index + 10_000_000).utf8.dropFirst()
      text.replaceSubrange(index * line.utf8.count + 8..<index * line.utf8.count + 15, with: digits)
    }
    text[765_431 * line.utf8.count] = UInt8(ascii: "[")
    let path = "\(folder.path)/million.jsonl"
    try Data(text).write(to: URL(filePath: path))
    let run = try Execution("risk", "--graph", path)
    #expect(run.code == 78)
    #expect(run.errors.hasPrefix("\(path):765432:1: "), "\(run.errors.prefix(200))")
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test func aGraphComesFromStandardInputToo() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("graph.jsonl", RiskFixture.checkout)
    let script = "exec \"$0\" risk --graph - --format json < \"$1\""
    let run = try Execution(program: "/bin/sh", ["-c", script, Program.path, path])
    #expect(run.code == 0)
    #expect(try ParsedJSON(run.output)["services"].number == 1)
  }

  @Test func aFileThatIsNotThereIs78() throws {
    for option in ["--graph", "--fault-tree", "--config"] {
      let run = try Execution("risk", option, "/nonexistent/file")
      #expect(run.code == 78 && run.output.isEmpty)
      #expect(run.errors.hasPrefix("/nonexistent/file: "), "\(run.errors)")
    }
  }
}
