/// How long each phase of a probe took; `nil` where the phase did not happen or did not finish.
package struct Phases: Hashable, Sendable {
  package var dns, connect, tls, firstByte, total: Duration?

  package init(
    dns: Duration? = nil, connect: Duration? = nil, tls: Duration? = nil, firstByte: Duration? = nil,
    total: Duration? = nil
  ) {
    self.dns = dns
    self.connect = connect
    self.tls = tls
    self.firstByte = firstByte
    self.total = total
  }
}

/// The answer of a resolver.
package struct DNSAnswer: Hashable, Sendable {
  /// Records of the asked type at the end of the chain, as text: addresses for A and AAAA.
  package var records: [SafeText]
  /// The CNAME chain's targets in order, without the name asked.
  package var chain: [SafeText]
  /// Smallest TTL along the chain, in seconds; `nil` without records.
  package var ttl: Int?

  package init(records: [SafeText] = [], chain: [SafeText] = [], ttl: Int? = nil) {
    self.records = records
    self.chain = chain
    self.ttl = ttl
  }
}

/// One result of one check, as seen from one vantage.
package struct Observation: Hashable, Sendable {
  package var check: CheckID
  package var vantage: String
  package var startedAt: Timestamp
  package var outcome: Outcome
  /// How long the target took to answer in full; `nil` if it did not.
  package var latency: Duration?
  package var phases: Phases
  /// The address that was probed; `nil` if none was reached for.
  package var address: SafeText?
  package var httpStatus: Int?
  /// One sentence of evidence: what came instead of what was expected. Empty for a plain success.
  package var detail: SafeText
  package var answer: DNSAnswer?
  /// The resolver that was asked on the way; `nil` for literal addresses and /etc/hosts.
  package var resolver: Resolver.ID?
  /// How far the answer got; `nil` for a success.
  package var failedAt: FailureStage?
  /// True if it failed because time ran out.
  package var timedOut: Bool
  /// What the prober knows to be wrong on its own side; `nil`: nothing.
  package var localFault: LocalFault?
  /// Who issued the certificate that was refused; `nil` if none was seen.
  package var certificateIssuer: SafeText?
  /// A digest of a plain HTTP answer (status, redirect target, beginning of the body), to see that unrelated hosts
  /// give the same page; `nil` if there was none or it came over TLS.
  package var page: UInt64?
  /// True if other addresses of the same name answered as they should: `outcome` is that of the one that failed.
  package var isPartial: Bool

  /// - Parameter failedAt: `nil` stands for what the outcome alone tells.
  package init(
    check: CheckID, vantage: String, startedAt: Timestamp, outcome: Outcome, latency: Duration? = nil,
    phases: Phases = Phases(), address: SafeText? = nil, httpStatus: Int? = nil, detail: SafeText = "",
    answer: DNSAnswer? = nil, resolver: Resolver.ID? = nil, failedAt: FailureStage? = nil,
    timedOut: Bool = false, localFault: LocalFault? = nil, certificateIssuer: SafeText? = nil,
    page: UInt64? = nil, isPartial: Bool = false
  ) {
    self.check = check
    self.vantage = vantage
    self.startedAt = startedAt
    self.outcome = outcome
    self.latency = latency
    self.phases = phases
    self.address = address
    self.httpStatus = httpStatus
    self.detail = detail
    self.answer = answer
    self.resolver = resolver
    self.failedAt = failedAt ?? outcome.stage
    self.timedOut = timedOut || outcome.isTimeout
    self.localFault = localFault
    self.certificateIssuer = certificateIssuer
    self.page = page
    self.isPartial = isPartial
  }

  /// How the target is by this observation alone: as its outcome says, but `degraded` where only some addresses fail.
  package var health: Health { isPartial && outcome.health == .down ? .degraded : outcome.health }
}

/// Where observations come from: live probing, a replay, somebody else's Prometheus.
///
/// Every method may be called from any thread; `emit` is called on a queue of the source's own, never on
/// the caller's stack.
package protocol ObservationSource: Sendable {
  /// Begins to emit; called once.
  func start(emit: @escaping @Sendable (Observation) -> Void)
  /// Probes the check once more after the confirmation delay (2 s), out of turn.
  func confirm(_ check: CheckID)
  /// Probes now, out of turn, within the rate floor, because a person asks.
  func probeNow(_ checks: [CheckID])
  /// Probes now, out of turn, at most once a second each: to find out whether the local network is at fault, or how
  /// something is after it was.
  func ask(_ checks: [CheckID])
  /// Ends: nothing is emitted once `done` has been called, and every descriptor is closed.
  func stop(done: @escaping @Sendable () -> Void)
}
