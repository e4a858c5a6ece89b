internal import Model

/// Writes the Prometheus text format 0.0.4 for node exporter's textfile collector: no timestamps, the samples of a
/// metric family together, no duplicate series.
///
/// Source: prometheus.io, "Exposition formats".
struct Exposition {
  typealias Labels = [(name: String, value: String)]

  /// The prefix of every metric name.
  let prefix: String
  private(set) var text = ""

  init(prefix: String) { self.prefix = prefix }

  /// A family of gauges. A value that is not known has no sample; a family without samples is not written.
  mutating func gauge(_ name: String, _ help: String, _ samples: [(Labels, Double?)]) {
    var written: Set<String> = []
    var body = ""
    for (labels, value) in samples {
      guard let value, value.isFinite else { continue }
      let series = Self.series(labels)
      if written.insert(series).inserted { body += "\(prefix)_\(name)\(series) \(Self.text(of: value))\n" }
    }
    guard !body.isEmpty else { return }
    text += "# HELP \(prefix)_\(name) \(help)\n# TYPE \(prefix)_\(name) gauge\n" + body
  }

  /// A state set: one series for each state, 1 for the current state and 0 for the others.
  mutating func states<State: CaseIterable & RawRepresentable<String> & Equatable>(
    _ name: String, _ help: String, _ things: [(Labels, State)]
  ) {
    gauge(
      name, help,
      things.flatMap { labels, state in
        State.allCases.map { (labels + [("state", $0.rawValue)], $0 == state ? 1 : 0) }
      })
  }

  private static func series(_ labels: Labels) -> String {
    guard !labels.isEmpty else { return "" }
    return "{" + labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "}"
  }

  private static func escaped(_ value: String) -> String {
    Redaction.redacted(SafeText(value).string).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  private static func text(of value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
