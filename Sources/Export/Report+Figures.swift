internal import Model

extension Report {
  /// A number as people read it, or a dash where nothing is known.
  static func short(_ value: Double?) -> String { value.map { Format.number($0) } ?? "–" }

  /// `between 0.1 and 0.2`.
  static func between(_ bounds: ClosedRange<Double>) -> String {
    "between \(short(bounds.lowerBound)) and \(short(bounds.upperBound))"
  }

  /// The first of them, and how many more there are.
  static func some(_ words: [String], _ limit: Int) -> String {
    let rest = words.count > limit ? " and \(Format.whole(words.count - limit)) more" : ""
    return words.prefix(limit).joined(separator: " ") + rest
  }
}

extension [CheckState] {
  /// Of the slowest of the last answers: `41 ms`; a dash without an answer.
  var slowestLatency: String { compactMap(\.last?.latency).max().map(Format.latency) ?? "–" }
}

extension Timestamp {
  /// `2025-10-20 07:15:04 UTC`.
  var inUTC: String { "\(date) \(time) UTC" }
}
