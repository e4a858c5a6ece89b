/// The time zone of whoever looks, as a value: pure code can tell local time without asking the system.
package struct LocalZone: Hashable, Sendable {
  /// One rule of the zone, from an instant on.
  package struct Span: Hashable, Sendable {
    package let from: Timestamp
    /// East of Greenwich, in seconds.
    package let offset: Int
    /// `KST`, `CEST`; what the system calls it.
    package let name: SafeText

    package init(from: Timestamp, offset: Int, name: SafeText) {
      self.from = from
      self.offset = offset
      self.name = name
    }
  }

  /// Nothing to tell beside UTC.
  package static let utc = LocalZone([])

  private let spans: [Span]

  /// - Parameter spans: the earliest first; the first one also holds for all time before it.
  package init(_ spans: [Span]) { self.spans = spans }

  /// The rule in force at an instant; `nil` in a zone that is UTC then.
  package func span(at instant: Timestamp) -> Span? {
    let span = spans.last { $0.from <= instant } ?? spans.first
    return span.flatMap { $0.offset == 0 ? nil : $0 }
  }

  /// The clock on the wall as a `Timestamp` whose civil fields are local, and the zone's name. `nil` where it
  /// is UTC anyway.
  package func clock(at instant: Timestamp) -> (time: Timestamp, zone: SafeText)? {
    span(at: instant).map { (instant + .seconds($0.offset), $0.name) }
  }
}
