package import YAML

/// One error in a theme file.
package struct ThemeProblem: Hashable, Sendable {
  /// What is wrong, as a fact; `ThemeProblem+Wording.swift` words it.
  package enum Fact: Hashable, Sendable {
    case yaml(YAMLError.Reason)
    case empty
    case noRoles
    case unknownKey(String, known: [String])
    case unknownRole(String)
    case missingRole(String)
    case unknownColor(String, known: [String])
    case invalidColor(String)
    case unknownAttribute(String, known: [String])
    case attributesAreNoList
    case reservedName
    case notText(Part)
    case notAMapping(Part)
  }

  /// A part of a theme file.
  package enum Part: String, Sendable {
    case file = "the file"
    case palette = "the palette"
    case roles = "\"roles\""
    case summary = "the summary"
    case paletteName = "a palette name"
    case color = "a colour"
    case role = "a role"
    case appearance = "the value of a role"
    case attribute = "an attribute"
    case key = "a key"
  }

  /// From 1; columns count Unicode scalars.
  package let line, column: Int
  package let fact: Fact

  package init(line: Int, column: Int, fact: Fact) {
    self.line = line
    self.column = column
    self.fact = fact
  }
}

/// All errors in a theme file, in the order of the lines; never empty.
package struct ThemeProblems: Error, Hashable, Sendable {
  package let problems: [ThemeProblem]

  init(_ problems: [ThemeProblem]) {
    self.problems = problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}
