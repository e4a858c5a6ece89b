import Testing

@Suite("faultline check, against real servers")
struct CheckTests {
  private let lab: CheckedLab

  init() throws { lab = try CheckedLab() }

  @Test func theStateIsTheExitCodeAndNothingElseIsSaid() {
    #expect(lab.execution.code == 2)
    #expect(lab.execution.errors.isEmpty)
    #expect(lab.snapshot["overall"].string == "down")
  }

  @Test func theLinkIsAllRight() {
    #expect(lab.snapshot["vantage"]["name"].string == "lab")
    #expect(lab.snapshot["vantage"]["verdict"].string == "ok")
    #expect(lab.snapshot["vantage"]["evidence"].strings == ["1 of 1 controls answer"])
  }

  @Test(arguments: [
    ("four", "ok"), ("alias", "ok"), ("alias-far", "ok"), ("nodata", "dns-nodata"),
    ("alias-empty", "dns-nodata"), ("alias-empty-far", "dns-nodata"), ("alias-missing", "dns-nxdomain"),
    ("loop-a", "dns-loop"),
  ])
  func everyDNSFaultHasItsOwnOutcome(name: String, outcome: String) {
    let row = lab.name("\(name).lab.test")
    #expect(row["resolvers"].elements.map { $0["outcome"].string } == [outcome])
    #expect(row["health"].string == (outcome == "ok" ? "ok" : "down"))
    #expect(row["agreement"].isNull)
  }

  @Test func anAnswerShowsItsAddressesItsChainAndTheShortestTTL() throws {
    let four = try #require(lab.name("four.lab.test")["resolvers"].elements.first)
    #expect(Set(four["addresses"].strings) == ["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"])
    #expect(four["cname"].strings.isEmpty && !four["cname"].isNull)
    #expect(four["ttl_s"].number == 30)
    let far = try #require(lab.name("alias-far.lab.test")["resolvers"].elements.first)
    #expect(far["addresses"].strings == ["127.0.0.7"])
    #expect(far["cname"].strings == ["target.other.test", "final.other.test"])
    #expect(far["ttl_s"].number == 15)
    #expect((far["latency_ms"].number ?? 0) > 0)
    let empty = try #require(lab.name("alias-empty-far.lab.test")["resolvers"].elements.first)
    #expect(empty["cname"].strings == ["empty.other.test"])
    #expect(empty["addresses"].strings.isEmpty)
  }

  @Test func resolversAgreeOrDiffer() {
    let www = lab.name("www.lab.test")
    #expect(www["agreement"].string == "agree")
    #expect(www["health"].string == "ok")
    let missing = lab.name("missing.lab.test")
    #expect(missing["agreement"].string == "differ")
    #expect(missing["health"].string == "degraded")
    #expect(missing["reason"].string?.hasPrefix("1 of 2 resolvers report no such record") == true)
    #expect(missing["resolvers"].element("resolver", "lab")["outcome"].string == "dns-nxdomain")
    #expect(missing["resolvers"].element("resolver", "stranger")["outcome"].string == "ok")
  }

  @Test(arguments: [
    ("plain", "ok", "ok"), ("trusted", "ok", "ok"), ("body", "ok", "ok"), ("greeting", "ok", "ok"),
    ("ending", "tls-expiring", "degraded"), ("status", "http-status", "down"),
    ("other-body", "http-body", "down"), ("refused", "connect-refused", "down"),
    ("nameless", "dns-nodata", "down"), ("expired", "tls-expired", "down"),
    ("self-signed", "tls-untrusted", "down"), ("wrong-host", "tls-hostname", "down"),
    ("other-greeting", "unexpected-reply", "down"),
  ])
  func everyServiceFaultHasItsOwnOutcome(id: String, outcome: String, health: String) {
    #expect(lab.outcome(id) == outcome)
    #expect(lab.service(id)["health"].string == health)
    #expect(lab.service(id)["checks"].elements.map { $0["health"].string } == [health])
  }

  @Test func aServiceWithOneGoodAndOneBadCheckIsDegraded() {
    #expect(lab.service("mixed")["health"].string == "degraded")
    #expect(lab.service("mixed")["checks"].elements.map { $0["health"].string } == ["ok", "down"])
  }

  @Test func aServiceNobodyAsksIsUnknown() {
    #expect(lab.service("unasked")["health"].string == "unknown")
    #expect(lab.service("unasked")["checks"].elements.isEmpty)
  }

  @Test func aCheckSaysWhatItSaw() throws {
    let status = try #require(lab.service("status")["checks"].elements.first)
    #expect(status["status"].number == 503)
    #expect(status["address"].string == "127.0.0.1")
    #expect(status["detail"].string?.contains("expected 200-399") == true)
    let trusted = try #require(lab.service("trusted")["checks"].elements.first)
    for phase in ["dns_ms", "connect_ms", "tls_ms", "first_byte_ms", "total_ms"] {
      #expect((trusted["phases"][phase].number ?? -1) >= 0, "\(phase)")
    }
    #expect(trusted["detail"].isNull)
    let greeting = try #require(lab.service("greeting")["checks"].elements.first)
    #expect(greeting["status"].isNull && greeting["phases"]["tls_ms"].isNull)
  }

  @Test func everythingIsCountedOnce() {
    let counts = lab.snapshot["counts"]
    let expected = ["ok": 8, "degraded": 3, "down": 13, "unknown": 1, "maintenance": 0]
    for (health, count) in expected { #expect(counts[health].number == Double(count), "\(health)") }
    #expect(counts.keys == Set(expected.keys))
  }

  @Test func everyKeyIsThere() throws {
    let snapshot = lab.snapshot
    #expect(snapshot["schema"].string == "faultline.snapshot/1")
    #expect(snapshot["generated_at"].string?.hasSuffix("Z") == true)
    #expect(
      snapshot.keys == [
        "schema", "generated_at", "vantage", "overall", "counts", "regions", "dns", "services", "incidents",
        "risk", "sources",
      ])
    let name = try #require(snapshot["dns"].elements.first)
    #expect(name.keys == ["name", "health", "since", "reason", "agreement", "resolvers"])
    #expect(
      name["resolvers"].elements.first?.keys == [
        "resolver", "outcome", "latency_ms", "addresses", "cname", "ttl_s",
      ])
    #expect(
      lab.service("plain").keys == [
        "id", "name", "weight", "owner", "runbook", "tags", "health", "since", "reason", "checks", "feed",
        "needs", "observed", "uptime",
      ])
    #expect(
      lab.service("plain")["checks"].elements.first?.keys == [
        "kind", "target", "health", "outcome", "latency_ms", "phases", "address", "status", "detail",
        "observed_at", "failed_at", "answered_by", "evidence", "product", "plane",
      ])
    #expect(
      snapshot["risk"].keys == ["layers", "domains", "expected_loss", "worst", "recommendations"])
    #expect(snapshot["sources"].elements.first?.keys == ["source", "health", "age_s", "detail"])
  }

  @Test func whatIsConfiguredIsPassedOn() {
    let plain = lab.service("plain")
    #expect(plain["weight"].number == 3)
    #expect(plain["tags"].strings == ["lab"])
    #expect(plain["name"].string == "plain")
    #expect(plain["needs"].elements.map { $0["domain"].string } == ["service:trusted"])
    #expect(lab.snapshot["regions"].elements.isEmpty && !lab.snapshot["regions"].isNull)
  }
}
