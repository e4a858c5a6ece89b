internal import Model

/// Makes up what a probe would have found. Latencies and addresses are synthetic, and repeatable.
struct Synthesis {
  let dice: Dice
  let vantage: String
  /// The resolver that names in checks go through.
  let resolver: Resolver.ID?

  func observation(of check: Check, meeting symptom: Scenario.Symptom?, at instant: Timestamp) -> Observation
  {
    let outcome = symptom.map { fitting($0.outcome, check.probe.kind) } ?? .ok
    var observation = Observation(
      check: check.id, vantage: vantage, startedAt: instant, outcome: outcome,
      detail: symptom?.detail ?? "", resolver: outcome.stage == .route ? nil : resolver(of: check))
    if case .dns = check.probe { observation.answer = answer(of: check, outcome) }
    guard outcome.health != .down else {
      if outcome == .httpStatus { observation.httpStatus = 503 }
      return observation
    }
    let latency = latency(of: check, at: instant, isSlow: outcome == .slow)
    observation.latency = latency
    observation.phases = phases(latency, check.probe.kind)
    if case .http = check.probe { observation.httpStatus = 200 }
    return observation
  }

  /// 15 to 200 ms by check, a tenth more or less by probe, six times as long when slow.
  private func latency(of check: Check, at instant: Timestamp, isSlow: Bool) -> Duration {
    let id = check.id.description
    let base = 15 + 185 * dice.roll(id, "base")
    let jitter = 0.9 + 0.2 * dice.roll(id, "jitter", number: instant.nanoseconds)
    let milliseconds = base * jitter * (isSlow ? 6 : 1)
    return .nanoseconds(Int64(milliseconds * 1e6))
  }

  private func phases(_ total: Duration, _ kind: Probe.Kind) -> Phases {
    switch kind {
    case .http:
      Phases(dns: total * 0.1, connect: total * 0.2, tls: total * 0.3, firstByte: total * 0.35, total: total)
    case .tls: Phases(dns: total * 0.2, connect: total * 0.3, tls: total * 0.5, total: total)
    case .tcp: Phases(dns: total * 0.3, connect: total * 0.7, total: total)
    case .dns: Phases(dns: total, total: total)
    case .ping: Phases(total: total)
    }
  }

  /// What a failure looks like to a probe that speaks another protocol.
  private func fitting(_ outcome: Outcome, _ kind: Probe.Kind) -> Outcome {
    guard outcome.health == .down, !outcome.isDNS else { return outcome }
    switch kind {
    case .http: return outcome
    case .dns: return .dnsTimeout
    case .tcp, .tls: return outcome.rawValue.hasPrefix("http-") ? .connectTimeout : outcome
    case .ping: return .pingTimeout
    }
  }

  private func resolver(of check: Check) -> Resolver.ID? {
    switch check.probe {
    case .dns(let probe): probe.resolver
    default: check.probe.needsAddress ? resolver : nil
    }
  }

  /// Addresses are of the block reserved for documentation (RFC 5737).
  private func answer(of check: Check, _ outcome: Outcome) -> DNSAnswer {
    guard outcome.health != .down else { return DNSAnswer() }
    let host = 1 + Int(253 * dice.roll(check.probe.host, "address"))
    return DNSAnswer(records: ["192.0.2.\(host)"], ttl: 60)
  }
}
