@testable import Feeds
@testable import JSON

extension JSON {
  /// The tree once for each of its parts, that part replaced.
  func replacingEachPart(with value: JSON) -> [JSON] {
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
      for index in members.indices {
        for part in members[index].1.replacingEachPart(with: value) {
          var changed = members
          changed[index].1 = part
          all.append(.object(changed))
        }
      }
    default: break
    }
    return all
  }
}
