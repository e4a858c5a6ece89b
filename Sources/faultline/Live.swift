internal import Assessment
internal import Feeds
internal import History
internal import Model
internal import Monitor
internal import Probing

/// Faultline on the live network: probes and feeds of a plan, on the wall clock.
enum Live {
  static let version = "0.1.0"

  /// What every server asked gets to know of us.
  static let userAgent = "Faultline/\(version) (dependency health probe)"

  static func monitor(
    of plan: Plan, graph: DependencyGraph? = nil, run: Ledger.Run, history: HistoryWriter? = nil,
    into mailbox: SnapshotMailbox,
    finished: @escaping @Sendable (Snapshot) -> Void = { _ in }
  ) -> Monitor {
    let hasFeeds = !plan.feeds.isEmpty || plan.services.contains { $0.feed != nil }
    return Monitor(
      plan: plan, graph: graph, run: run, source: LiveProbing(plan: plan, userAgent: userAgent),
      feeds: hasFeeds ? FeedPoller(plan: plan, userAgent: userAgent) : nil, history: history,
      clock: LiveProbing.systemClock,
      mailbox: mailbox, finished: finished)
  }
}
