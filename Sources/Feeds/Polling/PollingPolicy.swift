internal import Model

/// How often a feed is polled, and when its data counts as stale.
package struct PollingPolicy: Sendable {
  /// Between polls of a feed that answers.
  package var interval: Duration
  /// The longest wait between polls of a feed that fails: the wait doubles up to here.
  package var longestWait: Duration
  package var timeout: Duration

  /// No feed is polled more often, whatever the configuration and the jitter.
  static let floor: Duration = .seconds(60)

  package init(
    interval: Duration = .seconds(120), longestWait: Duration = .seconds(600),
    timeout: Duration = .seconds(20)
  ) {
    self.interval = interval
    self.longestWait = longestWait
    self.timeout = timeout
  }

  /// The wait after `failures` failed polls in a row.
  /// - Parameters:
  ///   - spread: 0..<1; moves the wait by up to a tenth, so that feeds are not asked in step.
  ///   - wish: what the server asked for with `Retry-After`; more than an hour is not believed.
  func wait(failures: Int, spread: Double, wish: Duration? = nil) -> Duration {
    let doubled = interval * (1 << min(failures, 10))
    let wanted = max(min(doubled, max(longestWait, interval)), min(wish ?? .zero, .seconds(3600)))
    return max(Self.floor, wanted * (0.9 + 0.2 * spread))
  }
}

extension FeedReference.Kind {
  /// How old the build date in a payload may be; `nil` for the feeds that have none. Azure builds on each
  /// request; AWS has been seen to build without news, at least every few hours.
  var longestSilence: Duration? {
    switch self {
    case .azure: .seconds(3600)
    case .awsRSS: .seconds(24 * 3600)
    default: nil
    }
  }
}
