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

  mutating func take(_ evidence: Evidence) {
    outcome = evidence.outcome
    detail = evidence.detail
  }

  /// Notes how the host was found.
  mutating func take(_ host: HostAddresses) {
    phases.dns = host.elapsed.map { (phases.dns ?? .zero) + $0 }
    answer = host.answer
    resolver = host.resolver
  }

  init() {}

  init(_ evidence: Evidence) { take(evidence) }

  init(host: String, _ failed: HostFailure) {
    outcome = failed.failure.outcome
    detail = "\(host): \(failed.failure.detail)"
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
