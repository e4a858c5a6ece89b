import Testing

@testable import Feeds
@testable import Model

@Suite("AWS feeds")
struct AWSTests {
  @Test func healthEventsCarryRegionStateTimesAndTheNewestWords() throws {
    let content = try Fixture.named("aws-health.json").content()
    #expect(content.health == .down)
    #expect(content.events.map(\.health) == [.degraded, .down, .ok])
    let event = try #require(content.events.first { $0.health == .down })
    #expect(event.title == "Name resolution fails")
    #expect(event.provider == "aws")
    #expect(event.regions == ["us-east-1"])
    #expect(event.services == ["Amazon DynamoDB", "Amazon EC2"])
    #expect(event.openedAt == (try instant("2025-12-01T09:40:00Z")))
    #expect(event.updatedAt == (try instant("2025-12-01T10:10:00Z")))
    #expect(event.closedAt == nil)
    #expect(event.text == "The record of the endpoint is empty. See the guide .")
  }

  @Test func eventsOfGlobalServicesConcernEveryRegionOfAWSAndNoOther() throws {
    let content = try Fixture.named("aws-health.json").content()
    let event = try #require(content.events.first { $0.services == ["AWS IAM"] })
    #expect(event.regions.isEmpty)
    #expect(event.concerns(try #require(DomainID("aws/eu-west-3"))))
    #expect(!event.concerns(try #require(DomainID("gcp/us-central1"))))
  }

  @Test func aResolvedEventIsClosedByItsLastUpdate() throws {
    let content = try Fixture.named("aws-health.json").content()
    let event = try #require(content.events.first { $0.regions == ["eu-west-1"] })
    #expect(event.health == .ok)
    #expect(event.closedAt == (try instant("2025-11-30T11:53:20Z")))
  }

  /// AWS opens every event as informational, and has left a lost region so for a day.
  @Test func anInformationalEventIsNotGreen() throws {
    let payload = #"[{"arn":"arn:aws:health:us-east-1::event/X/Y/Z","status":"1","date":"1764582000"}]"#
    #expect(try content(payload, as: .awsHealth).health == .degraded)
  }

  @Test(arguments: ["4", "open", "-1"])
  func anUnknownStatusIsUnknownAndSaysSo(status: String) throws {
    let content = try content(
      #"[{"arn":"arn:aws:health:us-east-1::event/X/Y/Z","status":"\#(status)"}]"#, as: .awsHealth)
    #expect(content.health == .unknown)
    #expect(content.doubts.count == 1)
  }

  @Test(arguments: [[0xFE, 0xFF], [0xFF, 0xFE]] as [[UInt8]])
  func utf16IsReadByItsByteOrderMark(mark: [UInt8]) throws {
    let fixture = try Fixture.named("aws-health.json")
    let isBigEndian = mark[0] == 0xFE
    let bytes = try fixture.text.utf16.flatMap { unit -> [UInt8] in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBigEndian ? pair : pair.reversed()
    }
    #expect(try FeedParser.read(mark + bytes, kind: .awsHealth) == (try fixture.content()))
    #expect(throws: FeedError.encoding) { try FeedParser.read(mark + bytes + [0], kind: .awsHealth) }
    #expect(throws: FeedError.encoding) { try FeedParser.read(bytes, kind: .awsHealth) }
  }

  @Test func anEmptyListIsHealthy() throws {
    #expect(try content("[]", as: .awsHealth).health == .ok)
  }

  @Test(
    arguments: [
      ("arn:aws:health:us-gov-west-1::event/A", ["us-gov-west-1"]),
      ("arn:aws-cn:health:cn-north-1::event/A", ["cn-north-1"]),
      ("arn:aws:health:::event/A", []), ("arn", []), ("arn:aws:health:US East::event/A", []),
    ])
  func theRegionIsTheOneOfTheARN(arn: String, regions: [String]) throws {
    let content = try content(#"[{"arn":"\#(arn)","status":"3","region_name":"Ireland"}]"#, as: .awsHealth)
    #expect(content.events.map(\.regions) == [regions])
  }

  @Test func updatesInRSSArePutTogetherToEvents() throws {
    let content = try Fixture.named("aws-rss.xml").content()
    #expect(content.health == .down)
    #expect(content.builtAt == (try instant("2025-12-01T10:30:00Z")))
    let open = try #require(content.events.first)
    #expect(open.title == "Name resolution fails")
    #expect(open.regions == ["us-east-1"])
    #expect(open.services == ["dynamodb"])
    #expect(open.openedAt == (try instant("2025-12-01T09:40:00Z")))
    #expect(open.updatedAt == (try instant("2025-12-01T10:10:00Z")))
    #expect(open.text == "The record is empty .")
    let past = try #require(content.events.last)
    #expect(past.health == .ok)
    #expect(past.openedAt == (try instant("2025-11-30T19:00:00Z")))
    #expect(past.closedAt == (try instant("2025-11-30T20:00:00Z")))
  }

  @Test func anotherChannelThanAServiceStatusIsNotTrusted() throws {
    #expect(throws: FeedError.self) {
      try content("<rss><channel><title>AWS News</title></channel></rss>", as: .awsRSS)
    }
  }

  @Test func aSeverityThatIsNotKnownIsUnknown() throws {
    let content = try Fixture.named("aws-rss.xml").content(
      replacing: "Service disruption:", with: "Weather report:")
    #expect(content.health == .unknown)
    #expect(!content.doubts.isEmpty)
  }
}
