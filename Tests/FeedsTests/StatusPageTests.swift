import Testing

@testable import Feeds
@testable import Model

@Suite("Status pages in Statuspage's words")
struct StatusPageTests {
  @Test func theHistoryOfUpdatesComesNewestFirst() throws {
    let event = try #require(try Fixture.named("statuspage.json").content().events.first { $0.id == "i1" })
    #expect(event.updates.map(\.text) == ["We found the cause .", "We look into it."])
    #expect(event.updates.map { $0.at?.time } == ["09:55:00", "09:40:00"])
  }

  @Test func anIncidentCarriesItsComponentsTimesAndNewestWords() throws {
    let content = try Fixture.named("statuspage.json").content()
    let event = try #require(content.events.first { $0.id == "i1" })
    #expect(event.title == "Requests to the API fail")
    #expect(event.health == .degraded)
    #expect(event.services == ["API"])
    #expect(event.openedAt == (try instant("2025-12-01T09:35:00Z")))
    #expect(event.updatedAt == (try instant("2025-12-01T09:55:00Z")))
    #expect(event.url == "https://example.com/i1")
    #expect(event.text == "We found the cause .")
  }

  /// A maintenance planned for the same component does not excuse it.
  @Test func aComponentThatIsOutCountsWithoutAnIncident() throws {
    let content = try Fixture.named("statuspage.json").content()
    let event = try #require(content.events.first { $0.id == "component:c3" })
    #expect(event.health == .down)
    #expect(event.title == "Mail: major outage")
    #expect(content.health == .down)
  }

  @Test func groupsAreNoComponents() throws {
    let content = try Fixture.named("statuspage.json").content()
    #expect(!content.events.contains { $0.id == "component:g1" })
  }

  @Test func plannedMaintenanceCountsAsOk() throws {
    let event = try #require(try Fixture.named("statuspage.json").content().events.first { $0.id == "m1" })
    #expect(event.health == .maintenance)
    #expect(event.openedAt == (try instant("2025-12-05T02:00:00Z")))
  }

  @Test(
    arguments: [
      (["API"], Health.degraded), (["c2"], .degraded), (["storefront"], .degraded), (["g1"], .degraded),
      ([" mail "], .down), (["Web"], .ok), (["Web", "Mail"], .down), (["Checkout"], .unknown),
      (["API", "Checkout"], .degraded),
    ] as [([SafeText], Health)])
  func onlyTheComponentsAskedForCount(components: [SafeText], health: Health) throws {
    #expect(try Fixture.named("statuspage.json").content(components: components).health == health)
  }

  /// The indicator can read `none`, and every component operational, beside an open incident.
  @Test func anOpenIncidentIsNeverGreen() throws {
    let payload = """
      {"page":{"id":"p"},"status":{"indicator":"none"},"components":[{"id":"c","name":"Web","status":"operational"}],
      "incidents":[{"id":"i","name":"Slow","status":"monitoring","impact":"none","incident_updates":[]}]}
      """
    #expect(try content(payload, as: .statuspage).health == .degraded)
    #expect(try content(payload, as: .statuspage, components: ["Web"]).health == .degraded)
  }

  @Test(arguments: [
    ("none", Health.ok), ("minor", .degraded), ("major", .degraded), ("critical", .down),
    ("maintenance", .ok),
    ("rosy", .unknown),
  ])
  func theIndicatorCountsWhereNothingListedExplainsIt(indicator: String, health: Health) throws {
    let payload = """
      {"page":{"id":"p"},"status":{"indicator":"\(indicator)"},"components":[{"id":"c","name":"Web",
      "status":"operational"}],"incidents":[]}
      """
    #expect(try content(payload, as: .statuspage).health == health)
    #expect(try content(payload, as: .incidentio).health == health)
  }

  @Test(arguments: [
    ("degraded_performance", Health.degraded), ("partial_outage", .degraded), ("major_outage", .down),
    ("under_maintenance", .ok), ("asleep", .unknown), ("", .unknown),
  ])
  func aComponentsOwnWordCounts(word: String, health: Health) throws {
    let payload = """
      {"page":{"id":"p"},"status":{"indicator":"none"},"components":[{"id":"c","name":"Web","status":"\(word)"}],
      "incidents":[]}
      """
    let content = try content(payload, as: .statuspage)
    #expect(content.health == health)
    #expect(content.doubts.isEmpty == (health != .unknown))
  }

  @Test func aResolvedIncidentIsClosed() throws {
    let content = try Fixture.named("statuspage.json").content(
      replacing: #""status": "identified", "created_at""#, with: #""status": "resolved", "created_at""#)
    let event = try #require(content.events.first { $0.id == "i1" })
    #expect(event.health == .ok)
    #expect(event.closedAt == (try instant("2025-12-01T09:55:00Z")))
    #expect(content.events.contains { $0.id == "component:c2" })
  }

  @Test(arguments: ["page", "status", "components", "incidents"])
  func withoutAPartThePageIsNotTrusted(part: String) throws {
    #expect(throws: FeedError.self) {
      try Fixture.named("statuspage.json").content(replacing: "\n  \"\(part)\":", with: "\n  \"x\":")
    }
    #expect(throws: FeedError.self) { try content("{\"\(part)\":{}}", as: .statuspage) }
  }

  @Test func incidentIOLeavesOutWhatIsEmpty() throws {
    let content = try Fixture.named("incidentio.json").content()
    #expect(content.health == .degraded)
    #expect(content.events.map(\.title) == ["Errors with images"])
    #expect(content.events.first?.updatedAt == (try instant("2025-12-01T09:58:00Z")))
    let calm =
      #"{"page":{"id":"p"},"status":{"indicator":"none"},"components":[{"id":"c","name":"A","status":"operational"}]}"#
    #expect(try incidentIO(calm).health == .ok)
    #expect(throws: FeedError.self) {
      try incidentIO(#"{"page":{"id":"p"},"status":{"indicator":"none"},"components":[]}"#)
    }
  }

  private func incidentIO(_ text: String) throws -> FeedContent { try content(text, as: .incidentio) }
}
