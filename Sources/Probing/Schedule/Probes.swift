internal import Model

/// Makes a run for each kind of probe, over the clients they share.
final class Probes {
  private let loop: EventLoop
  private let resolvers: Resolvers
  private let multi: CurlMulti
  private let usesProxy: Bool

  /// `nil` when memory or descriptors run out.
  init?(plan: Plan, userAgent: String, certificateBundle: String, loop: EventLoop) {
    let settings = CurlSettings(
      userAgent: userAgent, certificateBundle: certificateBundle, proxy: plan.probing.proxy)
    guard let multi = CurlMulti(settings: settings, loop: loop) else { return nil }
    let longest = plan.checks.map(\.timeout).max() ?? plan.probing.timeout
    self.loop = loop
    self.multi = multi
    usesProxy = plan.probing.proxy != nil
    resolvers = Resolvers(plan.resolvers, timeout: longest, loop: loop)
  }

  /// Every run has to be over or cancelled.
  func close() {
    multi.close()
    resolvers.close()
  }

  func run(_ probe: Probe, deadline: Moment, done: @escaping (Finding) -> Void) -> any ProbeRun {
    switch probe {
    case .dns(let probe): DNSRun(probe, resolvers: resolvers, deadline: deadline, done: done)
    case .http(let probe): HTTPRun(probe, context: context, deadline: deadline, done: done)
    case .tcp(let probe): TCPRun(probe, resolvers: resolvers, loop: loop, deadline: deadline, done: done)
    case .tls(let probe): TLSRun(probe, context: context, deadline: deadline, done: done)
    case .ping(let host): PingRun(host, resolvers: resolvers, loop: loop, deadline: deadline, done: done)
    }
  }

  private var context: HTTPContext { HTTPContext(resolvers: resolvers, multi: multi, usesProxy: usesProxy) }
}
