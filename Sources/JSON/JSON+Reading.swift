/// What a text may cost whoever reads it.
package struct JSONLimits: Sendable {
  package var bytes: Int
  /// Lists and objects open at once.
  package var depth: Int
  /// Values of every kind.
  package var values: Int

  package init(bytes: Int, depth: Int, values: Int) {
    self.bytes = bytes
    self.depth = depth
    self.values = values
  }

  package static let standard = JSONLimits(bytes: 64 << 20, depth: 64, values: 4 << 20)
}

/// Why a text is no JSON, or more than is read, and where.
package struct JSONError: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    /// `nil`: the text ends there. What was found may hold anything.
    case unexpected(found: String?, expected: Expectation)
    case repeatedKey(String)
    case notUTF8
    case tooDeep(limit: Int)
    case tooLong(limit: Int)
    case tooManyValues(limit: Int)
  }

  /// What belongs there, as the end of a sentence.
  package enum Expectation: String, Sendable {
    case value = "a value"
    case object = "an object in braces"
    case array = "a list in brackets"
    case key = "a key in quotation marks"
    case colon = "a colon after the key"
    case commaOrBrace = "a comma or a closing brace"
    case commaOrBracket = "a comma or a closing bracket"
    case string = "a string in quotation marks"
    case printableCharacter = "a string without control characters"
    case closingQuote = "a closing quotation mark"
    case escape = "a valid JSON escape"
    case number = "a number"
    case numberWithoutLeadingZero = "a number that does not begin with 0"
    case end = "nothing after the value"
  }

  /// In bytes, from 0.
  package let offset: Int
  package let reason: Reason

  package init(offset: Int, reason: Reason) {
    self.offset = offset
    self.reason = reason
  }

  /// Line and column (in bytes), both from 1, of the error in the text that was read.
  package func place(in bytes: [UInt8]) -> (line: Int, column: Int) {
    let before = bytes[..<min(offset, bytes.count)]
    let lineStart = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    return (before.count { $0 == 10 } + 1, before.count - lineStart + 1)
  }
}

extension JSONError: CustomStringConvertible {
  /// Quotes nothing of the text but a repeated key.
  package var description: String {
    switch reason {
    case .unexpected(nil, _): "it ends too early"
    case .unexpected(_, let expected): "expected \(expected.rawValue)"
    case .repeatedKey(let key): "the key \"\(key)\" is given twice"
    case .notUTF8: "the text is not UTF-8"
    case .tooDeep(let limit): "more than \(limit) levels are nested"
    case .tooLong(let limit): "it is longer than \(limit >> 20) MiB"
    case .tooManyValues(let limit): "it has more than \(limit) values"
    }
  }
}

extension JSON {
  /// Reads one value and nothing after it.
  package init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = .standard) throws(JSONError) {
    guard bytes.count <= limits.bytes else {
      throw JSONError(offset: 0, reason: .tooLong(limit: limits.bytes))
    }
    self = try Array(bytes).withUnsafeBufferPointer { (bytes) throws(JSONError) in
      var builder = TreeBuilder(JSONCursor(bytes, depthLimit: limits.depth), valueLimit: limits.values)
      return try builder.whole()
    }
  }

  package init(parsing text: String, limits: JSONLimits = .standard) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), limits: limits)
  }
}

/// Builds the tree of what a cursor walks over. Recursion goes no deeper than the cursor allows.
private struct TreeBuilder {
  private var cursor: JSONCursor
  private let valueLimit: Int
  private var values = 0

  init(_ cursor: JSONCursor, valueLimit: Int) {
    self.cursor = cursor
    self.valueLimit = valueLimit
  }

  mutating func whole() throws(JSONError) -> JSON {
    let value = try value()
    try cursor.end()
    return value
  }

  private mutating func value() throws(JSONError) -> JSON {
    values += 1
    guard values <= valueLimit else {
      throw JSONError(offset: cursor.offset, reason: .tooManyValues(limit: valueLimit))
    }
    switch cursor.peek() {
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["): return .array(try elements())
    case UInt8(ascii: "\""): return .string(try string())
    case let byte where JSONCursor.beginsNumber(byte):
      return .number(JSONNumber(text: String(decoding: try cursor.number(), as: UTF8.self)))
    default: return try cursor.word().map(JSON.bool) ?? .null
    }
  }

  private mutating func string() throws(JSONError) -> String {
    let offset = cursor.offset
    return try text(try cursor.string(), at: offset)
  }

  private func text(_ bytes: JSONCursor.Bytes, at offset: Int) throws(JSONError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw JSONError(offset: offset, reason: .notUTF8)
    }
    return text
  }

  private mutating func elements() throws(JSONError) -> [JSON] {
    var elements: [JSON] = []
    try cursor.beginArray()
    while try cursor.nextElement() { elements.append(try value()) }
    return elements
  }

  private mutating func members() throws(JSONError) -> [(String, JSON)] {
    var members: [(String, JSON)] = []
    var keys: Set<String> = []
    try cursor.beginObject()
    while let bytes = try cursor.nextKey() {
      let offset = cursor.keyOffset
      let key = try text(bytes, at: offset)
      guard keys.insert(key).inserted else { throw JSONError(offset: offset, reason: .repeatedKey(key)) }
      members.append((key, try value()))
    }
    return members
  }
}
