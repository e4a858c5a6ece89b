import Testing

@testable import Configuration

/// The sentences that a text draws, without the file's name.
func complaints(_ text: String, environment: [String: String] = [:]) -> [String] {
  let diagnostics: [Diagnostic]
  do {
    diagnostics = try Configuration.parse(text: text, file: "f", environment: environment).warnings
  } catch {
    diagnostics = error.diagnostics
  }
  return diagnostics.map { String("\($0)".dropFirst(2)) }
}

/// One mistake, and all that is said of it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let text: String
  let said: [String]

  init(_ text: String, _ said: String...) {
    self.text = text
    self.said = said
  }

  var testDescription: String { text }
}

@Suite("Every mistake is named with its place and a remedy")
struct ErrorTests {
  private func expect(_ mistake: Mistake) {
    #expect(complaints("version: 1\n" + mistake.text) == mistake.said)
  }

  @Test(
    "keys",
    arguments: [
      Mistake("regoins: []", "2:1: unknown key \"regoins\"; did you mean \"regions\"?"),
      Mistake("vantage: {colour: red}", "2:11: unknown key \"colour\"; the known keys are name, home"),
      Mistake("[a]: b", "2:1: expected a single value, found a list; write one value"),
      Mistake("vantage: {name: a, name: b}", "2:11: duplicate key \"name\"; keep one"),
      Mistake(
        "<<: {regions: []}",
        "2:1: unknown key \"<<\"; the known keys are version, vantage, weights, probe, health, "
          + "resolvers, controls, regions, dns, domains, services, feeds, sources, maintenance, history, alerts"
      ),
    ])
  func keys(mistake: Mistake) { expect(mistake) }

  @Test(
    "vantage, weights, probe, health, history",
    arguments: [
      Mistake("vantage: {home: UK}", "2:17: \"UK\" is not an ISO 3166 country code; did you mean \"GB\"?"),
      Mistake("vantage: {home: kr}", "2:17: \"kr\" is not an ISO 3166 country code; did you mean \"KR\"?"),
      Mistake(
        "vantage: seoul",
        "2:10: expected a map, found a single value; "
          + "write {key: value}, or one `key: value` on each line"),
      Mistake("vantage: {name: [a]}", "2:17: expected a single value, found a list; write one value"),
      Mistake("vantage: {name: }", "2:17: expected a single value, found nothing; write one value"),
      Mistake(
        "probe: {interval: 30}",
        "2:19: \"30\" is not a duration from 100ms to 1d; "
          + "write 500ms, 30s, 5m, 48h or 14d"),
      Mistake(
        "probe: {interval: 10ms}",
        "2:19: \"10ms\" is not a duration from 100ms to 1d; "
          + "write 500ms, 30s, 5m, 48h or 14d"),
      Mistake(
        "probe: {timeout: -5s}",
        "2:18: \"-5s\" is not a duration from 10ms to 10m; "
          + "write 500ms, 30s, 5m, 48h or 14d"),
      Mistake(
        "probe: {concurrency: 0}",
        "2:22: \"0\" is not a whole number from 1 to 65536; write one in that range"),
      Mistake(
        "probe: {proxy: 'socks5://x'}",
        "2:16: \"socks5://x\" is not a valid proxy; write none, or http://HOST:PORT"),
      Mistake(
        "health: {fail: 3 of 2}",
        "2:16: \"3 of 2\" is not a valid threshold; write 2 of 3, at most 100 of 100"),
      Mistake(
        "health: {recover: 0 of 2}",
        "2:19: \"0 of 2\" is not a valid threshold; write 2 of 3, at most 100 of 100"),
      Mistake("health: {slow: 3}", "2:16: \"3\" is not a factor above 1; write 3x"),
      Mistake("health: {slow: 1x}", "2:16: \"1x\" is not a factor above 1; write 3x"),
      Mistake(
        "history: {raw: 2 days}",
        "2:16: \"2 days\" is not a duration from 1m to 3650d; "
          + "write 500ms, 30s, 5m, 48h or 14d"),
    ])
  func policies(mistake: Mistake) { expect(mistake) }

