import TestSupport

@testable import History
@testable import Model

/// 2026-01-05T00:00:00Z, a Monday.
let start = Timestamp(seconds: 1_767_571_200)

func tcpCheck(_ purpose: Check.Purpose, port: Int = 443) -> Check {
  Check(
    for: purpose, probe: .tcp(TCPProbe(endpoint: Endpoint(host: "shop.example", port: port))),
    interval: .seconds(30), timeout: .seconds(5))
}

func seen(
  _ check: CheckID, at instant: Timestamp, _ outcome: Outcome = .ok, latency: Duration? = .milliseconds(40)
) -> Observation {
  Observation(
    check: check, vantage: "local", startedAt: instant, outcome: outcome,
    latency: outcome.health == .down ? nil : latency)
}

/// A snapshot of one service without checks.
func snapshot(
  _ health: Health, since: Timestamp? = nil, at instant: Timestamp, incidents: [Incident] = []
) -> Snapshot {
  Snapshot(
    number: 1, generatedAt: instant, vantage: VantageState(name: "local", verdict: .ok), overall: health,
    counts: HealthCounts(),
    services: [
      ServiceState(
        service: Service(id: "shop"), standing: Standing(health: health, since: since ?? instant))
    ], incidents: incidents)
}

extension TemporaryFolder {
  var history: HistoryFile { HistoryFile(path: "\(path)/history.db") }
}
