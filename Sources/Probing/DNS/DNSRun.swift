internal import Model

/// A DNS check as a probe: /etc/hosts and search domains play no part in it.
final class DNSRun: ProbeRun {
  private let probe: DNSProbe
  private let resolvers: Resolvers
  private let deadline: Moment
  private var done: ((Finding) -> Void)?
  private var lookup: DNSLookup?

  init(_ probe: DNSProbe, resolvers: Resolvers, deadline: Moment, done: @escaping (Finding) -> Void) {
    self.probe = probe
    self.resolvers = resolvers
    self.deadline = deadline
    self.done = done
  }

  func start() {
    guard let name = DNSName(probe.name) else {
      return finish(Finding(Evidence(.notProbed, "\(probe.name) is not a valid DNS name")))
    }
    let types = probe.type.map { [$0] } ?? [.a, .aaaa]
    lookup = resolvers.lookUp(name, types, through: probe.resolver, deadline: deadline) {
      self.take($0)
    }
    if lookup == nil {
      finish(
        Finding(Evidence(.notProbed, "the resolver \(probe.resolver) is not configured or cannot be opened")))
    }
  }

  func cancel() {
    done = nil
    lookup?.cancel()
  }

  private func take(_ resolution: Resolution) {
    var finding = Finding()
    if let failure = resolution.failure {
      finding.record(Evidence(failure.outcome, failure.detail, fault: failure.fault))
    } else {
      finding.detail = resolution.remark
      finding.latency = resolution.elapsed
    }
    // A "no" comes as fast as a "yes" and is as good a measure of the resolver.
    if finding.outcome.provesResolver { finding.latency = resolution.elapsed }
    finding.phases.dns = resolution.elapsed
    finding.phases.total = resolution.elapsed
    finding.answer = resolution.answer
    finish(finding)
  }

  private func finish(_ finding: Finding) {
    var finding = finding
    finding.resolver = probe.resolver
    let done = done
    self.done = nil
    lookup = nil
    done?(finding)
  }
}
