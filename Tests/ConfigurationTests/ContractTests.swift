import Catalogue
import Model
import Testing

@testable import Configuration

@Suite("Every key of the contract is read")
struct ContractTests {
  let configuration: Configuration
  var plan: Plan { configuration.plan }

  init() throws {
    configuration = try Configuration.parse(
      text: Self.example, file: "example.yaml",
      environment: ["TOKEN": "s3cret", "HOOK_URL": "https://hooks.example/x?key=s3cret"])
  }

  @Test func nothingInItIsWarnedOf() { #expect(configuration.warnings.isEmpty) }

  @Test func policiesAreRead() {
    #expect(plan.vantage == Vantage(name: "seoul-office", home: "KR"))
    #expect(plan.weightUnit == "USD per hour")
    #expect(plan.probing == ProbingPolicy(interval: .seconds(30), timeout: .seconds(5), concurrency: 256))
    #expect(plan.health == HealthPolicy())
    #expect(plan.history == RetentionPolicy())
    #expect(
      plan.resolvers == [
        .system, Resolver(id: "cloudflare", address: .at(Endpoint(host: "1.1.1.1", port: 53))),
        Resolver(id: "lab", address: .at(Endpoint(host: "127.0.0.1", port: 5300))),
      ])
    #expect(plan.controls.map(\.probe.target) == ["1.1.1.1:443", "8.8.8.8:443"])
  }