  @Test(
    "resolvers, controls, regions, names",
    arguments: [
      Mistake("resolvers: [sytem]", "2:13: \"sytem\" is not a valid resolver; did you mean \"system\"?"),
      Mistake("resolvers: [{name: a}]", "2:13: the key \"address\" is missing; add it"),
      Mistake(
        "resolvers: [{name: a, address: dns.example}]",
        "2:32: \"dns.example\" is not a valid resolver; "
          + "write system, or {name: NAME, address: 192.0.2.1} with a literal address"),
      Mistake("resolvers: [system, system]", "2:21: \"system\" is already on line 2; remove one"),
      Mistake(
        "controls: [1.1.1.1]",
        "2:12: \"1.1.1.1\" is not a valid check; "
          + "write https://..., tcp://HOST:PORT, tls://HOST:PORT, or a map such as {dns: NAME}"),
      Mistake(
        "regions: aws/us-east-1",
        "2:10: expected a list, found a single value; "
          + "write [a, b], or one `- item` on each line"),
      Mistake(
        "regions: [aws/us-esat-1]", "2:11: unknown region \"aws/us-esat-1\"; did you mean \"aws/us-east-1\"?"
      ),
      Mistake(
        "regions: [mars/olympus-1]", "2:11: unknown region \"mars/olympus-1\"; add it under domains"),
      Mistake(
        "regions: [aws]",
        "2:11: \"aws\" is not a valid region; "
          + "write PROVIDER/REGION, such as aws/us-east-1, or PROVIDER/*"),
      Mistake("regions: [\"gpc/*\"]", "2:11: unknown provider \"gpc\"; did you mean \"gcp\"?"),
      Mistake(
        "regions: [aws/us-east-1,\n  aws/us-east-1]",
        "3:3: \"aws/us-east-1\" is already on line 2; remove one"),
      Mistake(
        "dns: [a..b]",
        "2:7: \"a..b\" is not a valid host name; "
          + "write a name of letters, digits and '-' in labels of at most 63 characters"),
      Mistake(
        "dns: [192.0.2.1]",
        "2:7: \"192.0.2.1\" is not a valid host name; "
          + "write a name of letters, digits and '-' in labels of at most 63 characters"),
      Mistake("dns: [a.example, A.example.]", "2:18: \"A.example.\" is already on line 2; remove one"),
      Mistake("dns: [{type: A}]", "2:7: the key \"name\" is missing; add it"),
      Mistake(
        "dns: [{name: a.example, type: AAA}]",
        "2:31: \"AAA\" is not one of "
          + "A, AAAA, CNAME, MX, NS, TXT, SOA, SRV, CAA, PTR; did you mean \"AAAA\"?"),
      Mistake(
        "dns: [{name: a.example, resolvers: [sysem]}]",
        "2:37: the resolver \"sysem\" is not defined; did you mean \"system\"?"),
      Mistake(
        "dns: [{name: a.example, resolvers: []}]",
        "2:36: \"[]\" is not a list with members; write at least one"),
    ])
  func watched(mistake: Mistake) { expect(mistake) }

  @Test(
    "domains",
    arguments: [
      Mistake(
        "domains: {aws/us-east-1: {unavailability: 1.5}}",
        "2:43: \"1.5\" is not a number from 0 to 1; "
          + "write one in that range"),
      Mistake(
        "domains: {aws/us-east-1: {unavailability: nan}}",
        "2:43: \"nan\" is not a number from 0 to 1; "
          + "write one in that range"),
      Mistake(
        "domains: {on/a: {latitude: 91, longitude: 0}}",
        "2:28: \"91\" is not a number from -90 to 90; "
          + "write one in that range"),
      Mistake(
        "domains: {on/a: {latitude: 9}}",
        "2:28: \"longitude\" is missing; give both latitude and longitude, or neither"),
      Mistake(
        "domains: {'a b': {}}",
        "2:11: \"a b\" is not a valid fault domain; "
          + "write aws, aws/us-east-1, dns:route53, cdn:fastly, ca:digicert or service:ID"),
      Mistake(
        "domains: {service:x: {}}", "2:11: \"x\" is a service; describe it under services"),
      Mistake(
        "domains: {country:UK: {}}",
        "2:11: \"country:UK\" is not an ISO 3166 country code; "
          + "write two capital letters, such as KR"),
      Mistake(
        "domains: {aws: {without: [gcp]}}",
        "2:27: \"aws\" has no need \"gcp\" in the catalogue; it has none to drop"),
      Mistake(
        "domains: {aws/us-east-1: {without: [gcp]}}",
        "2:37: \"aws/us-east-1\" has no need \"gcp\" in the catalogue; "
          + "it has aws"),
      Mistake("domains: {aws: {needs: [aws]}}", "2:25: \"aws\" cannot need itself; remove this"),
    ])
  func domains(mistake: Mistake) { expect(mistake) }

