/// The forms in which a snapshot leaves: `check`, `replay` and the dashboard's export share them. Raw values are
/// the words of `--format`.
package enum ExportFormat: String, CaseIterable, Sendable {
  case text, json, csv, markdown, html, prometheus, dot
}
