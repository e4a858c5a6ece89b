internal import Model

/// What a probe found: an observation without its check, vantage and date.
struct Finding {
  var outcome: Outcome = .ok
  var detail = ""
  var latency: Duration?
  var phases = Phases()
  var address: String?
  var httpStatus: Int?
  var answer: DNSAnswer?
  var resolver: Resolver.ID?
  /// `nil`: as far as the outcome alone says.
  var failedAt: FailureStage?
  var timedOut = false
  var localFault: LocalFault?
  var certificateIssuer: String?
  var page: UInt64?
  var isPartial = false

  mutating func record(_ evidence: Evidence) {
    outcome = evidence.outcome
    detail = evidence.detail
    failedAt = evidence.stage
    timedOut = evidence.timedOut
    localFault = evidence.fault
    certificateIssuer = evidence.issuer
  }

  /// How the host was found.
  mutating func record(_ host: HostAddresses) {
    phases.dns = host.elapsed.map { (phases.dns ?? .zero) + $0 }
    answer = host.answer
    resolver = host.resolver
  }

  init() {}

  init(_ evidence: Evidence) { record(evidence) }

  init(host: String, _ failed: HostFailure) {
    outcome = failed.failure.outcome
    detail = "\(host): \(failed.failure.detail)"
    localFault = failed.failure.fault
    phases.dns = failed.elapsed
    answer = failed.answer
    resolver = failed.resolver
  }
}

/// One probe in flight. `done` is called once, unless it is cancelled first.
protocol ProbeRun: AnyObject {
  func start()
  /// Closes what it holds; `done` is not called any more.
  func cancel()
}
