import YAML
import Foundation
import Testing

@testable import Configuration

@Suite("A file that is no configuration is refused, whatever it is")
struct FileTests {
  private func facts(of content: [UInt8]) throws -> [Fact] {
    let file = FileManager.default.temporaryDirectory.appending(path: "faultline-\(UUID()).yaml")
    try Data(content).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return facts(at: file.path)
  }

  private func facts(at path: String) -> [Fact] {
    do {
      _ = try Configuration.load(path: path, environment: [:])
      return []
    } catch {
      return error.diagnostics.map(\.fact)
    }
  }

  @Test func aGoodFileIsRead() throws {
    #expect(try facts(of: Array("version: 1\n".utf8)).isEmpty)
    #expect(try facts(of: [0xEF, 0xBB, 0xBF] + Array("version: 1\r\n".utf8)).isEmpty)
  }

  @Test func aDirectoryIsRefused() { #expect(facts(at: "/tmp") == [.file(.isDirectory)]) }

  @Test func aMissingFileIsRefused() { #expect(facts(at: "/nonexistent/config.yaml") == [.file(.notFound)]) }

  @Test func aPathThroughAFileIsRefused() {
    #expect(facts(at: "/etc/passwd/config.yaml") == [.file(.unreadable(errno: ENOTDIR))])
  }

  @Test func anEmptyFileIsRefused() throws {
    #expect(try facts(of: []) == [.file(.empty)])
    #expect(try facts(of: Array("---\n".utf8)) == [.file(.empty)])
  }

  @Test(
    "what is no UTF-8 text is refused",
    arguments: [[0x61, 0x00, 0x62], [0xFF, 0xFE, 0x61, 0x00], [0x61, 0x3A, 0x20, 0xC3, 0x28]] as [[UInt8]])
  func whatIsNoTextIsRefused(bytes: [UInt8]) throws { #expect(try facts(of: bytes) == [.file(.binary)]) }

  @Test func theLineThatIsNoTextIsNamed() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "faultline-\(UUID()).yaml")
    try Data(Array("version: 1\nvantage: {name: \"".utf8) + [0xFF, 0x0A]).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let error = #expect(throws: ConfigurationError.self) {
      try Configuration.load(path: file.path, environment: [:])
    }
    #expect(error?.diagnostics.map(\.position) == [YAMLPosition(line: 2, column: 1)])
  }

  @Test func fourMebibytesAreReadAndOneByteMoreIsNot() throws {
    let text = Array("version: 1\n#".utf8)
    let padding = [UInt8](repeating: UInt8(ascii: "x"), count: (4 << 20) - text.count)
    #expect(try facts(of: text + padding).isEmpty)
    #expect(try facts(of: text + padding + [0x0A]) == [.file(.tooLarge(limit: 4 << 20))])
  }

  @Test func aFileWithoutEndIsRefused() {
    #expect(facts(at: "/dev/zero") == [.file(.tooLarge(limit: 4 << 20))])
  }
}

@Suite("YAML that would cost more than it says is refused")
struct HostileYAMLTests {
  private func facts(_ text: String) -> [Fact] {
    do {
      _ = try Configuration.parse(text: text, file: "f", environment: [:])
      return []
    } catch {
      return error.diagnostics.map(\.fact)
    }
  }

  @Test(
    "anchors and aliases",
    arguments: [
      "version: &v 1", "&top\nversion: 1", "version: 1\nvantage: {name: *x}",
      "version: 1\nservices: [&a {id: x}, *a]",
      "version: 1\n&k vantage: {}", "a: &a [1]\n? *a\n: b",
    ])
  func anchorsAndAliases(text: String) { #expect(facts(text) == [.file(.anchor)]) }

  @Test func anAliasBombDoesNotExpand() {
    let levels = (1...30).map { level in
      "l\(level): &l\(level) [\(Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ","))]"
    }
    let bomb = (["l0: &l0 [lol]"] + levels).joined(separator: "\n")
    #expect(facts(bomb) == [.file(.anchor)])
    #expect(facts(bomb + "\n? *l30\n: as a key, which would be hashed") == [.file(.anchor)])
  }

  @Test func ampersandsAndStarsInTextAreNoAliases() {
    let text = """
      version: 1
      regions: ["gcp/*"]   # & * &a *a
      services:
        - id: a
          name: R&D *star* & more
          runbook: "https://x.example/?a=1&b=2&c=*d"
          checks: [{http: 'https://x.example/?a=1&b=*', body: "&a *a"}]
      """
    #expect(facts(text).isEmpty)
  }

  @Test func theFirstAliasIsNamedByItsPlace() {
    #expect(
      complaints("a: &a 1\nb: *a") == [
        "2:4: anchors (&) and aliases (*) are not allowed; repeat the value, or quote it"
      ])
  }

