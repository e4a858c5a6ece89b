/// A mergeable latency histogram of fixed size: 128 buckets on a logarithmic scale from 50 µs to 60 s.
///
/// A quantile is off by at most half a bucket, 5.6 %. Merging adds bucket by bucket, so baselines, roll-ups
/// and metrics share it. When a bucket would overflow, or at a caller's wish, all are halved, which also
/// lets old samples fade.
package struct LatencySketch: Hashable, Sendable {
  package static let bucketCount = 128
  private static let floorMilliseconds = 0.05
  private static let ceilingMilliseconds = 60_000.0
  private static let logFloor = logarithm(floorMilliseconds)
  private static let step = (logarithm(ceilingMilliseconds) - logFloor) / Double(bucketCount)

  package private(set) var buckets = [UInt16](repeating: 0, count: bucketCount)
  package private(set) var count = 0

  package init() {}

  /// A sketch as it was stored: the samples of its buckets, by index. Indices that no bucket has are ignored.
  package init(samples: some Sequence<(bucket: Int, count: UInt16)>) {
    for sample in samples where buckets.indices.contains(sample.bucket) {
      buckets[sample.bucket] = sample.count
    }
    count = buckets.reduce(0) { $0 + Int($1) }
  }

  package mutating func add(_ latency: Duration) {
    let index = Self.index(of: latency.inMilliseconds)
    if buckets[index] == .max { halve() }
    buckets[index] += 1
    count += 1
  }

  package mutating func merge(_ other: LatencySketch) {
    while zip(buckets, other.buckets).contains(where: { Int($0) + Int($1) > Int(UInt16.max) }) { halve() }
    for index in buckets.indices { buckets[index] += other.buckets[index] }
    count = buckets.reduce(0) { $0 + Int($1) }
  }

  package mutating func halve() {
    for index in buckets.indices { buckets[index] >>= 1 }
    count = buckets.reduce(0) { $0 + Int($1) }
  }

  /// The latency below which a share `q` (0...1) of the samples lies: the geometric middle of its bucket.
  /// `nil` without samples.
  package func quantile(_ q: Double) -> Duration? {
    guard count > 0 else { return nil }
    let rank = max(1, Int((q * Double(count)).rounded(.up)))
    var seen = 0
    for (index, samples) in buckets.enumerated() {
      seen += Int(samples)
      if seen >= rank { return .microseconds(Int64(Self.middle(of: index) * 1000)) }
    }
    return nil
  }

  private static func index(of milliseconds: Double) -> Int {
    guard milliseconds > floorMilliseconds else { return 0 }
    return min(bucketCount - 1, Int((logarithm(milliseconds) - logFloor) / step))
  }

  private static func middle(of index: Int) -> Double {
    exponential(logFloor + (Double(index) + 0.5) * step)
  }
}
