internal import Model

extension [CheckState] {
  /// Of the slowest of the last answers: `41 ms`; a dash without an answer.
  var slowestLatency: String { compactMap(\.last?.latency).max().map(Format.latency) ?? "–" }
}

extension Timestamp {
  /// `2025-10-20 07:15:04 UTC`.
  var inUTC: String { "\(date) \(time) UTC" }
}
