internal import CProbing
internal import Model

/// An instant on a clock that only goes forward, time asleep included; nanoseconds from an unsaid origin.
package struct Moment: Hashable, Comparable, Sendable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  package static func < (a: Moment, b: Moment) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Saturates at the end of time.
  package static func + (a: Moment, span: Duration) -> Moment {
    let (sum, overflow) = a.nanoseconds.addingReportingOverflow(span.nanoseconds)
    return Moment(nanoseconds: overflow ? .max : sum)
  }

  package static func - (a: Moment, b: Moment) -> Duration { .nanoseconds(a.nanoseconds - b.nanoseconds) }

  static var now: Moment { Moment(nanoseconds: cp_now()) }
}
