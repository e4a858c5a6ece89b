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
