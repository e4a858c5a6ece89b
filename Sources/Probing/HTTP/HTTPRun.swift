internal import Model

/// A whole HTTP probe: find the host's addresses, then ask one, any or all of them.
final class HTTPRun: ProbeRun {
  /// Most addresses of one name that are probed.
  static let addressLimit = 16

  private let probe: HTTPProbe
  private let begun = Moment.now
  private let deadline: Moment
  private let context: HTTPContext
  private var done: ((Finding) -> Void)?
  private var lookup: DNSLookup?
  private var host: HostAddresses?
  private var paths: [HTTPPath] = []
  private var findings: [Finding] = []

  init(_ probe: HTTPProbe, context: HTTPContext, deadline: Moment, done: @escaping (Finding) -> Void) {
    self.probe = probe
    self.context = context
    self.deadline = deadline
    self.done = done
  }

  func start() {
    guard !context.usesProxy else { return ask([[]]) }
    lookup = context.resolvers.addresses(of: probe.url.endpoint.host, deadline: deadline) {
      self.take($0)
    }
  }

  func cancel() {
    done = nil
    lookup?.cancel()
    for path in paths { path.cancel() }
    paths = []
  }

  private func take(_ result: Result<HostAddresses, HostFailure>) {
    lookup = nil
    switch result {
    case .failure(let failed): finish(Finding(host: probe.url.endpoint.host, failed))
    case .success(let found):
      host = found
      let addresses = Array(found.addresses.prefix(Self.addressLimit))
      switch probe.addresses {
      case .one: ask([Array(addresses.prefix(1))])
      case .any: ask([addresses])
      case .all: ask(addresses.reachableFamilies.map { [$0] })
      }
    }
  }

  /// Begins one path for each group; within a group any address will do.
  private func ask(_ groups: [[IPAddress]]) {
    paths = groups.map { group in
      HTTPPath(probe, addresses: group, context: context, deadline: deadline) {
        self.take($0)
      }
    }
    for path in paths { path.start() }
  }

  private func take(_ finding: Finding) {
    findings.append(finding)
    guard findings.count == paths.count else { return }
    let failed = findings.filter { $0.outcome != .ok }
    let gravest = failed.first { $0.outcome.health == .down } ?? failed.first
    guard var worst = gravest ?? findings.last else { return }
    if paths.count > 1, !failed.isEmpty {
      let list = failed.compactMap(\.address).joined(separator: ", ")
      let verb = failed.count == 1 ? "fails" : "fail"
      worst.detail = "\(failed.count) of \(paths.count) addresses \(verb) (\(list)): \(worst.detail)"
      worst.isPartial = failed.count < paths.count
    }
    if let host { worst.record(host) }
    finish(worst)
  }

  private func finish(_ finding: Finding) {
    var finding = finding
    let elapsed = Moment.now - begun
    finding.phases.total = elapsed
    if finding.httpStatus != nil, finding.outcome != .httpTimeout { finding.latency = elapsed }
    let done = done
    self.done = nil
    // They hold on to this run.
    paths = []
    lookup = nil
    done?(finding)
  }
}

extension [IPAddress] {
  /// Without the addresses of a family this machine has no route for, unless that leaves none: a check of
  /// all addresses is about the target, not about our lack of IPv6.
  var reachableFamilies: [IPAddress] {
    let routed = filter { first in
      guard let sample = self.first(where: { $0.family == first.family }) else { return true }
      return first.family.isRouted(to: sample)
    }
    return routed.isEmpty ? self : routed
  }
}