  @Test(
    "deep nesting ends early, in flow and in block style",
    arguments: [
      String(repeating: "[", count: 1_000_000), String(repeating: "{a: ", count: 100_000),
      String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 100_000),
      (0..<2000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
      String(repeating: "[\n", count: 65) + String(repeating: "]\n", count: 65),
    ])
  func deepNestingEndsEarly(text: String) { #expect(facts(text) == [.file(.tooDeep(limit: 64))]) }

  @Test func needsMayNestAsDeepAsTheFile() {
    let nested = String(repeating: "{any: [", count: 20) + "aws" + String(repeating: "]}", count: 20)
    #expect(facts("version: 1\nservices: [{id: a, needs: [\(nested)]}]").isEmpty)
  }

  @Test(
    "what is no YAML is named by line and column",
    arguments: [
      ("version: 1\nregions: [a", "3:1"), ("version: 1\n\tregions: []", "2:1"), ("a: 'b", "1:6"),
      ("version: 1\n@", "2:1"), ("version: 1\n---\nversion: 1", "2:1"), ("version: 1\nname: a: b", "2:8"),
      ("version: 1\nname: \u{1}", "2:7"),
    ])
  func whatIsNoYAMLIsNamed(text: String, place: String) {
    let said = complaints(text)
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix(place + ":") == true, "\(said)")
  }
}

@Suite("A message shows nothing that could harm")
struct MessageSafetyTests {
  @Test func escapeSequencesAreStripped() {
    #expect(
      complaints("version: 1\nregions: [\"\\e[31mred\\a\"]") == [
        "2:11: \"[31mred\" is not a valid region; write PROVIDER/REGION, such as aws/us-east-1, or PROVIDER/*"
      ])
  }

  @Test func aHugeValueIsCutShort() {
    let said = complaints("version: 1\nregions: [\(String(repeating: "x", count: 100_000))]")
    #expect(said.allSatisfy { $0.count < 250 })
  }

  @Test func aSecretFromTheEnvironmentIsNeverShown() {
    let text = """
      version: 1
      vantage: {home: "${SECRET}"}
      probe: {interval: "${SECRET}", proxy: "${SECRET}"}
      regions: ["${SECRET}"]
      dns: ["${SECRET}/x", {name: a.example, resolvers: ["${SECRET}"]}]
      alerts: [{webhook: "${SECRET}"}, {on: ["${SECRET}"], command: [a]}]
      maintenance: [{services: ["${SECRET}"], from: "${SECRET}", to: "${SECRET}"}]
      services:
        - {id: "${SECRET}!", weight: "${SECRET}", feed: {kind: "${SECRET}", url: "${SECRET}"}}
        - {id: a, needs: ["${SECRET}", "service:${SECRET}", "dns:${SECRET}", "country:${SECRET}"]}
        - {id: b, checks: ["${SECRET}", {http: "${SECRET}"}, {tcp: "${SECRET}"}, {dns: "${SECRET}/"}, {ping: "${SECRET}/"}]}
        - {id: c, checks: [{http: "https://x/", headers: {"${SECRET} ": a, b: "${SECRET}\\n"}}]}
      """
    let said = complaints(text, environment: ["SECRET": "hunter2"])
    #expect(said.count > 20)
    #expect(!said.joined().contains("hunter2"), "\(said.filter { $0.contains("hunter2") })")
  }
}
