import Foundation

/// A JSON value to walk without a cast at every step; what is not there is `isMissing`.
struct ParsedJSON {
  private let value: Any?

  init(_ text: String) throws { value = try JSONSerialization.jsonObject(with: Data(text.utf8)) }

  private init(value: Any?) { self.value = value }

  subscript(_ key: String) -> ParsedJSON { ParsedJSON(value: (value as? [String: Any])?[key]) }

  var isMissing: Bool { value == nil }
  var isNull: Bool { value is NSNull }
  var string: String? { value as? String }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
  var elements: [ParsedJSON] { (value as? [Any] ?? []).map { ParsedJSON(value: $0) } }
  var strings: [String] { elements.compactMap(\.string) }

  /// The first element whose member `key` is `text`.
  func element(_ key: String, _ text: String) -> ParsedJSON {
    elements.first { $0[key].string == text } ?? ParsedJSON(value: nil)
  }
}
