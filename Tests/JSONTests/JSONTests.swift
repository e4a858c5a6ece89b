import Testing

@testable import JSON

@Suite("JSON is read strictly and within limits")
struct JSONReadingTests {
  private func error(_ text: String, limits: JSONLimits = .standard) -> JSONError? {
    do throws(JSONError) {
      _ = try JSON(parsing: text, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test func everyKindOfValueIsReadInItsOrder() throws {
    let json = try JSON(
      parsing: #" {"b": [1, -0.5e+3, true, false, null], "a": {"é\n": "x\"\\\/\b\f\r\t"}} "#)
    #expect(
      json == [
        "b": [.integer(1), .number(JSONNumber(text: "-0.5e+3")), .bool(true), .bool(false), .null],
        "a": ["é\n": "x\"\\/\u{8}\u{C}\r\t"],
      ])
  }

  @Test(
    "what is not JSON is refused where it stops being so",
    arguments: [
      ("", 0, "it ends too early"), ("[1", 2, "it ends too early"), ("\"ab", 3, "it ends too early"),
      ("{\"a\":1,}", 7, "expected a key in quotation marks"), ("[1,]", 3, "expected a value"),
      ("[1 2]", 3, "expected a comma or a closing bracket"), ("[,1]", 1, "expected a value"),
      ("{\"a\" 1}", 5, "expected a colon after the key"), ("{a:1}", 1, "expected a key in quotation marks"),
      ("{\"a\":1 \"b\":2}", 7, "expected a comma or a closing brace"),
      ("1 2", 2, "expected nothing after the value"),
      ("01", 0, "expected a number that does not begin with 0"), ("-", 1, "it ends too early"),
      ("1.", 2, "it ends too early"), ("1e", 2, "it ends too early"), ("+1", 0, "expected a value"),
      (".5", 0, "expected a value"), ("nul", 0, "expected a value"), ("NaN", 0, "expected a value"),
      ("\"\\x\"", 1, "expected a valid JSON escape"),
      ("\"\\u12g4\"", 1, "expected a valid JSON escape"),
      ("\"\\u+123\"", 1, "expected a valid JSON escape"),
      ("\"a\nb\"", 2, "expected a string without control characters"),
      ("{\"a\":1,\"a\":2}", 7, "the key \"a\" is given twice"), ("\u{0}", 0, "expected a value"),
    ])
  func whatIsNotJSON(text: String, offset: Int, words: String) {
    #expect(
      error(text)?.offset == offset && error(text)?.description == words, "\(String(describing: error(text)))"
    )
  }

  @Test func aSurrogateWithoutItsOtherHalfBecomesAReplacementCharacter() throws {
    #expect(try JSON(parsing: #""\ud83d\ude00""#) == "😀")
    #expect(try JSON(parsing: #""\ud800x\udc00\ud800\ud800""#) == "\u{FFFD}x\u{FFFD}\u{FFFD}\u{FFFD}")
  }

  @Test func textThatIsNotUTF8IsRefused() {
    #expect(throws: JSONError(offset: 1, reason: .notUTF8)) {
      try JSON(parsing: [UInt8(ascii: "["), UInt8(ascii: "\""), 0xFF, UInt8(ascii: "\""), UInt8(ascii: "]")])
    }
  }

  @Test func depthBytesAndValuesAreBounded() throws {
    let limits = JSONLimits(bytes: 20, depth: 3, values: 6)
    #expect(try JSON(parsing: "[[[1,2]]]", limits: limits) == [[[.integer(1), .integer(2)]]])
    #expect(error("[[[[]]]]", limits: limits)?.reason == .tooDeep(limit: 3))
    #expect(error("[1,2,3,4,5,6]", limits: limits)?.reason == .tooManyValues(limit: 6))
    #expect(error(String(repeating: " ", count: 21), limits: limits)?.reason == .tooLong(limit: 20))
    #expect(error(String(repeating: "[", count: 500_000))?.reason == .tooDeep(limit: 64))
    #expect(error(String(repeating: "{\"a\":", count: 500_000))?.reason == .tooDeep(limit: 64))
  }

  @Test func anErrorHasALineAndAColumn() {
    let text = "{\n  \"a\": ,\n}"
    let place = error(text)?.place(in: Array(text.utf8))
    #expect(place?.line == 2 && place?.column == 8)
  }

  @Test func numbersKeepTheirDigits() throws {
    guard case .array(let values) = try JSON(parsing: "[12345678901234567890, 0.10, 9007199254740993, 1e999]")
    else {
      Issue.record("no list")
      return
    }
    let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
    #expect(numbers.map(\.text) == ["12345678901234567890", "0.10", "9007199254740993", "1e999"])
    #expect(numbers.map(\.integer) == [nil, nil, 9_007_199_254_740_993, nil])
    #expect(numbers.map(\.double) == [12_345_678_901_234_567_168, 0.1, 9_007_199_254_740_992, .infinity])
  }
}

@Suite("What is asked of JSON is found, or named by its path")
struct JSONReadableTests {
  private func error(_ read: () throws -> Void) -> JSONFieldError? {
    do {
      try read()
      return nil
    } catch {
      return error as? JSONFieldError
    }
  }

