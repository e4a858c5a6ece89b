internal import Catalogue
internal import Assessment
internal import Feeds
internal import Glibc
internal import History
internal import Model
internal import Monitor
internal import Probing
internal import Replay

/// Faultline on the live network: probes and feeds of a plan, on the wall clock.
enum Live {
  static let version = "0.1.0"

  /// Sent to every server that is probed.
  static let userAgent = "Faultline/\(version) (dependency health probe)"

  /// - Parameter recorder: records what probes and feeds find, as they find it.
  static func monitor(
    of plan: Plan, graph: DependencyGraph? = nil, run: Ledger.Run, history: HistoryWriter? = nil,
    recorder: Recorder? = nil, into mailbox: SnapshotMailbox,
    finished: @escaping @Sendable (Snapshot) -> Void = { _ in }
  ) -> Monitor {
    let hasFeeds = !plan.feeds.isEmpty || plan.services.contains { $0.feed != nil }
    var probes: any ObservationSource = LiveProbing(plan: plan, userAgent: userAgent)
    var feeds: (any FeedSource)? = hasFeeds ? FeedPoller(plan: plan, userAgent: userAgent) : nil
    if let recorder {
      probes = RecordedSource(probes, by: recorder)
      feeds = feeds.map { RecordedFeeds($0, by: recorder) }
    }
    return Monitor(
      plan: plan, graph: graph, candidates: Catalogue.embedded.candidates, run: run,
      unusedProxyVariable: plan.probing.proxy == nil ? proxyVariable : nil, source: probes,
      feeds: feeds, history: history,
      others: { recorder.map { [$0.state] } ?? [] }, clock: LiveProbing.systemClock, mailbox: mailbox,
      finished: finished)
  }

  /// The environment variable that names a proxy, by which other programs reach TLS; probes never use it.
  private static var proxyVariable: String? {
    ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy"].first { name in
      getenv(name).map { $0.pointee != 0 } ?? false
    }
  }
}
