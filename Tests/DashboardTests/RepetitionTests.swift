import Foundation
import Model
import Screen
import Testing

@testable import Dashboard

@Suite("y copies the command that repeats a check")
struct RepetitionTests {
  private let resolvers = [
    Resolver.system, Resolver(id: "lab", address: .at(Endpoint(host: "127.0.0.1", port: 5300))),
    Resolver(id: "quad9", address: .at(Endpoint(host: "9.9.9.9", port: 53))),
  ]

  private func command(_ probe: Probe, address: SafeText? = nil) -> String {
    let check = Check(for: .control, probe: probe, interval: .seconds(30), timeout: .seconds(5))
    let last = Observation(
      check: check.id, vantage: "", startedAt: Outage.now, outcome: .httpStatus, address: address)
    return Repetition.command(for: CheckState(check: check, last: last), resolvers: resolvers)
  }

  private func dns(_ name: String, _ type: RecordType?, _ resolver: String) -> Probe {
    .dns(DNSProbe(name: name, type: type, resolver: resolver))
  }

  @Test func dnsIsAskedOfTheSameResolver() {
    #expect(
      command(dns("www.example.com", nil, "lab"))
        == "dig +tries=1 +time=5 @127.0.0.1 -p 5300 -q www.example.com -t A -q www.example.com -t AAAA")
    #expect(
      command(dns("example.com", .mx, "quad9")) == "dig +tries=1 +time=5 @9.9.9.9 -q example.com -t MX")
    #expect(command(dns("example.com", .a, "system")) == "dig +tries=1 +time=5 -q example.com -t A")
  }

  @Test func httpGoesToTheAddressThatWasProbedAndTellsNoSecret() throws {
    let url = try #require(HTTPURL("https://me:secret@shop.example:8443/health?token=abc&x=1"))
    let probe = HTTPProbe(
      url: url, method: .head, headers: [HTTPProbe.Header(name: "Authorization", value: "Bearer abc")])
    let line = command(.http(probe), address: "192.0.2.7")
    #expect(
      line == "curl -sS -v -o /dev/null --noproxy '*' --max-time 5 --head --location --max-redirs 5 "
        + "-H 'Authorization: ***' --connect-to shop.example:8443:192.0.2.7:8443 "
        + "'https://***@shop.example:8443/health?token=***&x=***'")
    #expect(!line.contains("secret") && !line.contains("abc"))
  }

  @Test func anAddressOfTheSixthVersionIsBracketed() throws {
    let url = try #require(HTTPURL("http://shop.example/"))
    let line = command(.http(HTTPProbe(url: url, redirects: 0)), address: "2001:db8::1")
    #expect(line.hasSuffix("--connect-to 'shop.example:80:[2001:db8::1]:80' http://shop.example/"))
  }

  /// A shell takes every word apart as it was meant, whatever stands in a name.
  @Test(
    "hostile names inject nothing",
    arguments: [
      "a'; touch /tmp/owned; '", "$(reboot)", "`id`", "-f/etc/passwd", "@8.8.8.8", "a\nb",
      "x\u{1B}]52;c;eA==\u{7}",
      "a b", "*", "~", "\u{202E}abc",
    ])
  func hostileNames(name: String) throws {
    let line = command(dns(name, .a, "system"))
    #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "set -f; dig() { printf '%s\\n' \"$@\"; }; \(line)"]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(printed == "+tries=1\n+time=5\n-q\n\(SafeText(name))\n-t\nA\n")
  }

  @Test mutating func theKeyCopiesForWhatIsSelectedTheFailingCheckFirst() throws {
    var state = AppState(
      glyphs: .unicode, themes: [], theme: "dark", now: Outage.now, size: Size(width: 120, height: 40),
      snapshot: Outage.snapshot(), surroundings: Surroundings(resolvers: resolvers))
    let effects = Reducer.reduce(&state, .input(.key(.character("y"))))
    let region = try #require(state.snapshot?.regions.first)
    let failing = try #require(region.checks.first { $0.standing.health == .down })
    #expect(effects == [.copy(Repetition.command(for: failing, resolvers: resolvers))])
  }

  @Test func theHandOverIsOfTheIncidentSelectedElseOfTheOnlyOneOpen() throws {
    var state = AppState(
      glyphs: .unicode, themes: [], theme: "dark", now: Outage.now, size: Size(width: 120, height: 40),
      snapshot: Outage.snapshot())
    let incidents = try #require(state.snapshot?.incidents)
    #expect(Reducer.reduce(&state, .input(.key(.character("H")))) == [.handOver(incidents[0].id)])
    _ = Reducer.reduce(&state, .input(.key(.character("5"))))
    _ = Reducer.reduce(&state, .input(.key(.down)))
    #expect(Reducer.reduce(&state, .input(.key(.character("H")))) == [.handOver(incidents[1].id)])
    _ = Reducer.reduce(&state, .snapshot(Outage.withoutNetwork()))
    var calm = Outage.over()
    calm.incidents = []
    _ = Reducer.reduce(&state, .snapshot(calm))
    #expect(Reducer.reduce(&state, .input(.key(.character("H")))).isEmpty)
    #expect(state.interaction.notice == .failed("no incident is open"))
  }
}
