import TestSupport

@testable import History
@testable import Model

/// 2026-01-05T00:00:00Z, a Monday.
let start = Timestamp(seconds: 1_767_571_200)

func tcpCheck(_ subject: Check.Subject, port: Int = 443) -> Check {
  Check(
    subject: subject, probe: .tcp(TCPProbe(endpoint: Endpoint(host: "shop.example", port: port))),
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

/// Numbers that are the same in each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
