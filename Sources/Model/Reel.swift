/// What happened on a clock that is not ours, in the order of that clock: a scenario, a recording.
///
/// A value without I/O: the same reel played twice emits the same.
package protocol Reel: Sendable {
  /// When the next event is due; `nil` after the last.
  var nextAt: Timestamp? { get }
  mutating func next() -> ReelEvent?
  /// Asks for one more observation of a check, soon after `instant`, out of turn. What is only on record
  /// cannot be asked.
  mutating func confirm(_ check: CheckID, after instant: Timestamp)
  /// Asks for one more observation of a check at once.
  mutating func ask(_ check: CheckID, at instant: Timestamp)
}

package enum ReelEvent: Hashable, Sendable {
  case observation(Observation)
  case feed(FeedReport)
}
