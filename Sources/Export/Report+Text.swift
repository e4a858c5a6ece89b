package import Model

extension Snapshot {
  /// Plain text in aligned columns, for a terminal or a mail; ends with a newline.
  package var text: String { Report(self).text }

  /// GitHub-flavoured Markdown; ends with a newline.
  package var markdown: String { Report(self).markdown }
}

extension Report {
  var text: String {
    let head = ([title] + facts).joined(separator: "\n")
    return ([head] + tables.map(\.text)).joined(separator: "\n\n") + "\n"
  }

  var markdown: String {
    let head = "# \(title)\n\n" + facts.map(Self.escaped).joined(separator: "\n\n")
    return ([head] + tables.map(\.markdown)).joined(separator: "\n\n") + "\n"
  }

  /// What came from outside must not become markup.
  fileprivate static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if "\\`*_{}[]<>#|~".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
  }
}

extension Report.Table {
  fileprivate var text: String {
    guard !rows.isEmpty else { return "\(title.uppercased())\n\(ifEmpty)" }
    let lines = [columns.map { $0.uppercased() }] + rows
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let body = lines.map { line in
      let cells = zip(line, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
    return ([title.uppercased()] + body).joined(separator: "\n")
  }

  fileprivate var markdown: String {
    guard !rows.isEmpty else { return "## \(title)\n\n\(ifEmpty)" }
    let lines = [columns, columns.map { _ in "---" }] + rows.map { $0.map(Report.escaped) }
    return "## \(title)\n\n" + lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }
}
