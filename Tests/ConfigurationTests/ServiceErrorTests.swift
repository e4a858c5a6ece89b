import Testing

@testable import Configuration

@Suite("Mistakes in services, their checks and needs are named")
struct ServiceErrorTests {
  @Test(
    "services",
    arguments: [
      Mistake("{name: a}", "1: the key \"id\" is missing; add it"),
      Mistake("{id: 'a b'}", "6: \"a b\" is not a valid service id; use letters, digits, '.', '_' and '-'"),
      Mistake("{id: a, weight: -0.5}", "17: \"-0.5\" is not a valid weight; write a number from 0 to 1e15"),
      Mistake("{id: a, weight: inf}", "17: \"inf\" is not a valid weight; write a number from 0 to 1e15"),
      Mistake(
        "{id: a, tags: prod}",
        "15: expected a list, found a single value; write [a, b], or one `- item` on each line"),
      Mistake("{id: a, feed: {kind: gcp}}", "15: the key \"url\" is missing; add it"),
      Mistake("{id: a}, {id: a}", "15: \"a\" is already on line 2; remove one"),
      Mistake(
        "a", "1: expected a map, found a single value; write {key: value}, or one `key: value` on each line"),
    ])
  func services(mistake: Mistake) { expect(mistake, before: "[", after: "]") }

  @Test(
    "checks",
    arguments: [
      Mistake(
        "ftp://x",
        "1: \"ftp://x\" is not a valid check; "
          + "write https://..., tcp://HOST:PORT, tls://HOST:PORT, or a map such as {dns: NAME}"),
      Mistake("{}", "1: one of the keys http, tcp, tls, dns, ping is required; add one"),
      Mistake("{tcp: 'a:1', ping: a}", "1: the keys tcp, ping exclude each other; keep one"),
      Mistake(
        "{tcp: 'a:1', status: 200}",
        "14: unknown key \"status\"; the known keys are tcp, expect, interval, trust"),
      Mistake("{http: 'https://a/', method: PUT}", "30: \"PUT\" is not one of GET, HEAD; choose one of them"),
      Mistake(
        "{http: 'https://a/', method: HEAD, body: ok}",
        "42: a HEAD request has no body to check; "
          + "use method GET, or remove one of them"),
      Mistake(
        "{http: 'https://a/', status: [99]}",
        "31: \"99\" is not a valid HTTP status; "
          + "write 200, or 200-499, within 100 to 599"),
      Mistake(
        "{http: 'https://a/', status: 299-200}",
        "30: \"299-200\" is not a valid HTTP status; "
          + "write 200, or 200-499, within 100 to 599"),
      Mistake(
        "{http: 'https://a/', redirects: 21}",
        "33: \"21\" is not a whole number from 0 to 20; write one in that range"),
      Mistake(
        "{http: 'https://a/', addresses: both}",
        "33: \"both\" is not one of one, any, all; choose one of them"),
      Mistake(
        "{http: 'https://a/', headers: {'a b': c}}",
        "32: \"a b\" is not a valid header name; use letters, digits and '-'"),
      Mistake(
        "{http: 'https://a/', headers: {a: \"c\\r\\nd: e\"}}",
        "35: \"c  d: e\" is not a valid header value; keep it on one line"),
      Mistake("{http: 'https://a/', trust: never}", "29: \"never\" is not one of always; choose one of them"),
      Mistake(
        "{tcp: 'a:65536'}", "7: \"a:65536\" is not a valid endpoint; write HOST:PORT, such as db.example:5432"
      ),
      Mistake(
        "{tcp: 'a:1', expect: '('}",
        "22: \"(\" is not a valid regular expression; check its brackets and escapes"),
      Mistake(
        "{tls: a, expires_in: soon}",
        "22: \"soon\" is not a duration from 0ms to 3650d; "
          + "write 500ms, 30s, 5m, 48h or 14d"),
      Mistake(
        "{dns: a_b.example, type: ANY}",
        "26: \"ANY\" is not one of "
          + "A, AAAA, CNAME, MX, NS, TXT, SOA, SRV, CAA, PTR; choose one of them"),
      Mistake(
        "{ping: 'a b'}",
        "8: \"a b\" is not a valid host name; "
          + "write a name of letters, digits and '-' in labels of at most 63 characters"),
      Mistake("tcp://a:1, {tcp: 'a:1'}", "12: \"a:1\" is already on line 2; remove one"),
    ])
  func checks(mistake: Mistake) { expect(mistake, before: "[{id: s, checks: [", after: "]}]") }

  @Test(
    "needs",
    arguments: [
      Mistake(
        "what is this",
        "1: \"what is this\" is not a valid fault domain; "
          + "write aws, aws/us-east-1, dns:route53, cdn:fastly, ca:digicert or service:ID"),
      Mistake("asw", "1: unknown provider \"asw\"; did you mean \"aws\"?"),
      Mistake("t", "1: unknown provider \"t\"; did you mean \"service:t\"?"),
      Mistake("service:u", "1: the service \"u\" is not defined; add it under services"),
      Mistake("service:s", "1: \"service:s\" cannot need itself; remove this"),
      Mistake("{any: []}", "7: the group is empty; name at least one member"),
      Mistake(
        "{any: aws}", "7: expected a list, found a single value; write [a, b], or one `- item` on each line"),
      Mistake(
        "{at_least: 3, of: [aws, gcp]}", "12: at_least 3 exceeds the 2 members; lower at_least or add members"
      ),
      Mistake(
        "{at_least: 0, of: [aws, gcp]}",
        "12: \"0\" is not a whole number from 1 to 1000000; "
          + "write one in that range"),
      Mistake("{at_least: 1}", "1: the key \"of\" is missing; add it"),
      Mistake("{any: [aws], all: [gcp]}", "1: the keys any, all exclude each other; keep one"),
      Mistake("{any: [aws], evidence: seen}", "14: unknown key \"evidence\"; the known keys are any"),
      Mistake("{domain: aws, of: [gcp]}", "15: unknown key \"of\"; the known keys are domain, evidence"),
      Mistake(
        "{anyof: [aws]}",
        "2: unknown key \"anyof\"; the known keys are domain, evidence, any, all, of, at_least",
        "1: one of the keys domain, any, all, at_least is required; add one"),
      Mistake(
        "country:XX",
        "1: \"country:XX\" is not an ISO 3166 country code; write two capital letters, such as KR"
      ),
      Mistake(
        "dns:rout53", "1: warning: \"dns:rout53\" is not in the catalogue; did you mean \"dns:route53\"?"),
      Mistake("{any: [aws, aws]}", "13: warning: \"aws\" is twice in this group and counts once; remove one"),
    ])
  func needs(mistake: Mistake) { expect(mistake, before: "[{id: s, needs: [", after: "]}, {id: t}]") }

  /// Columns in the table count from where the mistake begins.
  private func expect(_ mistake: Mistake, before: String, after: String) {
    let head = "services: " + before
    let said = complaints("version: 1\n\(head)\(mistake.text)\(after)")
    let expected = mistake.said.map { line in
      let column = line.prefix { $0 != ":" }
      return "2:\((Int(column) ?? 0) + head.count)\(line.dropFirst(column.count))"
    }
    #expect(Set(said) == Set(expected))
  }
}
