/// What `watch --plain` has printed so far: the first report, then each change.
struct Timeline {
  /// One line of change.
  struct Entry {
    let line: String
    /// `region`, `name`, `service`, `vantage` or `incident`.
    let kind: String
    let name: String
    /// Health or verdict; `nil` for an incident.
    let value: String?
    /// A reason, or the verdict's evidence.
    let reason: String
  }

  let text: String
  let entries: [Entry]
  /// Health of each region, name and service now.
  private(set) var health: [String: String] = [:]
  private(set) var verdict: String?
  /// What the verdict was based on when it was given.
  private(set) var evidence = ""
  /// Whether the report has come.
  private(set) var hasBegun = false
  private(set) var firstReport = ""

  init(_ text: String) {
    self.text = text
    entries = text.split(separator: "\n").compactMap { Self.entry(String($0)) }
    readReport()
    for entry in entries {
      switch (entry.kind, entry.value) {
      case ("vantage", let value?): (verdict, evidence) = (value, entry.reason)
      case ("incident", _), (_, nil): break
      case (_, let value?): health[entry.name] = value
      }
    }
  }

  /// Every region, name and service is well, and so is the vantage.
  var isWell: Bool {
    hasBegun && verdict == "ok" && !health.isEmpty && health.values.allSatisfy { $0 == "ok" }
  }

  /// The lines in which something is called down, and the first report if it calls anything so.
  var downs: [String] {
    let lines = entries.filter { $0.value == "down" }.map(\.line)
    return firstReport.firstMatch(of: /\d down/) == nil ? lines : [firstReport] + lines
  }

  /// The lines in which the verdict changed.
  var verdicts: [String] { entries.filter { $0.kind == "vantage" }.map(\.line) }

  /// The lines in which something became degraded.
  var degradations: [String] { entries.filter { $0.value == "degraded" }.map(\.line) }
  var incidents: [String] { entries.filter { $0.kind == "incident" }.map(\.line) }

  private static func entry(_ line: String) -> Entry? {
    let change =
      /^(?:\S+Z) (region|name|service|vantage|incident) (.+?): (?:verdict )?(?:\S+) -> ([a-z-]+)(?:: (.*))?$/
    if let match = line.wholeMatch(of: change) {
      return Entry(
        line: line, kind: String(match.1), name: String(match.2), value: String(match.3),
        reason: String(match.4 ?? ""))
    }
    guard let match = line.wholeMatch(of: /^(?:\S+Z) incident (.+)$/) else { return nil }
    return Entry(line: line, kind: "incident", name: String(match.1), value: nil, reason: "")
  }

  private mutating func readReport() {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix {
      Self.entry(String($0)) == nil
    }
    guard text.contains("\nSERVICES\n") else { return }
    firstReport = lines.joined(separator: "\n")
    hasBegun = true
    for (number, line) in lines.enumerated() {
      // `Your network is ok: 2 of 2 controls answer (ok).`
      if number == 2, let match = line.wholeMatch(of: /(.*) \(([a-z-]+)\)\./) {
        (evidence, verdict) = (String(match.1), String(match.2))
      }
      let cells = String(line).split(separator: /\ {2,}/).map(String.init)
      guard cells.count >= 3, cells[0].count == 1, let state = cells.dropFirst(2).first(where: Self.isHealth)
      else { continue }
      health[cells[1]] = state
    }
  }

  private static func isHealth(_ word: String) -> Bool {
    ["ok", "degraded", "down", "unknown", "maintenance"].contains(word)
  }
}
