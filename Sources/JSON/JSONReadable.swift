/// What can be read from a JSON value.
package protocol JSONReadable {
  init(json: JSON) throws(JSONFieldError)
}

/// A value that is not what was asked for, by its path: `regions[2].health`; empty for the whole.
package struct JSONFieldError: Error, Equatable {
  package enum Reason: Equatable, Sendable {
    case missing
    /// A list where there should be text, or the like.
    case wrongKind
    /// Text that is none of the words that it has to be one of.
    case unknownWord
  }

  package private(set) var path: String
  package let reason: Reason

  package init(_ reason: Reason, path: String = "") {
    self.path = path
    self.reason = reason
  }

  fileprivate func below(_ step: String) -> JSONFieldError {
    let isIndex = path.hasPrefix("[") || path.isEmpty
    return JSONFieldError(reason, path: step + (isIndex ? path : ".\(path)"))
  }
}

extension JSON {
  /// The member with a key, which has to be there.
  package func read<Value: JSONReadable>(
    _ key: String, as type: Value.Type = Value.self
  ) throws(JSONFieldError) -> Value {
    guard case .object = self else { throw JSONFieldError(.wrongKind) }
    guard let member = member(key) else { throw JSONFieldError(.missing, path: key) }
    do throws(JSONFieldError) { return try Value(json: member) } catch { throw error.below(key) }
  }

  /// The member with a key; `nil` if there is none, or if it is `null`.
  package func readIfPresent<Value: JSONReadable>(
    _ key: String, as type: Value.Type = Value.self
  ) throws(JSONFieldError) -> Value? {
    guard case .object = self else { throw JSONFieldError(.wrongKind) }
    guard let member = member(key), member != .null else { return nil }
    do throws(JSONFieldError) { return try Value(json: member) } catch { throw error.below(key) }
  }
}

extension JSON: JSONReadable {
  package init(json: JSON) { self = json }
}

extension Bool: JSONReadable {
  package init(json: JSON) throws(JSONFieldError) {
    guard case .bool(let value) = json else { throw JSONFieldError(.wrongKind) }
    self = value
  }
}

extension String: JSONReadable {
  package init(json: JSON) throws(JSONFieldError) {
    guard case .string(let value) = json else { throw JSONFieldError(.wrongKind) }
    self = value
  }
}

extension Int64: JSONReadable {
  package init(json: JSON) throws(JSONFieldError) {
    guard case .number(let number) = json, let value = number.integer else {
      throw JSONFieldError(.wrongKind)
    }
    self = value
  }
}

extension UInt64: JSONReadable {
  package init(json: JSON) throws(JSONFieldError) {
    guard case .number(let number) = json, let value = UInt64(number.text) else {
      throw JSONFieldError(.wrongKind)
    }
    self = value
  }
}

extension Int: JSONReadable {
  package init(json: JSON) throws(JSONFieldError) { self = Int(try Int64(json: json)) }
}

extension Double: JSONReadable {
  package init(json: JSON) throws(JSONFieldError) {
    guard case .number(let number) = json else { throw JSONFieldError(.wrongKind) }
    self = number.double
  }
}

/// `null` is `nil`.
extension Optional: JSONReadable where Wrapped: JSONReadable {
  package init(json: JSON) throws(JSONFieldError) { self = json == .null ? nil : try Wrapped(json: json) }
}

extension Array: JSONReadable where Element: JSONReadable {
  package init(json: JSON) throws(JSONFieldError) {
    guard case .array(let values) = json else { throw JSONFieldError(.wrongKind) }
    self = []
    reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      do throws(JSONFieldError) { append(try Element(json: value)) } catch { throw error.below("[\(index)]") }
    }
  }
}

extension JSONReadable where Self: RawRepresentable<String> {
  package init(json: JSON) throws(JSONFieldError) {
    guard let value = Self(rawValue: try String(json: json)) else { throw JSONFieldError(.unknownWord) }
    self = value
  }
}