  @Test func regionsComeFromTheCatalogueWithTheirEndpointsUnlessOverridden() {
    #expect(plan.regions.count == 2 + 43)
    #expect(
      plan.regions.first?.checks.map(\.probe.target) == ["https://dynamodb.us-east-1.amazonaws.com/ping"])
    #expect(plan.regions.first?.checks.first?.isUnverified == false)
    #expect(plan.regions.last?.id.description == "azure/eastus")
    #expect(plan.regions.last?.checks.first?.isUnverified == true)
  }

  @Test func aNameIsAskedOnEveryResolverUnlessItNamesItsOwn() {
    #expect(
      plan.names.map { $0.checks.map(\.probe.target) } == [
        [
          "dynamodb.us-east-1.amazonaws.com @system", "dynamodb.us-east-1.amazonaws.com @cloudflare",
          "dynamodb.us-east-1.amazonaws.com @lab",
        ], ["db.corp.internal A @system"],
      ])
  }

  @Test func domainsHoldEverythingReferredToWithOverridesApplied() throws {
    let domains = Dictionary(uniqueKeysWithValues: plan.domains.map { ($0.id.description, $0) })
    #expect(domains["aws/us-east-1"]?.unavailability == Unavailability(0.0005, .configured))
    let seoul = try #require(domains["onprem/seoul-1"])
    #expect(seoul.country == "KR" && seoul.coordinates == Coordinates(latitude: 37.57, longitude: 126.98))
    #expect(seoul.needs.flatMap(\.domains).map(\.description) == ["onprem"])
    for id in ["aws", "gcp", "azure", "onprem", "dns:ns1", "cloudflare", "ca:digicert", "gcp/us-east4"] {
      #expect(domains[id] != nil, "\(id)")
    }
    #expect(domains["service:auth"] == nil && domains["service:checkout"] == nil)
  }

  @Test func aHiddenNeedIsDroppedWhereTheUserSays() throws {
    let ireland = try #require(plan.domains.first { $0.id.description == "aws/eu-west-1" })
    #expect(
      ireland.controlPlanes.map(\.description) == [
        "service:aws-organizations", "service:aws-account-management",
      ])
    #expect(ireland.needs.flatMap(\.domains).map(\.description) == ["aws"])
  }

  @Test func aServiceIsReadWhole() throws {
    let checkout = try #require(plan.services.first)
    #expect((checkout.id, checkout.name, checkout.weight) == ("checkout", "Checkout", 10))
    #expect((checkout.owner, checkout.tags) == ("payments", ["prod"]))
    #expect(checkout.runbook == "https://wiki.example/checkout")
    #expect(checkout.feed?.kind == .statuspage && checkout.feed?.components == ["API"])
    #expect(plan.services.last == Service(id: "auth"))
  }

  @Test func itsChecksAreReadInEveryForm() throws {
    let checks = try #require(plan.services.first).checks
    let shop = Endpoint(host: "shop.example", port: 443)
    let url = try #require(HTTPURL("https://shop.example/"))
    #expect(checks.count == 6)
    #expect(checks[0].probe == .http(HTTPProbe(url: try #require(HTTPURL("https://shop.example/health")))))
    #expect(
      checks[1].probe
        == .http(
          HTTPProbe(
            url: url, method: .get, status: .exactly([200, 401]), body: "ok", addresses: .all,
            headers: [HTTPProbe.Header(name: "Authorization", value: "Bearer s3cret")], redirects: 5)))
    #expect(checks[1].interval == .seconds(60) && checks[1].isAlwaysTrusted)
    #expect(checks[2].probe == .tcp(TCPProbe(endpoint: shop, expect: "^220 ")))
    #expect(checks[3].probe == .tls(TLSProbe(endpoint: shop, expiresIn: .seconds(14 * 86_400))))
    #expect(checks[4].probe == .dns(DNSProbe(name: "shop.example", type: .a, resolver: "system")))
    #expect(checks[5].probe == .ping(host: "shop.example"))
    #expect(checks.allSatisfy { $0.purpose == .service("checkout") && $0.timeout == .seconds(5) })
  }

  @Test func needsNestWithTheirEvidence() throws {
    func leaf(_ id: String, _ evidence: SafeText? = nil) throws -> Need {
      .domain(try #require(DomainID(id)), evidence: evidence)
    }
    let expected: [Need] = [
      .any([try leaf("aws/us-east-1"), try leaf("aws/eu-west-1")]),
      .atLeast(2, of: [try leaf("dns:route53"), try leaf("dns:ns1"), try leaf("dns:cloudflare")]),
      try leaf("ca:digicert", "certificate issuer, 2026-11"), try leaf("service:auth"),
    ]
    #expect(plan.services.first?.needs == expected)
  }

  @Test func whatSurroundsTheServicesIsRead() throws {
    #expect(plan.feeds.map(\.kind) == [.awsHealth])
    #expect(plan.prometheusSources.map(\.absolute) == ["http://127.0.0.1:9090/"])
    let start = try #require(Timestamp(iso8601: "2026-12-01T02:00:00Z"))
    #expect(
      plan.maintenance == [MaintenanceWindow(services: ["checkout"], span: start..<(start + .seconds(7200)))])
    let hook = try #require(HTTPURL("https://hooks.example/x?key=s3cret"))
    #expect(
      plan.alerts == [
        AlertRule(triggers: [.open, .close], action: .command(["notify-send", "Faultline"])),
        AlertRule(triggers: [.open, .close], action: .webhook(hook)),
      ])
  }

  static let example = """
    version: 1
    vantage: {name: seoul-office, home: KR}       # home: for the jurisdiction view
    weights: {unit: USD per hour}                 # what a weight means; shown with every loss
    probe: {interval: 30s, timeout: 5s, concurrency: 256, proxy: none}
    health: {fail: 2 of 3, recover: 2 of 2, slow: 3x}
    resolvers: [system, {name: cloudflare, address: 1.1.1.1}, {name: lab, address: "127.0.0.1:5300"}]
    controls: ["tcp://1.1.1.1:443", "tcp://8.8.8.8:443"]  # reference targets for the verdict
    regions: [aws/us-east-1, "gcp/*", azure/eastus]        # from the catalogue
    dns:                                                   # names to watch
      - dynamodb.us-east-1.amazonaws.com                   # on every resolver
      - {name: db.corp.internal, type: A, resolvers: [system]}   # internal names must not leak
    domains:                                               # add to or override the catalogue
      aws/us-east-1: {unavailability: 0.0005, checks: ["https://dynamodb.us-east-1.amazonaws.com/ping"]}
      onprem/seoul-1: {country: KR, latitude: 37.57, longitude: 126.98}
      aws/eu-west-1: {without: ["service:aws-iam"]}      # drop a hidden need of the catalogue
    services:
      - id: checkout
        name: Checkout
        weight: 10
        owner: payments
        runbook: "https://wiki.example/checkout"
        tags: [prod]
        checks:
          - https://shop.example/health
          - {http: "https://shop.example/", method: GET, status: [200, 401], body: "ok", addresses: all,
             headers: {Authorization: "Bearer ${TOKEN}"}, redirects: 5, interval: 60s, trust: always}
          - {tcp: "shop.example:443", expect: "^220 "}
          - {tls: "shop.example:443", expires_in: 14d}
          - {dns: shop.example, type: A}
          - {ping: shop.example}
        feed: {kind: statuspage, url: "https://status.shop.example/api/v2/summary.json", components: [API]}
        needs:
          - any: [aws/us-east-1, aws/eu-west-1]
          - {at_least: 2, of: [dns:route53, dns:ns1, dns:cloudflare]}
          - {domain: ca:digicert, evidence: "certificate issuer, 2026-11"}
          - service:auth
      - id: auth
    feeds:
      - {kind: aws-health, url: "https://health.aws.amazon.com/public/currentevents"}
    sources:
      - {prometheus: {url: "http://127.0.0.1:9090"}}       # targets that others probe
    maintenance: [{services: [checkout], from: 2026-12-01T02:00:00Z, to: 2026-12-01T04:00:00Z}]
    history: {raw: 48h, minutes: 30d, hours: 400d}
    alerts: [{on: [open, close], command: [notify-send, Faultline]}, {webhook: "${HOOK_URL}"}]
    """
}
