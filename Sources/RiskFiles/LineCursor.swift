internal import JSON

/// Walks the JSON of one line of a graph, and says what is wrong with it as a fact of the file.
struct LineCursor {
  /// Where in the line a problem is, and what it is.
  struct Problem: Error {
    let offset: Int
    let fact: FileProblem.Fact
  }

  typealias Bytes = JSONCursor.Bytes

  private var json: JSONCursor

  init(_ line: Bytes) { json = JSONCursor(line) }

  var offset: Int { json.offset }
  /// Where the key that was read last begins.
  var keyOffset: Int { json.keyOffset }

  func problem(_ fact: FileProblem.Fact, at offset: Int? = nil) -> Problem {
    Problem(offset: offset ?? json.offset, fact: fact)
  }

  mutating func peek() -> UInt8 { json.peek() }

  /// Whether there is nothing in the line.
  mutating func isAtEnd() -> Bool { json.peek() == 0 && json.offset == json.bytes.count }

  mutating func end() throws(Problem) { try read { json throws(JSONError) in try json.end() } }

  mutating func string() throws(Problem) -> Bytes {
    try read { json throws(JSONError) in try json.string() }
  }

  mutating func number() throws(Problem) -> Double {
    try read { json throws(JSONError) in try json.double() }
  }

  /// Passes over any value.
  mutating func skip() throws(Problem) { try read { json throws(JSONError) in try json.skip() } }

  /// Calls `member` with each key, to read its value.
  mutating func object(_ member: (inout LineCursor, Bytes) throws(Problem) -> Void) throws(Problem) {
    try read { json throws(JSONError) in try json.beginObject() }
    while let key = try read({ json throws(JSONError) in try json.nextKey() }) { try member(&self, key) }
  }

  /// Calls `element` to read each value.
  mutating func array(_ element: (inout LineCursor) throws(Problem) -> Void) throws(Problem) {
    try read { json throws(JSONError) in try json.beginArray() }
    while try read({ json throws(JSONError) in try json.nextElement() }) { try element(&self) }
  }

  private mutating func read<Value>(
    _ body: (inout JSONCursor) throws(JSONError) -> Value
  ) throws(Problem) -> Value {
    do throws(JSONError) { return try body(&json) } catch {
      throw Problem(offset: error.offset, fact: FileProblem.Fact(error.reason))
    }
  }
}

extension FileProblem.Fact {
  fileprivate init(_ reason: JSONError.Reason) {
    switch reason {
    case .unexpected(let found, .end):
      self = .unexpected(
        found ?? "the end of the line", expected: "one object on each line, and nothing after it")
    case .unexpected(let found, let expected):
      self = .unexpected(found ?? "the end of the line", expected: expected.rawValue)
    case .repeatedKey(let key): self = .repeatedKey(key)
    case .notUTF8: self = .notUTF8
    case .tooDeep, .tooManyValues: self = .tooDeep
    case .tooLong: self = .lineTooLong
    }
  }
}