  @Test func valuesOfEveryKindAreRead() throws {
    let json = try JSON(parsing: #"{"s":"x","i":-3,"d":0.5,"b":true,"l":[1,null],"n":null}"#)
    #expect(try json.read("s") == "x" && json.read("i") == -3 && json.read("d") == 0.5)
    #expect(try json.read("b") == true && json.read("l") == [1, nil] as [Int?])
    #expect(try json.readIfPresent("n", as: Int.self) == nil && json.readIfPresent("x", as: Int.self) == nil)
  }

  @Test func whatIsWrongIsNamedByItsPath() throws {
    let json = try JSON(parsing: #"{"a":{"b":[{"c":1},{"c":"x"},{}]}}"#)
    func numbers() throws {
      for part in try json.read("a", as: JSON.self).read("b", as: [JSON].self) {
        _ = try part.read("c", as: Int.self)
      }
    }
    #expect(error(numbers) == JSONFieldError(.wrongKind, path: "c"))
    struct Part: JSONReadable {
      init(json: JSON) throws(JSONFieldError) { _ = try json.read("c", as: Int.self) }
    }
    struct Whole: JSONReadable {
      init(json: JSON) throws(JSONFieldError) { _ = try json.read("b", as: [Part].self) }
    }
    #expect(error { _ = try json.read("a", as: Whole.self) } == JSONFieldError(.wrongKind, path: "a.b[1].c"))
    #expect(error { _ = try json.read("x", as: Int.self) } == JSONFieldError(.missing, path: "x"))
    #expect(
      error { _ = try json.read("a", as: JSON.self).read("b", as: [[Int]].self) }
        == JSONFieldError(.wrongKind, path: "b[0]")
    )
  }

  @Test func aWordThatIsNoCaseIsNamed() throws {
    enum Health: String, JSONReadable { case ok, down }
    let json = try JSON(parsing: #"{"a":"ok","b":"fine"}"#)
    #expect(try json.read("a", as: Health.self) == .ok)
    #expect(error { _ = try json.read("b", as: Health.self) } == JSONFieldError(.unknownWord, path: "b"))
  }
}

@Suite("JSON that is written reads back the same")
struct JSONWritingTests {
  @Test func hostileTextAndNumbersComeBack() throws {
    let json: JSON = [
      "text": .string("\u{1B}[2J\u{202E}\"\\\n\t\u{2028}é😀\u{E0001}"),
      "numbers": [.integer(Int.max), .number(0.1), .number(1e300)],
      "nothing": [.null, .object([]), []],
    ]
    for indented in [true, false] {
      let text = json.written(indented: indented)
      #expect(try JSON(parsing: text) == json)
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
      #expect(!text.contains("\u{202E}") && !text.contains("\u{2028}"))
    }
  }

  @Test func whatIsNotFiniteIsNull() {
    #expect(
      JSON.array([.number(.nan), .number(.infinity), .number(3)]).written(indented: false) == "[null,null,3]")
  }

  @Test func stringsAndKeysAreRewritten() {
    let json: JSON = ["key": ["secret"]]
    #expect(json.written(indented: false) { $0.uppercased() } == #"{"KEY":["SECRET"]}"#)
  }

  @Test func membersWithoutAValueAreLeftOut() {
    #expect(JSON.object(present: [("a", nil), ("b", .null), ("c", "x")]) == ["b": .null, "c": "x"])
  }
}
