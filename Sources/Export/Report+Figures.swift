extension Report {
  /// Whole percent; what is not quite nothing or not quite all is not called so.
  static func percent(_ share: Double) -> String {
    let rounded = Int((share * 100).rounded())
    if rounded == 0, share > 0 { return "<1 %" }
    if rounded == 100, share < 1 { return ">99 %" }
    return "\(rounded) %"
  }

  /// Four significant digits, unless more are asked for.
  static func short(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return "-" }
    guard value != 0 else { return "0" }
    let limit = (1..<digits).reduce(10.0) { limit, _ in limit * 10 }
    var scale = 1.0
    while abs(value) * scale < limit / 10, scale < 1e300 { scale *= 10 }
    while abs(value) * scale >= limit { scale /= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
  }

  /// The same, or a dash where nothing is known.
  static func short(_ value: Double?) -> String { value.map { short($0) } ?? "-" }

  /// `between 0.1 and 0.2`.
  static func between(_ bounds: ClosedRange<Double>) -> String {
    "between \(short(bounds.lowerBound)) and \(short(bounds.upperBound))"
  }

  /// The first of them, and how many more there are.
  static func some(_ words: [String], _ limit: Int) -> String {
    let rest = words.count > limit ? " +\(words.count - limit) more" : ""
    return words.prefix(limit).joined(separator: " ") + rest
  }
}
