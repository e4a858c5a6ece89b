import Testing

@testable import Feeds
@testable import Model

@Suite("Status pages in words of their own")
struct OtherPageTests {
  @Test func statusIOIncidentsTakeTheSeverityOfTheirNewestMessage() throws {
    let content = try Fixture.named("statusio.json").content()
    #expect(content.health == .down)
    let event = try #require(content.events.first { $0.id == "n1" })
    #expect(event.health == .down)
    #expect(event.services == ["Games"])
    #expect(event.openedAt == (try instant("2025-12-01T09:45:00Z")))
    #expect(event.updatedAt == (try instant("2025-12-01T09:59:00Z")))
    #expect(event.text == "Nobody can join.")
    #expect(content.events.map(\.id).contains("component:a2"))
    #expect(!content.events.map(\.id).contains("component:a1"))
  }

  @Test(arguments: [
    (100, Health.ok), (200, .ok), (300, .degraded), (400, .degraded), (500, .down), (600, .degraded),
    (700, .unknown),
  ])
  func statusIOCodesBecomeHealth(code: Int, health: Health) throws {
    let page = """
      {"result":{"status_overall":{"status":"So","status_code":\(code)},"status":[],"incidents":[]}}
      """
    #expect(try content(page, as: .statusio).health == health)
    let component = """
      {"result":{"status_overall":{"status_code":100},"status":[{"id":"a","name":"A","status_code":\(code)}],"incidents":[]}}
      """
    #expect(try content(component, as: .statusio).health == health)
  }

  @Test(arguments: ["status_overall", "status", "incidents", "result"])
  func withoutAPartAStatusIOPageIsNotTrusted(part: String) throws {
    #expect(throws: FeedError.self) {
      try Fixture.named("statusio.json").content(replacing: "\"\(part)\":", with: "\"x\":")
    }
  }

  @Test func slackListsWhatIsOpenNow() throws {
    let content = try Fixture.named("slack.json").content()
    #expect(content.health == .down)
    let event = try #require(content.events.first)
    #expect(event.id == "2001")
    #expect(event.services == ["Messaging", "Search"])
    #expect(event.openedAt == (try instant("2025-12-01T09:40:00Z")))
    #expect(event.updatedAt == (try instant("2025-12-01T09:58:00Z")))
    #expect(event.text == "We found the cause. A fix follows.")
  }

  @Test func slacksHistoryIsClosed() throws {
    let content = try Fixture.named("slack-history.json").content()
    #expect(content.health == .ok)
    #expect(content.events.first?.closedAt == (try instant("2025-11-20T11:00:00Z")))
    #expect(throws: FeedError.self) { try Feeds.FeedParser.read(Array("[]".utf8), kind: .slack) }
  }

  @Test(arguments: [
    ("incident", Health.degraded), ("notice", .degraded), ("maintenance", .ok), ("storm", .degraded),
  ])
  func slacksKindsBecomeHealth(type: String, health: Health) throws {
    let content = try Fixture.named("slack.json").content(
      replacing: #""type": "outage""#, with: #""type": "\#(type)""#)
    #expect(content.health == health)
  }

  @Test func slackNotOkWithoutAnIncidentIsNotGreen() throws {
    let payload = #"{"status":"active","active_incidents":[]}"#
    #expect(try content(payload, as: .slack).health == .degraded)
    #expect(try content(payload.replacing("active\",", with: "ok\","), as: .slack).health == .ok)
  }

  @Test func instatusLeavesOutWhatIsEmpty() throws {
    let content = try Fixture.named("instatus.json").content()
    #expect(content.health == .down)
    #expect(content.events.map(\.health) == [.maintenance, .down])
    #expect(content.events.last?.openedAt == (try instant("2025-12-01T09:48:28Z")))
    #expect(content.events.last?.updatedAt == (try instant("2025-12-01T09:50:11Z")))
    #expect(try FeedsTests.content(#"{"page":{"name":"a","status":"UP"}}"#, as: .instatus).health == .ok)
  }

  @Test(arguments: [
    ("UP", Health.ok), ("HASISSUES", .degraded), ("UNDERMAINTENANCE", .ok), ("ONEMAJOROUTAGE", .degraded),
    ("SOMEPARTIALOUTAGE", .degraded), ("ALLMAJOROUTAGE", .down), ("ALLDEGRADEDPERFORMANCE", .degraded),
    ("SOMEUNDERMAINTENANCE", .ok), ("SUNNY", .unknown), ("", .unknown),
  ])
  func instatusWordsAreAnOpenSet(word: String, health: Health) throws {
    let payload = #"{"page":{"name":"a","status":"\#(word)"}}"#
    if word.isEmpty {
      #expect(throws: FeedError.missing("status")) { try content(payload, as: .instatus) }
    } else {
      #expect(try content(payload, as: .instatus).health == health)
    }
  }

  @Test func betterStackJoinsReportsUpdatesAndResources() throws {
    let content = try Fixture.named("betterstack.json").content()
    #expect(content.health == .down)
    let open = try #require(content.events.first { $0.id == "p1" })
    #expect(open.health == .degraded)
    #expect(open.services == ["Hub"])
    #expect(open.text == "The cause is known.")
    #expect(open.updatedAt == (try instant("2025-12-01T09:30:00Z")))
    let past = try #require(content.events.first { $0.id == "p3" })
    #expect(past.closedAt == (try instant("2025-11-01T11:00:00Z")))
  }

  /// The proxy is down now; that an upgrade of it is planned for next week excuses nothing.
  @Test func aBetterStackResourceThatIsDownCountsWithoutAReport() throws {
    let content = try Fixture.named("betterstack.json").content()
    #expect(content.events.first { $0.id == "resource:r2" }?.health == .down)
    #expect(try Fixture.named("betterstack.json").content(components: ["Proxy"]).health == .down)
    #expect(try Fixture.named("betterstack.json").content(components: ["Hub"]).health == .degraded)
    #expect(try Fixture.named("betterstack.json").content(components: ["Fax"]).health == .unknown)
  }
}
