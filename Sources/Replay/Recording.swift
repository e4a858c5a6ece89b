package import Model

/// A recording: JSON Lines, the header first, then one observation or feed report a line, in the order in
/// which they came. Whole lines count; what follows the last line feed was torn off by a crash.
package struct Recording: Sendable, Equatable {
  package static let schema = "faultline.recording/1"

  /// When it was begun.
  package var begunAt: Timestamp
  package var vantage: String
  package var events: [ReelEvent]
  /// True if the last line was torn and left out.
  package var isTorn: Bool

  package enum Problem: Error, Equatable, CustomStringConvertible {
    case empty
    case notARecording
    case unknownVersion(String)
    /// A line, counted from 1, that is not what this program writes.
    case badLine(Int)

    /// `line:column: what; what to do`.
    package var description: String {
      switch self {
      case .empty: "1:1: the recording has no header; record again with --record"
      case .notARecording: "1:1: not a recording; name a file written by `watch --record`, or a scenario"
      case .unknownVersion(let schema):
        "1:1: \"\(schema)\" is not supported; this version reads \(Recording.schema), use a newer one"
      case .badLine(let line): "\(line):1: this line is not valid; remove it"
      }
    }
  }
}

/// A recording as a reel: what came then comes again, at its own pace. Where the recorder's clock was set back, time
/// goes on from where it was, so that what was seen since is not taken for old.
package struct RecordingReel: Reel {
  private let events: [(at: Timestamp, event: ReelEvent)]
  private var position = 0

  package init(_ recording: Recording) {
    var clock = recording.begunAt
    var shift = Duration.zero
    events = recording.events.map { recorded in
      if clock - (recorded.at + shift) > Self.disorder { shift = clock - recorded.at }
      let event = shift == .zero ? recorded : recorded.later(by: shift)
      clock = max(clock, event.at)
      return (clock, event)
    }
  }

  /// Answers come in the order in which they end, and a slow one began before those in front of it: no more than
  /// this lies between them by that alone.
  private static let disorder = Duration.seconds(300)

  /// From the first event to the last; `nil` if there is none.
  package var span: ClosedRange<Timestamp>? {
    guard let first = events.first, let last = events.last else { return nil }
    return first.at...last.at
  }

  package var nextAt: Timestamp? { position < events.count ? events[position].at : nil }

  package mutating func next() -> ReelEvent? {
    guard position < events.count else { return nil }
    defer { position += 1 }
    return events[position].event
  }

  /// The confirmation that was asked for then is on record too.
  package mutating func confirm(_ check: CheckID, after instant: Timestamp) {}
  package mutating func ask(_ check: CheckID, at instant: Timestamp) {}
}

extension ReelEvent {
  /// When it happened.
  package var at: Timestamp {
    switch self {
    case .observation(let observation): observation.startedAt
    case .feed(let report): report.seenAt
    }
  }

  fileprivate func later(by span: Duration) -> ReelEvent {
    switch self {
    case .observation(var observation):
      observation.startedAt = observation.startedAt + span
      return .observation(observation)
    case .feed(var report):
      report.seenAt = report.seenAt + span
      report.understoodAt = report.understoodAt.map { $0 + span }
      return .feed(report)
    }
  }
}
