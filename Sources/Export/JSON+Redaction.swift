package import JSON

extension JSON {
  /// Indented, without secrets, and without a newline at the end.
  package func text() -> String { written(indented: true, rewriting: Redaction.redacted) }

  /// On one line, without secrets: for JSON Lines.
  package func line() -> String { written(indented: false, rewriting: Redaction.redacted) }
}
