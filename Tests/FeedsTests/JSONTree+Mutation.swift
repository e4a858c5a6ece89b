@testable import Feeds

extension JSONTree {
  /// The tree once for each of its parts, that part replaced.
  func replacingEachPart(with value: JSONTree) -> [JSONTree] {
    var all = [value]
    switch self {
    case .array(let elements):
      for index in elements.indices {
        for part in elements[index].replacingEachPart(with: value) {
          var changed = elements
          changed[index] = part
          all.append(.array(changed))
        }
      }
    case .object(let members):
      for (key, member) in members {
        for part in member.replacingEachPart(with: value) {
          var changed = members
          changed[key] = part
          all.append(.object(changed))
        }
      }
    default: break
    }
    return all
  }

  /// The tree as JSON.
  var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let text): text
    case .string(let text): Self.quoted(text)
    case .array(let elements): "[\(elements.map(\.text).joined(separator: ","))]"
    case .object(let members):
      "{\(members.map { "\(Self.quoted($0)):\($1.text)" }.joined(separator: ","))}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
      "\n", with: "\\n")
    return "\"\(escaped)\""
  }
}
