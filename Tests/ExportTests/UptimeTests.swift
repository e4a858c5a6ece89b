import Testing

@testable import Export
@testable import Model

@Suite struct UptimeTests {
  @Test func uptimeStandsBesideItsCoverageAndAnUnknownWindowIsNull() {
    var uptime = Uptime()
    uptime[.day] = Uptime.Tally(
      ok: .seconds(5400), degraded: .seconds(1800), down: .seconds(2400), excluded: .seconds(2400),
      noData: .seconds(12_000))
    #expect(
      uptime.json.line()
        == #"{"24h":{"uptime":0.75,"coverage":0.5},"7d":{"uptime":null,"coverage":0},"#
        + #""30d":{"uptime":null,"coverage":0},"90d":{"uptime":null,"coverage":0}}"#)
  }
}
