internal import Screen
internal import Yams

/// Reads a theme: a palette, then roles that refer to it.
///
/// ```yaml
/// summary: one line
/// palette: {ink: "#101218", snow: "#d7dae0"}
/// roles:
///   background: {background: ink}
///   text: snow                                     # a foreground
///   down: {foreground: "#ff5f5f", attributes: [bold]}
///   ...                                            # every role is named
/// ```
/// A colour is a palette name, `"#rrggbb"` or `terminal`, the terminal's own. A role that is misspelt, missing or
/// duplicated is an error with its line and column.
package enum ThemeFile {
  package static let maximumBytes = 64 * 1024

  package static func parse(_ yaml: String, name: String) throws(ThemeProblems) -> Theme {
    guard yaml.utf8.count <= maximumBytes else {
      throw ThemeProblems([
        ThemeProblem(line: 1, column: 1, fact: .tooLarge(limit: maximumBytes))
      ])
    }
    var reader = ThemeReader()
    let theme = reader.theme(from: try compose(yaml), name: name)
    guard reader.problems.isEmpty else { throw ThemeProblems(reader.problems) }
    return theme
  }

  private static func compose(_ yaml: String) throws(ThemeProblems) -> Node? {
    do {
      return try Yams.compose(yaml: yaml, .basic)
    } catch let error as YamlError {
      throw ThemeProblems([problem(of: error, in: yaml)])
    } catch {
      throw ThemeProblems([
        ThemeProblem(line: 1, column: 1, fact: .unreadable)
      ])
    }
  }

  private static func problem(of error: YamlError, in yaml: String) -> ThemeProblem {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return ThemeProblem(line: mark.line, column: mark.column, fact: .syntax(problem))
    case .duplicatedKeysInMapping(let keys, let context):
      let line = secondLine(of: keys.first ?? "", after: context.mark, in: yaml) ?? context.mark.line
      return ThemeProblem(
        line: line, column: context.mark.column, fact: .duplicateKey(keys.first ?? ""))
    default:
      return ThemeProblem(line: 1, column: 1, fact: .unreadable)
    }
  }

  /// The parser reports only where the key is first; this finds the second one, which has the same indentation.
  private static func secondLine(of key: String, after first: Mark, in yaml: String) -> Int? {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.dropFirst(first.line).first { index in
      lines[index].prefix { $0 == " " }.count == first.column - 1
        && lines[index].dropFirst(first.column - 1).hasPrefix("\(key):")
    }.map { $0 + 1 }
  }
}
