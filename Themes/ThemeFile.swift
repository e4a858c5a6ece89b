internal import Screen
internal import YAML

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
    let root: YAMLNode?
    do throws(YAMLError) {
      root = try YAMLNode(parsing: yaml, limit: maximumBytes)
    } catch {
      throw ThemeProblems([
        ThemeProblem(line: error.position.line, column: error.position.column, fact: .yaml(error.reason))
      ])
    }
    var reader = ThemeReader()
    let theme = reader.theme(from: root, name: name)
    guard reader.problems.isEmpty else { throw ThemeProblems(reader.problems) }
    return theme
  }
}
