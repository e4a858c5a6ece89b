import Testing

@testable import Model

@Suite("URLs are taken apart strictly and shown without secrets")
struct HTTPURLTests {
  @Test(
    "an absolute URL reads and writes",
    arguments: [
      ("https://shop.example", "https://shop.example/"),
      ("http://shop.example:80/a?b=c", "http://shop.example/a?b=c"),
      ("https://shop.example:8443/x#frag", "https://shop.example:8443/x"),
      ("HTTPS://Shop.Example/", "https://shop.example/"),
      ("http://[::1]:8080/x", "http://[::1]:8080/x"), ("https://u:p@h.example/", "https://u:p@h.example/"),
      ("https://h.example?q=1", "https://h.example/?q=1"),
      ("https://a@b@h.example/", "https://a@b@h.example/"),
    ])
  func anAbsoluteURLReadsAndWrites(text: String, absolute: String) throws {
    #expect(try #require(HTTPURL(text)).absolute == absolute)
  }

  @Test(
    "what is no http URL is refused",
    arguments: [
      "", "shop.example", "ftp://shop.example", "https://", "https:///path", "https://shop.example:0/",
      "https://shop.example:65536/", "https://shop.example:http/", "https://sh op.example/",
      "https://a/\u{1B}[31m",
      "https://[::1/", "https://[::1]x/", "file:///etc/passwd", "https://h\\.example/", "https://::1/",
    ])
  func whatIsNoURLIsRefused(text: String) { #expect(HTTPURL(text) == nil) }

  @Test(
    "user info and query values are redacted",
    arguments: [
      ("https://user:pw@h.example/p", "https://***@h.example/p"),
      ("https://h.example/p?token=abc&x=&flag&y=1", "https://h.example/p?token=***&x=***&***&y=***"),
      ("https://h.example/p?", "https://h.example/p?"), ("https://h.example/p", "https://h.example/p"),
    ])
  func secretsAreRedacted(text: String, shown: String) throws {
    #expect(try #require(HTTPURL(text)).redacted == shown)
  }
}

@Suite("Fault domain ids follow one grammar")
struct DomainIDTests {
  @Test(
    "kinds",
    arguments: [
      ("aws", .provider), ("aws/us-east-1", .region), ("dns:route53", .dns), ("cdn:fastly", .cdn),
      ("ca:digicert", .ca), ("country:US", .country), ("jurisdiction:US", .jurisdiction),
      ("service:auth", .service),
    ] as [(String, DomainID.Kind)])
  func kinds(text: String, kind: DomainID.Kind) throws {
    let id = try #require(DomainID(text))
    #expect(id.kind == kind)
    #expect(id.description == text)
  }

  @Test(
    "what is no id is refused",
    arguments: [
      "", "aws/", "/x", "dns:", "region:x", "provider:aws", "a b", "aws/us/east", "dns:a:b", "x\u{1B}",
    ])
  func whatIsNoIdIsRefused(text: String) { #expect(DomainID(text) == nil) }

  @Test func aRegionKnowsItsProvider() throws {
    let id = try #require(DomainID("aws/us-east-1"))
    #expect(id.provider?.description == "aws")
    #expect(id.name == "us-east-1")
  }
}

@Suite("Outcomes map to health as the design lists them")
struct OutcomeTests {
  @Test func everyOutcomeHasTheHealthOfTheDesign() {
    for outcome in Outcome.allCases {
      let expected: Health =
        switch outcome.rawValue {
        case "ok": .ok
        case "slow", "tls-expiring": .degraded
        case "not-probed": .unknown
        default: .down
        }
      #expect(outcome.health == expected, "\(outcome.rawValue)")
    }
    #expect(Outcome.allCases.count == 26)
  }

  @Test func theWorstCountsMaintenanceAsOkAndNothingAsUnknown() {
    #expect(Health.worst(of: [.ok, .unknown, .degraded, .down]) == .down)
    #expect(Health.worst(of: [.ok, .unknown]) == .unknown)
    #expect(Health.worst(of: [.maintenance]) == .ok)
    #expect(Health.worst(of: []) == .unknown)
  }
}
