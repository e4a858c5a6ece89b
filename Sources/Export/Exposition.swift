internal import Model

/// Writes the Prometheus text format 0.0.4, as node exporter's textfile collector takes it: no timestamps, the
/// samples of a family together, no series twice.
///
/// Source: prometheus.io, "Exposition formats".
struct Exposition {
  typealias Labels = [(name: String, value: String)]

  /// The first word of every metric's name.
  let prefix: String
  private(set) var text = ""

  init(prefix: String) { self.prefix = prefix }

  /// A family of gauges. A value that is not known has no sample; a family without any is not written.
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

  /// A state set: for each thing one series a state, 1 for the state that it is in and 0 for the others.
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
