/// Where something begins in a file; lines and columns (in Unicode scalars) count from 1.
package struct Place: Hashable, Comparable, Sendable {
  package let line, column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (a: Place, b: Place) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// A YAML value and where it begins. Tags are not looked at: every reader says what it expects.
struct YAMLNode {
  enum Content {
    /// `isPlain`: written without quotes, so that an empty one or `null` means nothing.
    case scalar(String, isPlain: Bool)
    case list([YAMLNode])
    case map([Entry])
  }

  struct Entry {
    let key, value: YAMLNode
  }

  let content: Content
  let place: Place

  /// What a person would call it in a message: a scalar as written, else the first scalar in it.
  var title: String {
    switch content {
    case .scalar(let written, _): written
    case .list(let items): items.first?.title ?? ""
    case .map(let entries): entries.first?.value.title ?? ""
    }
  }

  /// Written, but empty: `feeds:`, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }
}
