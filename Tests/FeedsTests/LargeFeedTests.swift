import Testing

@testable import Feeds
@testable import Model

/// As much as fits into 4 MiB. Work that grows with the square of it would take minutes: hence the limit.
@Suite("Feeds of great size", .timeLimit(.minutes(3)))
struct LargeFeedTests {
  private static let count = 10_000

  /// A payload of 10,000 open events; of pages, each beside a component in trouble of its own.
  private static func payload(of kind: FeedReference.Kind) -> String {
    switch kind {
    case .awsHealth:
      list { #"{"arn":"arn:aws:health:us-east-1::event/A/B/\#($0)","status":"2","date":"1764582000"}"# }
    case .awsRSS:
      channel("AWS Service Status") {
        """
        <item><title>Service impact: x</title><pubDate>Mon, 17 Aug 2026 21:01:19 PDT</pubDate>\
        <guid>http://s/#s\($0)-us-east-1_1787025679</guid></item>
        """
      }
    case .gcp:
      list {
        #"{"id":"g\#($0)","begin":"2025-12-01T09:00:00Z","currently_affected_locations":[{"id":"us-east1"}]}"#
      }
    case .azure: channel("Azure Status") { "<item><title>t\($0)</title><category>East US</category></item>" }
    case .statuspage, .incidentio:
      """
      {"page":{"id":"p"},"status":{"indicator":"major"},
      "components":\(list { #"{"id":"c\#($0)","name":"n\#($0)","status":"partial_outage"}"# }),
      "incidents":\(list { #"{"id":"i\#($0)","status":"investigating","components":[{"id":"x\#($0)"}]}"# })}
      """
    case .statusio:
      """
      {"result":{"status_overall":{"status_code":400},
      "status":\(list { #"{"id":"c\#($0)","name":"n\#($0)","status_code":400}"# }),
      "incidents":\(list { #"{"_id":"i\#($0)","components_affected":[{"_id":"x\#($0)"}]}"# })}}
      """
    case .slack:
      #"{"status":"active","active_incidents":\#(list { #"{"id":\#($0),"title":"x","status":"active","type":"incident"}"# })}"#
    case .instatus:
      """
      {"page":{"name":"a","status":"HASISSUES"},"activeIncidents":\
      \(list { #"{"id":"i\#($0)","name":"x","status":"INVESTIGATING","impact":"PARTIALOUTAGE"}"# })}
      """
    case .betterstack:
      """
      {"data":{"attributes":{"aggregate_state":"degraded"}},"included":\(list { number in
        """
        {"id":"r\(number)","type":"status_page_resource","attributes":{"status":"degraded"}},
        {"id":"s\(number)","type":"status_report","attributes":{"aggregate_state":"degraded",
        "affected_resources":[{"status_page_resource_id":"x\(number)"}]}}
        """
      })}
      """
    case .oracle:
      """
      {"regionHealthReports":\(list { number in
        """
        {"regionCanonicalName":"us-a-\(number)","serviceHealthReports":[{"serviceName":"s\(number)",
        "serviceStatus":"DegradedPerformance","incidents":[{"incidentId":"all"},{"incidentId":"i\(number)"}]}]}
        """
      })}
      """
    }
  }

  private static func list(_ element: (Int) -> String) -> String {
    "[\((0..<count).map(element).joined(separator: ","))]"
  }

  private static func channel(_ title: String, _ item: (Int) -> String) -> String {
    "<rss><channel><title>\(title)</title>\((0..<count).map(item).joined())</channel></rss>"
  }

  @Test(arguments: FeedReference.Kind.allCases)
  func tenThousandEventsAreRead(kind: FeedReference.Kind) throws {
    let content = try content(Self.payload(of: kind), as: kind)
    #expect(content.events.count >= Self.count)
    #expect(content.health == .degraded)
  }

  @Test(arguments: ["East US ", "&lt;p ", "&lt;", "&amp;", "e"])
  func aSingleTextOfMegabytesIsReadAsFarAsItCouldBeShown(piece: String) throws {
    let text = String(repeating: piece, count: 3_900_000 / piece.utf8.count)
    for field in ["title", "description", "category", "guid"] {
      let item = "<title>t</title><\(field)>\(text)</\(field)>"
      let content = try content(
        "<rss><channel><title>Azure Status</title><item>\(item)</item></channel></rss>", as: .azure)
      #expect(content.health == .degraded)
    }
  }

  @Test func anElementOfCountlessAttributesIsRefused() {
    let attributes = (0..<300_000).map { "a\($0)=\"\"" }.joined(separator: " ")
    #expect(throws: FeedError.self) {
      try content("<rss \(attributes)><channel><title>Azure Status</title></channel></rss>", as: .azure)
    }
  }
}
