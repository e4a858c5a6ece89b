/// Numbers and durations as people read them, on every screen and in every report: at most three significant
/// digits, thousands separated. JSON and CSV keep full precision and do not use it.
package enum Format {
  /// `296,000`, `411`, `12.3`, `0.0005`, `1.2e-9`; a dash where there is no number.
  package static func number(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return "–" }
    guard value != 0 else { return "0" }
    var (significand, exponent) = (abs(value), 0)
    while significand >= 10 { (significand, exponent) = (significand / 10, exponent + 1) }
    while significand < 1 { (significand, exponent) = (significand * 10, exponent - 1) }
    let scale = (1..<max(2, digits)).reduce(1.0) { scale, _ in scale * 10 }
    var rounded = Int((significand * scale).rounded())
    if rounded >= Int(scale) * 10 { (rounded, exponent) = (rounded / 10, exponent + 1) }
    let sign = value < 0 ? "-" : ""
    let written = String(rounded)
    guard (-6..<15).contains(exponent) else { return "\(sign)\(pointed(written, after: 1))e\(exponent)" }
    return sign
      + (exponent < 0
        ? pointed(String(repeating: "0", count: -exponent) + written, after: 1)
        : pointed(written, after: exponent + 1))
  }

  /// All digits of a whole number: `1,234,567`.
  package static func whole(_ value: Int) -> String { grouped(String(value)) }

  /// `1 service`, `2,000 services`.
  package static func count(_ value: Int, _ one: String, _ many: String) -> String {
    "\(whole(value)) \(value == 1 ? one : many)"
  }

  /// Whole percent; more than nothing is never `0 %`, less than all never `100 %`.
  package static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    let percent = (share * 100).rounded()
    if percent == 0, share > 0 { return "<1 %" }
    if percent == 100, share < 1 { return ">99 %" }
    return "\(number(percent)) %"
  }

  /// `12 s`, `27 min`, `3 h 5 min`, `9 days 4 h`, `14 days`: two units at most, from ten days on only days.
  package static func duration(_ duration: Duration) -> String {
    let seconds = max(0, Int(duration.inSeconds.rounded()))
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60)
    if days >= 10 { return count(days, "day", "days") }
    if days > 0 { return count(days, "day", "days") + (hours > 0 ? " \(hours) h" : "") }
    if hours > 0 { return "\(hours) h" + (minutes > 0 ? " \(minutes) min" : "") }
    return minutes > 0 ? "\(minutes) min" : "\(seconds) s"
  }

  /// `0.4 ms`, `41 ms`, `1.2 s`.
  package static func latency(_ latency: Duration) -> String {
    let milliseconds = latency.inMilliseconds
    return milliseconds.rounded() < 1000
      ? "\(number(milliseconds < 10 ? (milliseconds * 10).rounded() / 10 : milliseconds.rounded())) ms"
      : "\(number(milliseconds / 1000)) s"
  }

  /// Digits with a point after the first `count` of them, zeros filled in, trailing ones after the point left out.
  private static func pointed(_ digits: String, after count: Int) -> String {
    let filled = digits + String(repeating: "0", count: max(0, count - digits.count))
    let fraction = String(filled.dropFirst(count).reversed().drop { $0 == "0" }.reversed())
    return grouped(String(filled.prefix(count))) + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  private static func grouped(_ digits: String) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, digit != "-", (digits.count - index).isMultiple(of: 3), text.last != "-" {
        text.append(",")
      }
      text.append(digit)
    }
    return text
  }
}
