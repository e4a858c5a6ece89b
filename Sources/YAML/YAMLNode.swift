/// Where something begins in a text; lines and columns (in Unicode scalars) count from 1.
package struct YAMLPosition: Hashable, Comparable, Sendable {
  package let line, column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static let start = YAMLPosition(line: 1, column: 1)

  package static func < (a: YAMLPosition, b: YAMLPosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// A YAML value and where it begins. Tags are not looked at: every reader says what it expects.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    /// `isPlain`: written without quotes, so that an empty one or `null` means nothing.
    case scalar(String, isPlain: Bool)
    case list([YAMLNode])
    case map([Entry])
  }

  package struct Entry: Sendable {
    package let key, value: YAMLNode
  }

  package let content: Content
  package let position: YAMLPosition

  /// The text of a scalar, as written.
  package var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// What a person would call it in a message: a scalar as written, else the first scalar in it.
  package var title: String {
    switch content {
    case .scalar(let written, _): written
    case .list(let items): items.first?.title ?? ""
    case .map(let entries): entries.first?.value.title ?? ""
    }
  }

  /// Written, but empty: `feeds:`, `~` or `null`.
  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }
}
