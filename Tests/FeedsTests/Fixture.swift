import Foundation
import Testing

@testable import Feeds
@testable import Model

/// The project's own payloads, written in each provider's schema.
struct Fixture: CustomTestStringConvertible, Sendable {
  let kind: FeedReference.Kind
  let name: String

  static let all = [
    Fixture(kind: .awsHealth, name: "aws-health.json"), Fixture(kind: .awsRSS, name: "aws-rss.xml"),
    Fixture(kind: .gcp, name: "gcp.json"), Fixture(kind: .azure, name: "azure.xml"),
    Fixture(kind: .statuspage, name: "statuspage.json"), Fixture(kind: .incidentio, name: "incidentio.json"),
    Fixture(kind: .statusio, name: "statusio.json"), Fixture(kind: .slack, name: "slack.json"),
    Fixture(kind: .slack, name: "slack-history.json"), Fixture(kind: .instatus, name: "instatus.json"),
    Fixture(kind: .betterstack, name: "betterstack.json"), Fixture(kind: .oracle, name: "oracle.json"),
  ]

  var testDescription: String { name }

  var bytes: [UInt8] {
    get throws {
      let file = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
      return [UInt8](try Data(contentsOf: file))
    }
  }

  var text: String { get throws { String(decoding: try bytes, as: UTF8.self) } }

  func content(components: [SafeText] = []) throws -> FeedContent {
    try FeedParser.read(try bytes, kind: kind, components: components)
  }

  /// The fixture with a piece of its text replaced; the piece has to be there.
  func content(replacing piece: String, with other: String, components: [SafeText] = []) throws -> FeedContent
  {
    let text = try text
    try #require(text.contains(piece))
    return try FeedParser.read(
      Array(text.replacingOccurrences(of: piece, with: other).utf8), kind: kind, components: components)
  }

  static func named(_ name: String) throws -> Fixture { try #require(all.first { $0.name == name }) }
}

/// Reads a payload written in the test.
func content(_ text: String, as kind: FeedReference.Kind, components: [SafeText] = []) throws -> FeedContent {
  try FeedParser.read(Array(text.utf8), kind: kind, components: components)
}

func instant(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }
