internal import Algorithms
internal import Screen
internal import YAML

extension ThemeProblem: CustomStringConvertible {
  /// `line:column: what is wrong; what to do`.
  package var description: String { "\(line):\(column): \(fact.wording)" }
}

extension ThemeProblem.Fact {
  fileprivate var wording: String {
    switch self {
    case .yaml(.tooLarge(let limit)): "the file is larger than \(limit >> 10) KiB; name a theme file"
    case .yaml(let reason): "\(reason)"
    case .empty: "the file is empty; add a palette and the roles"
    case .noRoles: "the key \"roles\" is missing; add it, with a colour for each role"
    case .unknownKey(let key, let known): "unknown key \"\(key)\"; \(remedy(key, known))"
    case .unknownRole(let name):
      "\"\(name)\" is not a valid role; \(remedy(name, Role.allCases.map(\.rawValue)))"
    case .missingRole(let name): "the role \"\(name)\" is missing; give it a colour"
    case .unknownColor(let name, let known): "\"\(name)\" is not in the palette; \(remedy(name, known))"
    case .invalidColor(let text): "\"\(text)\" is not a valid colour; write it as \"#rrggbb\", in quotes"
    case .unknownAttribute(let name, let known):
      "\"\(name)\" is not a valid attribute; \(remedy(name, known))"
    case .attributesAreNoList: "expected a list of attributes; write [bold], or [] for none"
    case .reservedName: "\"terminal\" is the terminal's own colour; choose another name"
    case .notText(let part): "\(part.rawValue) must be text; write a single value"
    case .notAMapping(let part): "\(part.rawValue) must be a map; write one `key: value` on each line"
    }
  }
}

private func remedy(_ word: String, _ known: [String]) -> String {
  NearMiss.suggestion(for: word, among: known).map { "did you mean \"\($0)\"?" }
    ?? "use one of \(known.joined(separator: ", "))"
}
