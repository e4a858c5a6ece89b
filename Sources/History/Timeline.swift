internal import Model

/// What a thing's health was over time, as far as it is known: spans that do not overlap, oldest first.
struct Timeline: Equatable {
  struct Span: Equatable {
    var range: Range<Int64>
    let health: Health
  }

  private(set) var spans: [Span] = []

  /// Adds what a later session saw. Where the clock had been set back, the later word replaces the earlier.
  mutating func add(_ changes: [(start: Int64, health: Health)], of session: Range<Int64>) {
    if let end = spans.last?.range.upperBound, end > session.lowerBound { cut(session) }
    for (index, change) in changes.enumerated() {
      let next = index + 1 < changes.count ? changes[index + 1].start : session.upperBound
      let range = max(change.start, session.lowerBound)..<max(change.start, min(next, session.upperBound))
      if !range.isEmpty { spans.append(Span(range: range, health: change.health)) }
    }
    spans.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private mutating func cut(_ hole: Range<Int64>) {
    spans = spans.flatMap { span -> [Span] in
      guard span.range.overlaps(hole) else { return [span] }
      let before = span.range.lowerBound..<max(span.range.lowerBound, hole.lowerBound)
      let after = min(span.range.upperBound, hole.upperBound)..<span.range.upperBound
      return [before, after].filter { !$0.isEmpty }.map { Span(range: $0, health: span.health) }
    }
  }

  /// The four buckets of a window. Time outside every span, and time in which nothing was known, is no data.
  func tally(of window: Range<Int64>) -> Uptime.Tally {
    var milliseconds: [Health: Int64] = [:]
    for span in spans where span.range.overlaps(window) {
      milliseconds[span.health, default: 0] += Int64(span.range.clamped(to: window).count)
    }
    milliseconds[.unknown] = nil
    let known = milliseconds.values.reduce(0, +)
    func time(_ health: Health) -> Duration { .milliseconds(milliseconds[health] ?? 0) }
    return Uptime.Tally(
      ok: time(.ok), degraded: time(.degraded), down: time(.down), excluded: time(.maintenance),
      noData: .milliseconds(Int64(window.count) - known))
  }

  /// All windows, each ending at `now`.
  func uptime(at now: Int64) -> Uptime {
    var uptime = Uptime()
    for window in Uptime.Window.allCases {
      uptime[window] = tally(of: now - window.span.nanoseconds / 1_000_000..<now)
    }
    uptime.strips.day = strip(of: now - 86_400_000..<now, parts: 48)
    uptime.strips.month = strip(of: now - 30 * 86_400_000..<now, parts: 30)
    return uptime
  }

  /// The worst of each of so many equal parts of a window; `nil` where nothing is known.
  private func strip(of window: Range<Int64>, parts: Int) -> [Health?] {
    var strip = [Health?](repeating: nil, count: parts)
    let width = Int64(window.count / parts)
    for span in spans where span.health != .unknown && span.range.overlaps(window) {
      let seen = span.range.clamped(to: window)
      let first = Int((seen.lowerBound - window.lowerBound) / width)
      let last = Int((seen.upperBound - 1 - window.lowerBound) / width)
      for part in first...min(last, parts - 1) {
        if strip[part].map({ $0.severity < span.health.severity }) ?? true { strip[part] = span.health }
      }
    }
    return strip
  }
}
