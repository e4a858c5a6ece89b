/// An instant in UTC, counted in nanoseconds since 1970-01-01T00:00:00Z.
///
/// Model has no clock: every `Timestamp` comes in from a source, so a replay can run on virtual time.
package struct Timestamp: Hashable, Comparable, Sendable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Saturates at the years 1677 and 2262, so that no time read from outside can trap.
  package init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    nanoseconds = overflow ? (seconds < 0 ? .min : .max) : product
  }

  /// Whole seconds since the epoch, rounded down.
  package var seconds: Int64 { Int64((Double(nanoseconds) / 1e9).rounded(.down)) }

  package static func < (a: Timestamp, b: Timestamp) -> Bool { a.nanoseconds < b.nanoseconds }

  package static func + (instant: Timestamp, span: Duration) -> Timestamp {
    Timestamp(nanoseconds: instant.nanoseconds &+ span.nanoseconds)
  }

  /// Time from `b` to `a`; negative if `a` is earlier.
  package static func - (a: Timestamp, b: Timestamp) -> Duration {
    .nanoseconds(a.nanoseconds &- b.nanoseconds)
  }
}

extension Duration {
  /// The whole duration in nanoseconds, saturated to what an `Int64` holds (292 years).
  package var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? (seconds < 0 ? .min : .max) : product &+ attoseconds / 1_000_000_000
  }

  package var inMilliseconds: Double { Double(nanoseconds) / 1e6 }
  package var inSeconds: Double { Double(nanoseconds) / 1e9 }
}
