internal import GRDB
internal import Model

extension Unavailability {
  /// A domain's unavailability from its own past; `nil` with less than 30 days of coverage.
  ///
  /// Hours count as trials: hours follow each other too closely for minutes to be independent. The estimate is the
  /// posterior mean under Jeffreys' prior, Beta(1/2, 1/2): (down + 1/2) / (hours + 1). A domain that never
  /// failed is thus not estimated never to fail. (Brown, Cai, DasGupta, "Interval Estimation for a Binomial
  /// Proportion", Statistical Science 16, 2001.)
  static func observed(in tally: Uptime.Tally) -> Unavailability? {
    let decided = tally.up + tally.down
    guard decided >= .seconds(30 * 86_400) else { return nil }
    return Unavailability((tally.down.inSeconds / 3600 + 0.5) / (decided.inSeconds / 3600 + 1), .history)
  }
}

extension Store {
  /// Of those regions that have been monitored long enough, over the last 400 days of history.
  func unavailabilities(
    of regions: [DomainID], at now: Timestamp
  ) throws(HistoryError) -> [DomainID: Unavailability] {
    let span = now - .seconds(400 * 86_400)..<now
    return try read { db in
      var found: [DomainID: Unavailability] = [:]
      for region in regions {
        let timeline = try timeline(of: region.description, in: span, in: db)
        found[region] = .observed(in: timeline.tally(of: span.lowerBound.milliseconds..<now.milliseconds))
      }
      return found
    }
  }
}
