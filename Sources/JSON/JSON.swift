/// A JSON value. Objects keep the order in which their members were written: that of a contract, or of a file.
///
/// A tree of our own and not Foundation's, since what is read comes from strangers: its depth, its bytes and
/// its values are bounded, a key may not stand twice, and an error says at which byte it is.
package enum JSON: Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])
}

/// A number as it is written, so that none loses digits by being read: what it is worth is up to who asks.
package struct JSONNumber: Hashable, Sendable {
  package let text: String

  package init(_ value: some BinaryInteger) { text = String(value) }

  /// The shortest text that reads back as the same number; `nil` if it is not finite.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    text = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  /// - Parameter text: a number by JSON's grammar.
  init(text: String) { self.text = text }

  /// `nil` for a number with a fraction or an exponent, or one that is too large.
  package var integer: Int64? { Int64(text) }

  /// The nearest number; infinite if it is too large.
  package var double: Double { Double(text) ?? .nan }
}

extension JSON: Equatable {
  /// Members are compared in their order.
  package static func == (a: JSON, b: JSON) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.0 == $1.0 && $0.1 == $1.1 }
    default: false
    }
  }
}

// MARK: - Making values

extension JSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }

  package static func integer(_ value: some BinaryInteger) -> JSON { .number(JSONNumber(value)) }

  /// `null` for a number that is not finite, which JSON cannot write.
  package static func number(_ value: Double) -> JSON { JSONNumber(value).map(JSON.number) ?? .null }

  /// The value's JSON, or `null` if there is none.
  package static func optional<Value>(_ value: Value?, _ json: (Value) -> JSON) -> JSON {
    value.map(json) ?? .null
  }

  /// An object without the members that have no value.
  package static func object(present members: [(String, JSON?)]) -> JSON {
    .object(members.compactMap { key, value in value.map { (key, $0) } })
  }
}

// MARK: - Looking into values

extension JSON {
  /// The value of a member, `null` included; `nil` if there is none, or if this is no object.
  package func member(_ key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == key }?.1
  }
}
