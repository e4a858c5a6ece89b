internal import Model

/// Numbers as reports word them.
enum Figures {
  static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  /// With one digit after the point.
  static func decimal(_ value: Double) -> String { String((value * 10).rounded() / 10) }

  /// The slowest of the last answers: `41 ms`, or a dash.
  static func latency(_ checks: [CheckState]) -> String {
    checks.compactMap(\.last?.latency).max().map { "\(Int($0.inMilliseconds.rounded())) ms" } ?? "-"
  }

  /// `14 h 32 min`, `23 min`, `6 s`.
  static func span(_ duration: Duration) -> String {
    let seconds = Int(duration.inSeconds.rounded())
    if seconds < 60 { return "\(seconds) s" }
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60)
    if days > 0 { return "\(days) d \(hours) h" }
    return hours > 0 ? "\(hours) h \(minutes) min" : "\(minutes) min"
  }

  /// `2025-10-20 07:15:04 UTC`.
  static func instant(_ instant: Timestamp) -> String { "\(instant.date) \(instant.time) UTC" }
}
