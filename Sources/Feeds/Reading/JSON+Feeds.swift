internal import JSON
internal import Model

/// What the parsers ask of a feed.
extension JSON {
  /// A member; `nil` if it is missing or null, or if this is not an object.
  subscript(key: String) -> JSON? {
    member(key).flatMap { $0 == .null ? nil : $0 }
  }

  /// A string's or number's text, trimmed; `nil` for other kinds, and for an empty string.
  var text: String? {
    switch self {
    case .string(let text): text.trimmed.isEmpty ? nil : text.trimmed
    case .number(let number): number.text
    default: nil
    }
  }

  /// A whole number, also one written as a string.
  var integer: Int64? { text.flatMap { Int64($0) } }

  var isTrue: Bool { self == .bool(true) }

  func text(_ key: String) -> String? { self[key]?.text }

  func requiredText(_ key: String) throws(FeedError) -> String {
    guard let text = text(key) else { throw .missing(SafeText(key)) }
    return text
  }

  /// The objects of a list. `nil` if it is missing or null; anything but a list of objects is refused.
  func objects(_ key: String) throws(FeedError) -> [JSON]? {
    guard let value = self[key] else { return nil }
    return try value.objects(named: key)
  }

  func requiredObjects(_ key: String) throws(FeedError) -> [JSON] {
    guard let list = try objects(key) else { throw .missing(SafeText(key)) }
    return list
  }

  func objects(named name: String) throws(FeedError) -> [JSON] {
    guard case .array(let elements) = self else { throw .unexpected("\(name) is not a list") }
    for element in elements {
      guard case .object = element else { throw .unexpected("\(name) holds something that is no object") }
    }
    return elements
  }

  func requiredObject(_ key: String) throws(FeedError) -> JSON {
    guard let value = self[key] else { throw .missing(SafeText(key)) }
    guard case .object = value else { throw .unexpected("\(key) is not an object") }
    return value
  }

  /// An instant in ISO 8601; `nil` if it is missing or can't be read.
  func instant(_ key: String) -> Timestamp? { text(key).flatMap { Timestamp(iso8601: $0) } }
}
