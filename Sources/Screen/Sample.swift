/// One point of a series over time. What is missing is not a zero.
package enum Sample: Hashable, Sendable {
  /// Nothing was observed.
  case gap
  /// Observed, but nothing can be said.
  case unknown
  case failed
  /// A success; not negative.
  case value(Double)

  /// What several points come to when they share one column: a failure is never averaged away.
  static func merged(_ samples: ArraySlice<Sample>) -> Sample {
    samples.reduce(.gap) { merged, sample in
      switch (merged, sample) {
      case (.failed, _), (_, .failed): .failed
      case (.value(let a), .value(let b)): .value(max(a, b))
      case (.value, _): merged
      case (_, .value): sample
      case (.unknown, _), (_, .unknown): .unknown
      case (.gap, .gap): .gap
      }
    }
  }

  /// The series in exactly `count` points; a stretched series repeats points.
  static func resampled(_ samples: [Sample], to count: Int) -> [Sample] {
    guard !samples.isEmpty else { return Array(repeating: .gap, count: max(0, count)) }
    return (0..<max(0, count)).map { column in
      let start = column * samples.count / count
      let end = max(start + 1, (column + 1) * samples.count / count)
      return merged(samples[start..<end])
    }
  }
}

/// How high a series reaches, and what is usual in it.
struct SampleScale {
  let median: Double
  let maximum: Double

  /// `nil` for a series without values.
  init?(_ samples: [Sample]) {
    var values: [Double] = []
    for case .value(let value) in samples where value.isFinite && value >= 0 { values.append(value) }
    guard !values.isEmpty else { return nil }
    values.sort()
    median = values[values.count / 2]
    maximum = values[values.count - 1]
  }

  /// The series' own usual value is the measure: 1.5 times is noticeable, 3 times is slow.
  func role(_ value: Double) -> Role {
    if value < median * 1.5 { return .chartLow }
    return value < median * 3 ? .chartMid : .chartHigh
  }
}
