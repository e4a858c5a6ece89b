package import Model

/// What a check's observations of one span add up to. RollUpBuckets of neighbouring spans add up to the cell of both,
/// in any order.
///
/// Counts are of observations, not of time: what share of the time a thing was up follows from its decided
/// standings, in which a blip is no outage and a cut link no failure.
package struct RollUpBucket: Hashable, Sendable {
  package internal(set) var ok = 0
  package internal(set) var degraded = 0
  package internal(set) var down = 0
  /// Not probed, for a reason of our own.
  package internal(set) var unknown = 0
  /// Of the successes.
  package internal(set) var latencies = LatencySketch()

  package init() {}

  mutating func add(_ health: Health, latency: Duration?) {
    switch health {
    case .ok, .maintenance: ok += 1
    case .degraded: degraded += 1
    case .down: down += 1
    case .unknown: unknown += 1
    }
    if let latency, health == .ok || health == .degraded { latencies.add(latency) }
  }

  mutating func merge(_ other: RollUpBucket) {
    ok += other.ok
    degraded += other.degraded
    down += other.down
    unknown += other.unknown
    if other.latencies.count > 0 { latencies.merge(other.latencies) }
  }

  package var observations: Int { ok + degraded + down + unknown }
}

/// The cells of one stored row by their place in its span: the minutes of an hour, the hours of a day.
typealias RollUpBuckets = [Int: RollUpBucket]
