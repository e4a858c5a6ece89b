/// How long a thing was how available, over the windows that people ask for.
///
/// Time falls into four buckets: up (degraded counts as up, and is also counted by itself), down, excluded (planned maintenance) and
/// no data (Faultline was off, or the link was mine). Uptime without coverage would lie, so both are given.
package struct Uptime: Hashable, Sendable {
  /// The windows shown, each ending now. Raw values are the keys of the JSON contract.
  package enum Window: String, Sendable, CaseIterable {
    case day = "24h"
    case week = "7d"
    case month = "30d"
    case quarter = "90d"

    package var span: Duration {
      switch self {
      case .day: .seconds(86_400)
      case .week: .seconds(7 * 86_400)
      case .month: .seconds(30 * 86_400)
      case .quarter: .seconds(90 * 86_400)
      }
    }
  }

  /// One window's time, bucket by bucket.
  package struct Tally: Hashable, Sendable {
    /// Up without a blemish; up, but degraded.
    package var ok, degraded: Duration
    package var down, excluded: Duration
    package var noData: Duration

    package init(
      ok: Duration = .zero, degraded: Duration = .zero, down: Duration = .zero, excluded: Duration = .zero,
      noData: Duration = .zero
    ) {
      self.ok = ok
      self.degraded = degraded
      self.down = down
      self.excluded = excluded
      self.noData = noData
    }

    package var up: Duration { ok + degraded }

    /// Up out of up and down, 0...1; `nil` if neither was seen.
    package var share: Double? {
      let decided = (up + down).inSeconds
      return decided > 0 ? up.inSeconds / decided : nil
    }

    /// The share of the window with data, 0...1. Maintenance is known time, so it is covered.
    package var coverage: Double {
      let known = (up + down + excluded).inSeconds
      let all = known + noData.inSeconds
      return all > 0 ? known / all : 0
    }
  }

  private var tallies: [Window: Tally]
  /// The worst of each part of the last day and month, for a glance.
  package var strips = Strips()

  /// Oldest first; `nil` where nothing is known; empty if history did not tell.
  package struct Strips: Hashable, Sendable {
    /// Half hours of the last 24 hours.
    package var day: [Health?] = []
    /// Days of the last 30.
    package var month: [Health?] = []

    package init() {}
  }

  package init(_ tallies: [Window: Tally] = [:]) { self.tallies = tallies }

  /// A window that nothing is known of is all "no data".
  package subscript(window: Window) -> Tally {
    get { tallies[window] ?? Tally(noData: window.span) }
    set { tallies[window] = newValue }
  }
}
