package import Model

/// The pure half of a feed: bytes to events. No clock, no I/O; the same bytes give the same content.
package enum FeedParser {
  /// Longest body read, in bytes; longer ones are refused.
  package static let sizeLimit = 4 * 1_048_576

  /// - Parameters:
  ///   - components: names or ids of the components that matter; empty: all.
  ///   - regions: display names of regions, for the feeds that write no ids.
  /// - Throws: why the payload can't be trusted; whoever catches it reports `unknown`.
  package static func read(
    _ bytes: [UInt8], kind: FeedReference.Kind, components: [SafeText] = [],
    regions: RegionDirectory = .embedded
  ) throws(FeedError) -> FeedContent {
    try reading(of: bytes, kind: kind, regions: regions).scoped(to: components)
  }

  /// Before scoping: one page may serve several services, each with its own components.
  static func reading(
    of bytes: [UInt8], kind: FeedReference.Kind, regions: RegionDirectory
  ) throws(FeedError) -> FeedReading {
    let payload = try FeedPayload(bytes)
    return switch kind {
    case .awsHealth: try AWSHealthFeed.read(payload.json())
    case .awsRSS: try AWSRSSFeed.read(payload.rss())
    case .gcp: try GoogleCloudFeed.read(payload.json())
    case .azure: try AzureFeed.read(payload.rss(), regions)
    case .statuspage: try StatuspagePage(payload.json(), isSparse: false).reading()
    case .incidentio: try StatuspagePage(payload.json(), isSparse: true).reading()
    case .statusio: try StatusIOFeed.read(payload.json())
    case .slack: try SlackFeed.read(payload.json())
    case .instatus: try InstatusFeed.read(payload.json())
    case .betterstack: try BetterStackFeed.read(payload.json())
    case .oracle: try OracleFeed.read(payload.json())
    }
  }
}