  @Test(
    "feeds, sources, maintenance, alerts",
    arguments: [
      Mistake(
        "feeds: [{kind: aws-heath, url: 'https://x.example/'}]",
        "2:16: \"aws-heath\" is not one of aws-health, "
          + "aws-rss, gcp, azure, statuspage, incidentio, statusio, slack, instatus, betterstack, oracle; "
          + "did you mean \"aws-health\"?"),
      Mistake("feeds: [{kind: gcp}]", "2:9: the key \"url\" is missing; add it"),
      Mistake(
        "sources: [{prometheus: {url: 'ftp://x'}}]",
        "2:30: \"ftp://x\" is not a valid http or https URL; "
          + "write https://HOST/PATH"),
      Mistake("sources: [{}]", "2:11: the key \"prometheus\" is missing; add it"),
      Mistake(
        "maintenance: [{services: [x], from: 2026-12-01T02:00:00Z, to: 2026-12-01T04:00:00Z}]",
        "2:27: the service \"x\" is not defined; add it under services"),
      Mistake(
        "maintenance: [{services: [], from: 2026-12-01T02:00:00Z, to: 2026-12-01T02:00:00Z}]",
        "2:62: ends before it begins; `to` must be later than `from`"),
      Mistake(
        "maintenance: [{services: [], from: 2026-12-01, to: 2026-12-01T02:00:00Z}]",
        "2:36: \"2026-12-01\" is not a valid time; write 2026-12-01T02:00:00Z"),
      Mistake("alerts: [{}]", "2:10: one of the keys command, webhook is required; add one"),
      Mistake(
        "alerts: [{command: [a], webhook: 'https://x.example/'}]",
        "2:10: the keys command, webhook exclude each other; keep one"),
      Mistake("alerts: [{command: []}]", "2:20: \"[]\" is not a list with members; write at least one"),
      Mistake(
        "alerts: [{on: [opened], command: [a]}]",
        "2:16: \"opened\" is not one of open, close; did you mean \"open\"?"),
    ])
  func surroundings(mistake: Mistake) { expect(mistake) }

  @Test(
    "the version",
    arguments: [
      ("regions: []", "1:1: the key \"version\" is missing; add it"),
      ("version: 2", "1:10: unsupported version; write `version: 1`"),
      ("", "1:1: the file is empty; begin with `version: 1`, or see `faultline config example`"),
      (
        "# only a comment\n",
        "1:1: the file is empty; begin with `version: 1`, or see `faultline config example`"
      ),
      (
        "- version", "1:1: expected a map, found a list; write {key: value}, or one `key: value` on each line"
      ),
    ])
  func version(text: String, said: String) { #expect(complaints(text) == [said]) }

  @Test func severalMistakesAreSaidAtOnceInFileOrder() {
    let text = """
      version: 1
      services:
        - {id: a, weight: -1, needs: [service:c]}
        - {id: b, name: }
      regions: [aws/nowhere]
      vantage: {home: XX}
      """
    #expect(
      complaints(text) == [
        "3:21: \"-1\" is not a valid weight; write a number from 0 to 1e15",
        "3:33: the service \"c\" is not defined; add it under services",
        "4:19: expected a single value, found nothing; write one value",
        "5:11: unknown region \"aws/nowhere\"; add it under domains",
        "6:17: \"XX\" is not an ISO 3166 country code; write two capital letters, such as KR",
      ])
  }
}
