import Catalogue
import Model
import Testing

@testable import Configuration

@Suite("The embedded default shows the outage of 2025-10-20 and its surroundings")
struct DefaultConfigurationTests {
  let configuration: Configuration
  var plan: Plan { configuration.plan }

  init() throws { configuration = try Configuration.embeddedDefault() }

  @Test func itHasNothingToWarnOf() { #expect(configuration.warnings.isEmpty) }

  @Test func itWatchesRegionsOfThreeProvidersWithUSEast1First() {
    #expect(plan.regions.count >= 24)
    #expect(plan.regions.first?.id.description == "aws/us-east-1")
    #expect(Set(plan.regions.compactMap { $0.id.provider?.description }) == ["aws", "gcp", "azure"])
    #expect(plan.regions.allSatisfy { $0.checks.count == 1 })
  }

  @Test func itAsksTheNamesOnTheSystemAndThreePublicResolvers() {
    #expect(plan.resolvers.map(\.id) == ["system", "cloudflare", "google", "quad9"])
    #expect(plan.names.count >= 12)
    #expect(plan.names.first?.id == "dynamodb.us-east-1.amazonaws.com")
    #expect(plan.names.allSatisfy { $0.checks.count == 4 })
  }

  @Test func itsServicesBeginWithThoseOfTheDayAndGiveEvidenceForEveryNeed() {
    #expect(plan.services.count >= 24)
    #expect(plan.services.prefix(4).map(\.name.string) == ["Reddit", "Snapchat", "Venmo", "Roblox"])
    for service in plan.services {
      #expect(!service.needs.isEmpty && service.weight > 0 && !service.checks.isEmpty)
      #expect(service.needs.allSatisfy { $0.isEvidenced }, "\(service.id)")
    }
    #expect(plan.weightUnit != nil)
  }

  @Test func servicesWithAKnownStatusPageAreFollowedAndOthersProbedOnly() throws {
    #expect(plan.feeds.map(\.kind) == [.awsHealth, .gcp, .azure])
    func kind(_ id: Service.ID) throws -> FeedReference.Kind? {
      try #require(plan.services.first { $0.id == id }, "\(id)").feed?.kind
    }
    for id in ["reddit", "zoom", "coinbase", "twilio", "atlassian", "datadog", "github", "cloudflare-site"] {
      #expect(try kind(id) == .statuspage, "\(id)")
    }
    #expect(try kind("roblox") == .statusio)
    #expect(try kind("slack") == .slack)
    for id in ["snapchat", "venmo"] { #expect(try kind(id) == nil, "\(id)") }
  }

  @Test func severalOfItsServicesStandElsewhere() {
    let elsewhere = plan.services.filter { service in
      !service.needs.flatMap(\.domains).contains { $0.description.hasPrefix("aws") }
    }
    #expect(elsewhere.count >= 6)
  }

  @Test func itAsksNobodyMoreThanOnceAMinute() {
    #expect(plan.checks.allSatisfy { $0.interval >= .seconds(60) })
    let hosts = plan.services.flatMap(\.checks).compactMap { check -> String? in
      guard case .http(let probe) = check.probe else { return nil }
      #expect(probe.method == .head)
      return probe.url.endpoint.host
    }
    #expect(Set(hosts).count == hosts.count)
  }

  @Test func itsControlsAreTheOnesOfAFileThatNamesNone() throws {
    let bare = try Configuration.parse(
      text: "version: 1\nprobe: {interval: 60s}", file: "f", environment: [:])
    #expect(plan.controls == bare.plan.controls)
  }

  @Test func itLabelsUnverifiedEndpoints() {
    let unverified = plan.regions.flatMap(\.checks).filter(\.isUnverified)
    #expect(!unverified.isEmpty)
    #expect(plan.regions.first?.checks.allSatisfy { !$0.isUnverified } == true)
  }

  @Test func whatItShowsAsPossibleIsPossible() throws {
    let shown = Catalogue.defaultConfiguration.split(separator: "\n").filter { $0.hasPrefix("#") }
    let possible = shown.map { $0.dropFirst() }.filter { line in
      line.first != " " || line.hasPrefix("  ")
    }
    let start = try #require(possible.firstIndex(of: "domains:"))
    let text = "version: 1\n" + possible[start...].joined(separator: "\n")
    let example = try Configuration.parse(
      text: text, file: "f", environment: ["TOKEN": "t", "HOOK_URL": "https://hooks.example/"])
    #expect(example.warnings.isEmpty)
    #expect(example.plan.services.first?.checks.count == 6)
    #expect(example.plan.alerts.count == 2 && plan.feeds.count == 3)
  }

  @Test func checkIDsAreUnique() {
    let ids = plan.checks.map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test func everyDomainReferredToIsThereWithItsFacts() {
    let known = Set(plan.domains.map(\.id))
    let named =
      plan.regions.map(\.id) + plan.services.flatMap { $0.needs.flatMap(\.domains) }
      + plan.domains.flatMap { $0.needs.flatMap(\.domains) + $0.controlPlanes }
    #expect(named.allSatisfy { known.contains($0) })
    #expect(plan.domains.allSatisfy { !$0.name.isEmpty })
  }
}

extension Need {
  /// Every leaf says how we know.
  var isEvidenced: Bool {
    if case .domain(_, let evidence) = self { evidence != nil } else { members.allSatisfy(\.isEvidenced) }
  }
}
