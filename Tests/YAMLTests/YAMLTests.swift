import Testing

@testable import YAML

@Suite("YAML is read with positions and within limits")
struct YAMLTests {
  private func error(_ text: String, limit: Int = 1000) -> YAMLError? {
    do throws(YAMLError) {
      _ = try YAMLNode(parsing: text, limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test func everyNodeHasItsPosition() throws {
    let root = try #require(try YAMLNode(parsing: "a: 1\nb:\n  - x\n  - {c: ~}\n", limit: 100))
    let map = try #require(YAMLMap(root, known: ["a", "b"]))
    #expect(map["a"]?.text == "1" && map["a"]?.position == YAMLPosition(line: 1, column: 4))
    guard case .list(let items)? = map["b"]?.content else {
      Issue.record("no list")
      return
    }
    #expect(items.map(\.position) == [YAMLPosition(line: 3, column: 5), YAMLPosition(line: 4, column: 5)])
    #expect(YAMLMap(items[1], known: ["c"])?["c"]?.isNull == true)
    #expect(YAMLMap(items[0], known: []) == nil && items[0].title == "x")
  }

  @Test func nothingIsNoNode() throws { #expect(try YAMLNode(parsing: "# nothing\n", limit: 100) == nil) }

  @Test(
    "what is refused is told with its reason and its position",
    arguments: [
      ("a:\n  b: 1\n  c: 2\n  b: 3\n", YAMLError.Reason.duplicateKey("b"), 4, 3),
      ("a: &x 1\n", .anchor, 1, 4), ("a: &x 1\nb: *x\n", .anchor, 2, 4), ("a: *x\n", .anchor, 1, 4),
      ("a: 1\n---\nb: 2\n", .severalDocuments, 2, 1),
    ])
  func refused(text: String, reason: YAMLError.Reason, line: Int, column: Int) {
    #expect(error(text) == YAMLError(reason: reason, position: YAMLPosition(line: line, column: column)))
  }

  @Test func sizeAndDepthAreBounded() {
    #expect(error("a: 12345", limit: 7)?.reason == .tooLarge(limit: 7))
    let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    #expect(error(deep)?.reason == .tooDeep(limit: 64))
  }

  @Test func anUnknownKeyHasItsNearMiss() throws {
    let root = try #require(try YAMLNode(parsing: "regoins: 1\nzebra: 2\n[a]: 3\nregions: 4\n", limit: 100))
    let map = try #require(YAMLMap(root, known: ["regions", "name"]))
    #expect(map.unknownKeys.map(\.title) == ["regoins", "zebra", "a"])
    #expect(map.unknownKeys.map(map.suggestion) == ["regions", nil, nil])
    #expect(map.entries.compactMap(\.key.text) == ["regions"])
  }
}
