import JSON
import Foundation
import Testing

@testable import Export
@testable import Model

@Suite("faultline.snapshot/1 is what the contract says")
struct SnapshotJSONTests {
  private func parsed() throws -> [String: Any] {
    let text = try richSnapshot().json.text()
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func first(_ key: String, in object: [String: Any]) throws -> [String: Any] {
    try #require((object[key] as? [[String: Any]])?.first)
  }

  private func keys(_ value: Any?) throws -> Set<String> {
    Set(try #require(value as? [String: Any]).keys)
  }

  @Test func everyKeyIsPresent() throws {
    let top = try parsed()
    #expect(
      Set(top.keys) == [
        "schema", "generated_at", "vantage", "overall", "counts", "regions", "dns", "services", "incidents",
        "risk", "sources",
      ])
    #expect(top["schema"] as? String == "faultline.snapshot/1")
    #expect(top["generated_at"] as? String == "2025-10-20T07:05:04Z")
    #expect(try keys(top["vantage"]) == ["name", "verdict", "evidence"])
    #expect(try keys(top["counts"]) == ["ok", "degraded", "down", "unknown", "maintenance"])
    let region = try first("regions", in: top)
    #expect(
      Set(region.keys) == [
        "id", "provider", "region", "name", "city", "country", "health", "since", "reason", "checks", "feeds",
        "dependents",
      ])
    #expect(try keys(region["dependents"]) == ["services", "weight_share"])
    let check = try first("checks", in: region)
    #expect(
      Set(check.keys) == [
        "kind", "target", "health", "outcome", "latency_ms", "phases", "address", "status", "detail",
        "observed_at", "failed_at", "answered_by", "evidence", "product", "plane",
      ])
    #expect(try keys(check["phases"]) == ["dns_ms", "connect_ms", "tls_ms", "first_byte_ms", "total_ms"])
    let name = try first("dns", in: top)
    #expect(Set(name.keys) == ["name", "health", "since", "reason", "agreement", "resolvers"])
    #expect(
      Set(try first("resolvers", in: name).keys) == [
        "resolver", "outcome", "latency_ms", "addresses", "cname", "ttl_s",
      ])
    #expect(
      Set(try first("services", in: top).keys) == [
        "id", "name", "weight", "owner", "runbook", "tags", "health", "since", "reason", "checks", "feed",
        "needs", "observed", "uptime",
      ])
    #expect(
      Set(try first("incidents", in: top).keys) == [
        "id", "opened_at", "confirmed_at", "closed_at", "title", "cause", "members", "feed_lag_s",
      ])
    #expect(Set(try first("sources", in: top).keys) == ["source", "health", "age_s", "detail"])
  }

  @Test func theRiskSummaryIsComplete() throws {
    let risk = try #require(try parsed()["risk"] as? [String: Any])
    #expect(Set(risk.keys) == ["layers", "domains", "expected_loss", "worst", "recommendations"])
    #expect(
      Set(try first("layers", in: risk).keys) == [
        "layer", "coverage", "shares", "hhi", "effective", "entropy", "evenness", "cr4", "gini",
      ])
    #expect(
      Set(try first("domains", in: risk).keys) == [
        "id", "kind", "blast_radius", "weight", "services", "direct", "transitive", "unavailability",
        "unavailability_source", "birnbaum",
      ])
    #expect(risk["recommendations"] is NSNull, "its engine is not there")
  }

  @Test func valuesCarryTheirUnits() throws {
    let top = try parsed()
    let region = try first("regions", in: top)
    let check = try first("checks", in: region)
    #expect((check["phases"] as? [String: Any])?["dns_ms"] as? Double == 12.345)
    #expect(check["latency_ms"] is NSNull)
    #expect(check["outcome"] as? String == "dns-nodata")
    #expect(check["failed_at"] as? String == "name")
    #expect((check["evidence"] as? [Any])?.isEmpty == true)
    #expect((region["dependents"] as? [String: Any])?["weight_share"] as? Double == 0.75)
    #expect(try first("sources", in: top)["age_s"] as? Double == 1.5)
    let resolver = try first("resolvers", in: try first("dns", in: top))
    #expect(resolver["addresses"] as? [String] == ["192.0.2.1"])
    #expect(resolver["ttl_s"] as? Int == 60)
  }

  @Test func secretsNeverLeave() throws {
    let text = try richSnapshot().json.text()
    #expect(!text.contains("secret") && !text.contains("hunter2"))
    #expect(text.contains("https://***@dynamodb.us-east-1.amazonaws.com/ping?token=***"))
  }
}

@Suite("JSON text is valid whatever the strings hold")
struct JSONTests {
  @Test(
    "strings survive a strict reader",
    arguments: [
      "", "\"\\/", "\u{0}\u{1}\u{1F}\u{7F}", "line\nbreak\ttab\r", "한국어 👩‍💻 e\u{301}", "\u{2028}\u{2029}",
    ])
  func stringsSurviveAStrictReader(text: String) throws {
    let json = JSON.object([(text, .array([.string(text)]))]).text()
    let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: [String]]
    #expect(parsed == [text: [text]])
  }

  @Test func numbersReadBackExactly() throws {
    let values = [0, 1, -1, 0.1, 1 / 3.0, 1e-300, 1e300, 123_456_789_012, 0.000_302_479]
    let text = JSON.array(values.map(JSON.number)).text()
    let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Double]
    #expect(parsed == values)
    #expect(JSON.array([.number(.nan), .number(.infinity)]).line() == "[null,null]")
  }

  @Test func keysKeepTheirOrder() {
    let json: JSON = ["b": .integer(1), "a": [.bool(true), .null], "c": .object([])]
    #expect(json.line() == #"{"b":1,"a":[true,null],"c":{}}"#)
    #expect(json.text() == "{\n  \"b\": 1,\n  \"a\": [\n    true,\n    null\n  ],\n  \"c\": {}\n}")
  }
}
