internal import Screen
internal import Yams

/// Walks the nodes of a theme file and collects every error.
struct ThemeReader {
  private(set) var problems: [ThemeProblem] = []
  private var palette: [String: RGB] = [:]

  mutating func theme(from root: Node?, name: String) -> Theme {
    guard let root, let mapping = mapping(root, .file) else {
      if root == nil { report(nil, .empty) }
      return Theme(name: name, summary: "", appearances: [:])
    }
    check(keysOf: mapping, among: ["summary", "palette", "roles"])
    let summary = mapping["summary"].flatMap { scalar($0, .summary) } ?? ""
    if let colors = mapping["palette"].flatMap({ self.mapping($0, .palette) }) { read(palette: colors) }
    guard let roles = mapping["roles"] else {
      report(root, .noRoles)
      return Theme(name: name, summary: summary, appearances: [:])
    }
    return Theme(name: name, summary: summary, appearances: appearances(from: roles))
  }

  private mutating func read(palette colors: Node.Mapping) {
    for (key, value) in colors {
      guard let name = scalar(key, .paletteName), let hex = scalar(value, .color) else { continue }
      if name == "terminal" {
        report(key, .reservedName)
      } else if let color = RGB(hex: hex) {
        palette[name] = color
      } else {
        report(value, .invalidColor(hex))
      }
    }
  }

  private mutating func appearances(from node: Node) -> [Role: Appearance] {
    guard let mapping = mapping(node, .roles) else { return [:] }
    var result: [Role: Appearance] = [:]
    for (key, value) in mapping {
      guard let name = scalar(key, .role) else { continue }
      if let role = Role(rawValue: name) {
        result[role] = appearance(from: value)
      } else {
        report(key, .unknownRole(name))
      }
    }
    for role in Role.allCases where result[role] == nil {
      report(node, .missingRole(role.rawValue))
    }
    return result
  }

  private mutating func appearance(from node: Node) -> Appearance {
    if node.scalar != nil { return Appearance(foreground: color(from: node)) }
    guard let mapping = mapping(node, .appearance) else { return Appearance() }
    check(keysOf: mapping, among: ["foreground", "background", "attributes"])
    return Appearance(
      foreground: mapping["foreground"].flatMap { color(from: $0) },
      background: mapping["background"].flatMap { color(from: $0) },
      attributes: mapping["attributes"].map { attributes(from: $0) } ?? [])
  }

  private mutating func color(from node: Node) -> ThemeColor? {
    guard let text = scalar(node, .color) else { return nil }
    if text == "terminal" { return .terminal }
    if let color = palette[text] ?? RGB(hex: text) { return .rgb(color) }
    if text.hasPrefix("#") || text.isEmpty {
      report(node, .invalidColor(text))
    } else {
      report(node, .unknownColor(text, known: palette.keys.sorted() + ["terminal"]))
    }
    return nil
  }

  private mutating func attributes(from node: Node) -> Attributes {
    guard case .sequence(let words) = node else {
      report(node, .attributesAreNoList)
      return []
    }
    var result: Attributes = []
    for word in words {
      guard let name = scalar(word, .attribute) else { continue }
      if let known = Attributes.names.first(where: { $0.name == name }) {
        result.insert(known.attribute)
      } else {
        report(word, .unknownAttribute(name, known: Attributes.names.map(\.name)))
      }
    }
    return result
  }

  private mutating func check(keysOf mapping: Node.Mapping, among known: [String]) {
    for key in mapping.keys {
      guard let name = scalar(key, .key), !known.contains(name) else { continue }
      report(key, .unknownKey(name, known: known))
    }
  }

  private mutating func scalar(_ node: Node, _ part: ThemeProblem.Part) -> String? {
    if case .scalar(let scalar) = node { return scalar.string }
    report(node, .notText(part))
    return nil
  }

  private mutating func mapping(_ node: Node, _ part: ThemeProblem.Part) -> Node.Mapping? {
    if case .mapping(let mapping) = node { return mapping }
    report(node, .notAMapping(part))
    return nil
  }

  private mutating func report(_ node: Node?, _ fact: ThemeProblem.Fact) {
    problems.append(
      ThemeProblem(line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1, fact: fact))
  }
}
