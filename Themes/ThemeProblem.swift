/// One thing wrong in a theme file.
package struct ThemeProblem: Hashable, Sendable {
  /// From 1; columns count Unicode scalars.
  package let line, column: Int
  /// What is wrong, and what to do.
  package let what, remedy: String

  package init(line: Int, column: Int, what: String, remedy: String) {
    self.line = line
    self.column = column
    self.what = what
    self.remedy = remedy
  }
}

/// Everything wrong in a theme file, in the order of the lines; never empty.
package struct ThemeProblems: Error, Hashable, Sendable {
  package let problems: [ThemeProblem]

  init(_ problems: [ThemeProblem]) {
    self.problems = problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}

enum Suggestion {
  /// `did you mean "X"?` for the nearest candidate within two edits, else the choices.
  static func text(for word: String, among candidates: [String]) -> String {
    let nearest = candidates.map { (name: $0, distance: distance(word, $0)) }.min {
      $0.distance < $1.distance
    }
    if let nearest, nearest.distance <= min(2, max(1, word.count / 2)) {
      return "did you mean \"\(nearest.name)\"?"
    }
    return candidates.isEmpty ? "remove it" : "use one of \(candidates.joined(separator: ", "))"
  }

  /// Levenshtein's edit distance.
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substituted = diagonal + (letter == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
