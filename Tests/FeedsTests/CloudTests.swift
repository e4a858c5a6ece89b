import Testing

@testable import Feeds
@testable import Model

@Suite("Google, Azure and Oracle feeds")
struct CloudTests {
  @Test func anAvailableUpdateDoesNotCloseAGoogleIncident() throws {
    let event = try #require(try Fixture.named("gcp.json").content().events.first)
    #expect(event.isOpen)
    #expect(event.health == .down)
    #expect(event.id == "open1")
    #expect(event.services == ["Compute Engine"])
    #expect(event.openedAt == (try instant("2025-12-01T09:00:00Z")))
    #expect(event.updatedAt == (try instant("2025-12-01T10:00:00Z")))
    #expect(event.url == "https://status.cloud.google.com/incidents/open1")
    #expect(event.text == "Most of it works again.")
  }

  @Test func googlesGlobalBesideARegionConcernsEveryRegion() throws {
    let event = try #require(try Fixture.named("gcp.json").content().events.first)
    #expect(event.regions == ["us-central1"])
    #expect(event.concerns(try #require(DomainID("gcp/europe-west1"))))
  }

  @Test func onlyAnEndClosesAGoogleIncident() throws {
    let event = try #require(try Fixture.named("gcp.json").content().events.last)
    #expect(event.health == .ok)
    #expect(event.closedAt == (try instant("2025-11-01T20:30:00Z")))
    #expect(event.regions == ["europe-west1"])
    #expect(!event.concerns(try #require(DomainID("gcp/us-central1"))))
    #expect(try content(#"[{"id":"a","end":""}]"#, as: .gcp).health == .degraded)
    #expect(throws: FeedError.self) { try content(#"[{"id":"a","end":"soon"}]"#, as: .gcp) }
  }

  @Test func anOpenGoogleIncidentOfAnUnknownKindIsAtLeastDegraded() throws {
    #expect(try content(#"[{"id":"a","status_impact":"SERVICE_WEATHER"}]"#, as: .gcp).health == .degraded)
  }

  @Test func azureNamesRegionsAmongItsCategories() throws {
    let content = try Fixture.named("azure.xml").content()
    let event = try #require(content.events.first)
    #expect(content.health == .degraded)
    #expect(content.builtAt == (try instant("2025-12-01T10:00:00Z")))
    #expect(event.regions == ["eastus2"])
    #expect(event.services == ["Storage", "Virtual Machines"])
    #expect(event.openedAt == (try instant("2025-12-01T09:30:00Z")))
    #expect(event.text == "Requests fail. We look into it.")
  }

  @Test(
    arguments: [
      ("East US 2", ["eastus2"]), ("East US", ["eastus"]), ("East US 2 and East US", ["eastus2", "eastus"]),
      ("North Central US", ["northcentralus"]), ("Central US", ["centralus"]),
      ("Storage - West Europe", ["westeurope"]),
      ("west us 3", ["westus3"]), ("Northeast US", []), ("East USA", []), ("Storage", []), ("", []),
    ])
  func theLongestRegionNameWins(category: String, regions: [String]) {
    #expect(RegionDirectory.embedded.regions(in: category, of: "azure").ids == regions)
  }

  @Test func anEmptyAzureChannelWithItsTitleIsHealthy() throws {
    let empty = "<rss version='2.0'><channel><title>Azure Status</title></channel></rss>"
    #expect(try content(empty, as: .azure).health == .ok)
  }

  @Test(
    arguments: [
      "<rss version='2.0'><channel></channel></rss>", "<rss version='2.0'><channel><title/></channel></rss>",
      "<rss/>",
      "<rss><title>Azure Status</title></rss>", "<rss><channel><title>Azure Blog</title></channel></rss>",
      "<feed><title>Azure Status</title></feed>", "<html><head><title>Azure Status</title></head></html>",
      "<rss><channel><item><title>Azure Status</title></item></channel></rss>",
    ])
  func aChannelWithoutItsTitleIsNotTrusted(payload: String) {
    #expect(throws: FeedError.self) { try content(payload, as: .azure) }
  }

  @Test func anAzureItemThatSaysItIsOverIsClosed() throws {
    let content = try Fixture.named("azure.xml").content(
      replacing: "<title>Errors in storage", with: "<title>[Resolved] Errors in storage")
    #expect(content.health == .ok)
    #expect(content.events.first?.closedAt != nil)
  }

  @Test func oneOracleIncidentInSeveralRegionsIsOneEvent() throws {
    let content = try Fixture.named("oracle.json").content()
    let event = try #require(content.events.first { $0.id == "ocid1.x" })
    #expect(event.health == .down)
    #expect(event.regions == ["us-ashburn-1", "uk-london-1"])
    #expect(event.services == ["Compute"])
    #expect(content.events.count == 2)
    #expect(content.events.last?.services == ["Email"])
    #expect(content.events.last?.regions == ["uk-london-1"])
  }

  @Test func aNormalOracleServiceWithAnOpenIncidentIsNotGreen() throws {
    let payload = """
      {"regionHealthReports":[{"regionCanonicalName":"us-ashburn-1","serviceHealthReports":[{"serviceName":"Console",
      "serviceStatus":"NormalPerformance","incidents":[{"incidentId":"a","severity":"Informational"}]}]}]}
      """
    #expect(try content(payload, as: .oracle).health == .degraded)
    let calm = payload.replacing(#"{"incidentId":"a","severity":"Informational"}"#, with: "")
    #expect(try content(calm, as: .oracle).health == .ok)
    for broken in [
      calm.replacing(#","incidents":[]"#, with: "").replacing("\n\"", with: "\""),
      calm.replacing(#""incidents":[]"#, with: #""incidents":null"#),
      #"{"regionHealthReports":[{"regionCanonicalName":"us-ashburn-1","serviceHealthReports":[]}]}"#,
    ] {
      #expect(throws: FeedError.self) { try content(broken, as: .oracle) }
    }
    let odd = calm.replacing("NormalPerformance", with: "Weather")
    #expect(try content(odd, as: .oracle).health == .unknown)
  }

  @Test(arguments: [("none", Health.ok), ("minor", .degraded), ("critical", .down), ("rosy", .unknown)])
  func oraclesShortFormHasTheIndicatorAlone(indicator: String, health: Health) throws {
    let payload = #"{"page":{"name":"OCI"},"status":{"indicator":"\#(indicator)","description":"So it is"}}"#
    #expect(try content(payload, as: .oracle).health == health)
  }
}
