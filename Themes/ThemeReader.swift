internal import Screen
internal import Yams

/// Walks the nodes of a theme file and gathers every problem on the way.
struct ThemeReader {
  private(set) var problems: [ThemeProblem] = []
  private var palette: [String: RGB] = [:]

  mutating func theme(from root: Node?, name: String) -> Theme {
    guard let root, let mapping = mapping(root, "the file") else {
      if root == nil { report(nil, "the file is empty", "name a palette and the roles") }
      return Theme(name: name, summary: "", appearances: [:])
    }
    check(keysOf: mapping, among: ["summary", "palette", "roles"])
    let summary = mapping["summary"].flatMap { scalar($0, "summary") } ?? ""
    if let colors = mapping["palette"].flatMap({ self.mapping($0, "palette") }) { read(palette: colors) }
    guard let roles = mapping["roles"] else {
      report(root, "there are no roles", "add \"roles:\" and say how each looks")
      return Theme(name: name, summary: summary, appearances: [:])
    }
    return Theme(name: name, summary: summary, appearances: appearances(from: roles))
  }

  private mutating func read(palette colors: Node.Mapping) {
    for (key, value) in colors {
      guard let name = scalar(key, "a palette name"), let hex = scalar(value, "a colour") else { continue }
      if name == "terminal" {
        report(key, "\"terminal\" stands for the terminal's own colour", "choose another name")
      } else if let color = RGB(hex: hex) {
        palette[name] = color
      } else {
        report(value, "\"\(hex)\" is no colour", "write it as \"#rrggbb\", in quotes")
      }
    }
  }

  private mutating func appearances(from node: Node) -> [Role: Appearance] {
    guard let mapping = mapping(node, "roles") else { return [:] }
    var result: [Role: Appearance] = [:]
    for (key, value) in mapping {
      guard let name = scalar(key, "a role") else { continue }
      if let role = Role(rawValue: name) {
        result[role] = appearance(from: value)
      } else {
        report(
          key, "\"\(name)\" is no role",
          Suggestion.text(for: name, among: Role.allCases.map(\.rawValue)))
      }
    }
    for role in Role.allCases where result[role] == nil {
      report(node, "the role \"\(role.rawValue)\" is missing", "say how it looks")
    }
    return result
  }

  private mutating func appearance(from node: Node) -> Appearance {
    if node.scalar != nil { return Appearance(foreground: color(from: node)) }
    guard let mapping = mapping(node, "a role's look") else { return Appearance() }
    check(keysOf: mapping, among: ["foreground", "background", "attributes"])
    return Appearance(
      foreground: mapping["foreground"].flatMap { color(from: $0) },
      background: mapping["background"].flatMap { color(from: $0) },
      attributes: mapping["attributes"].map { attributes(from: $0) } ?? [])
  }

  private mutating func color(from node: Node) -> ThemeColor? {
    guard let text = scalar(node, "a colour") else { return nil }
    if text == "terminal" { return .terminal }
    if let color = palette[text] ?? RGB(hex: text) { return .rgb(color) }
    if text.hasPrefix("#") || text.isEmpty {
      report(node, "\"\(text)\" is no colour", "write it as \"#rrggbb\", in quotes")
    } else {
      report(
        node, "\"\(text)\" is not in the palette",
        Suggestion.text(for: text, among: palette.keys.sorted() + ["terminal"]))
    }
    return nil
  }

  private mutating func attributes(from node: Node) -> Attributes {
    guard case .sequence(let words) = node else {
      report(node, "attributes are a list", "write [bold], or [] for none")
      return []
    }
    var result: Attributes = []
    for word in words {
      guard let name = scalar(word, "an attribute") else { continue }
      if let known = Attributes.names.first(where: { $0.name == name }) {
        result.insert(known.attribute)
      } else {
        report(
          word, "\"\(name)\" is no attribute",
          Suggestion.text(for: name, among: Attributes.names.map(\.name)))
      }
    }
    return result
  }

  private mutating func check(keysOf mapping: Node.Mapping, among known: [String]) {
    for key in mapping.keys {
      guard let name = scalar(key, "a key"), !known.contains(name) else { continue }
      report(key, "\"\(name)\" is not known here", Suggestion.text(for: name, among: known))
    }
  }

  private mutating func scalar(_ node: Node, _ what: String) -> String? {
    if case .scalar(let scalar) = node { return scalar.string }
    report(node, "\(what) is expected to be text", "write a word")
    return nil
  }

  private mutating func mapping(_ node: Node, _ what: String) -> Node.Mapping? {
    if case .mapping(let mapping) = node { return mapping }
    report(node, "\(what) is expected to be a mapping", "write \"key: value\" lines")
    return nil
  }

  private mutating func report(_ node: Node?, _ what: String, _ remedy: String) {
    problems.append(
      ThemeProblem(
        line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1, what: what, remedy: remedy))
  }
}
