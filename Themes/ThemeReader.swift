internal import Screen
internal import YAML

/// Walks the nodes of a theme file and collects every error.
struct ThemeReader {
  private(set) var problems: [ThemeProblem] = []
  private var palette: [String: RGB] = [:]

  mutating func theme(from root: YAMLNode?, name: String) -> Theme {
    let keys = ["summary", "palette", "roles"]
    guard let root, let map = map(root, .file, keys: keys) else {
      if root == nil { report(nil, .empty) }
      return Theme(name: name, summary: "", appearances: [:])
    }
    let summary = map["summary"].flatMap { scalar($0, .summary) } ?? ""
    if let colors = map["palette"].flatMap({ entries($0, .palette) }) { read(palette: colors) }
    guard let roles = map["roles"] else {
      report(root, .noRoles)
      return Theme(name: name, summary: summary, appearances: [:])
    }
    return Theme(name: name, summary: summary, appearances: appearances(from: roles))
  }

  private mutating func read(palette colors: [YAMLNode.Entry]) {
    for entry in colors {
      let (key, value) = (entry.key, entry.value)
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

  private mutating func appearances(from node: YAMLNode) -> [Role: Appearance] {
    guard let entries = entries(node, .roles) else { return [:] }
    var result: [Role: Appearance] = [:]
    for entry in entries {
      let (key, value) = (entry.key, entry.value)
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

  private mutating func appearance(from node: YAMLNode) -> Appearance {
    if node.text != nil { return Appearance(foreground: color(from: node)) }
    let keys = ["foreground", "background", "attributes"]
    guard let map = map(node, .appearance, keys: keys) else { return Appearance() }
    return Appearance(
      foreground: map["foreground"].flatMap { color(from: $0) },
      background: map["background"].flatMap { color(from: $0) },
      attributes: map["attributes"].map { attributes(from: $0) } ?? [])
  }

  private mutating func color(from node: YAMLNode) -> ThemeColor? {
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

  private mutating func attributes(from node: YAMLNode) -> Attributes {
    guard case .list(let words) = node.content else {
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

  private mutating func scalar(_ node: YAMLNode, _ part: ThemeProblem.Part) -> String? {
    if node.text == nil { report(node, .notText(part)) }
    return node.text
  }

  private mutating func entries(_ node: YAMLNode, _ part: ThemeProblem.Part) -> [YAMLNode.Entry]? {
    if case .map(let entries) = node.content { return entries }
    report(node, .notAMapping(part))
    return nil
  }

  /// A map with no keys but these.
  private mutating func map(_ node: YAMLNode, _ part: ThemeProblem.Part, keys: [String]) -> YAMLMap? {
    guard entries(node, part) != nil, let map = YAMLMap(node, known: keys) else { return nil }
    for key in map.unknownKeys {
      if let name = scalar(key, .key) { report(key, .unknownKey(name, known: keys)) }
    }
    return map
  }

  private mutating func report(_ node: YAMLNode?, _ fact: ThemeProblem.Fact) {
    let position = node?.position ?? .start
    problems.append(ThemeProblem(line: position.line, column: position.column, fact: fact))
  }
}
