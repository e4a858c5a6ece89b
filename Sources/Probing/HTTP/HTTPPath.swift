internal import Model

/// What HTTP probes depend on.
struct HTTPContext {
  let resolvers: Resolvers
  let multi: CurlMulti
  /// A proxy finds the addresses itself.
  let usesProxy: Bool
}

/// One request and the redirects it leads to. Of several addresses the first that can be connected to is
/// used; each is given an equal part of the time left.
final class HTTPPath {
  private let probe: HTTPProbe
  private let context: HTTPContext
  private let deadline: Moment
  private let done: (Finding) -> Void
  private var url: HTTPURL
  /// Addresses of the current host not tried yet; empty with a proxy.
  private var untried: [IPAddress]
  private var hops = 0
  private var attempt: HTTPAttempt?
  private var lookup: DNSLookup?
  private var finding = Finding()
  private var address: IPAddress?
  private var failures = FailedAttempts()
  private let wholeBody: Int?
  /// The reply the path ended with; `nil` before, and if none came.
  private(set) var reply: HTTPAttempt.Reply?

  /// - Parameter wholeBody: bytes of the last reply's body to keep; `nil` for what a probe needs.
  init(
    _ probe: HTTPProbe, addresses: [IPAddress], context: HTTPContext, wholeBody: Int? = nil,
    deadline: Moment, done: @escaping (Finding) -> Void
  ) {
    self.probe = probe
    self.wholeBody = wholeBody
    self.context = context
    self.deadline = deadline
    self.done = done
    url = probe.url
    untried = addresses
  }

  func start() { connect() }

  func cancel() {
    attempt?.cancel()
    lookup?.cancel()
  }

  private func connect() {
    address = untried.isEmpty ? nil : untried.removeFirst()
    let share = (deadline - .now) / (untried.count + 1)
    finding.address = address?.text
    attempt = HTTPAttempt(
      probe, url: url, isForeign: !url.hasOrigin(of: probe.url), address: address, connectTime: share,
      wholeBody: wholeBody, deadline: deadline, multi: context.multi
    ) { self.take($0) }
    if attempt == nil { end(.outOfMemory) }
  }

  private func take(_ reply: HTTPAttempt.Reply) {
    attempt = nil
    self.reply = reply
    finding.httpStatus = reply.status
    add(reply.phases)
    finding.page = finding.page ?? reply.page
    if reply.evidence.isConnectFailure, reply.status == nil {
      failures.add(reply.evidence, at: address)
      return untried.isEmpty ? endUnconnected() : connect()
    }
    guard reply.evidence.outcome == .ok, let status = reply.status else { return end(reply.evidence) }
    if let target = reply.redirect, follows(status) { return redirect(to: target, status) }
    end(HTTPJudgement.evidence(of: reply, status, probe))
  }

  private func endUnconnected() {
    guard let told = failures.told else { return }
    finding.address = told.address?.text
    end(told.evidence)
  }

  /// Phases of the last attempt count; its total adds to what went before.
  private func add(_ phases: Phases) {
    finding.phases.connect = phases.connect
    finding.phases.tls = phases.tls
    finding.phases.firstByte = phases.firstByte
  }

  /// A status that was asked for by number, or an endpoint of which any reply will do, is the end.
  private func follows(_ status: Int) -> Bool {
    guard probe.redirects > 0 else { return false }
    return probe.status == .standard || !probe.status.contains(status)
  }

  private func redirect(to target: String, _ status: Int) {
    hops += 1
    guard hops <= probe.redirects else {
      return end(Evidence(.httpStatus, "\(status) after \(probe.redirects) redirects, the maximum"))
    }
    guard let next = HTTPURL(target) else {
      return end(
        Evidence(.unexpectedReply, "\(status) redirects to something other than an http or https URL"))
    }
    url = next.hasOrigin(of: probe.url) ? next : next.withoutUserInfo
    guard !context.usesProxy else { return connect() }
    let host = next.endpoint.host
    lookup = context.resolvers.addresses(of: host, deadline: deadline) { result in
      self.take(result, host: host)
    }
  }

  private func take(_ result: Result<HostAddresses, HostFailure>, host: String) {
    lookup = nil
    switch result {
    case .success(let found):
      finding.phases.dns = found.elapsed
      untried = found.addresses
      failures = FailedAttempts()
      connect()
    case .failure(let failed):
      end(
        Evidence(
          failed.failure.outcome, "redirected to \(host): \(failed.failure.detail)",
          fault: failed.failure.fault))
    }
  }

  private func end(_ evidence: Evidence) {
    finding.record(evidence)
    if hops > 0, evidence.outcome != .ok, !evidence.detail.isEmpty, !evidence.outcome.isDNS {
      finding.detail += " (at \(url.redacted))"
    }
    done(finding)
  }
}

extension HTTPURL {
  /// Scheme, host and port: what secrets are bound to.
  func hasOrigin(of other: HTTPURL) -> Bool { isTLS == other.isTLS && endpoint == other.endpoint }

  var withoutUserInfo: HTTPURL { HTTPURL(isTLS: isTLS, endpoint: endpoint, pathAndQuery: pathAndQuery) }
}

/// Whether a whole reply is the one asked for.
enum HTTPJudgement {
  static func evidence(of reply: HTTPAttempt.Reply, _ status: Int, _ probe: HTTPProbe) -> Evidence {
    guard probe.status.contains(status) else {
      let said = reply.reason.isEmpty ? "\(status)" : reply.reason
      var evidence = Evidence(.httpStatus, "answered \(said), expected \(probe.status.words)")
      if let proxy = reply.proxy, (502...504).contains(status) {
        evidence.detail += "; it came through the proxy \(proxy), which may have answered for itself"
        evidence.fault = .proxyError
      }
      return evidence
    }
    guard probe.method == .get, let expected = probe.body, !reply.body.holds(Array(expected.utf8)) else {
      return .ok
    }
    let read = reply.body.count
    return Evidence(.httpBody, "the expected text is not in the first \(read) bytes of the body")
  }
}

extension StatusSet {
  var words: String {
    switch self {
    case .standard: "200-399"
    case .anyBelow500: "a status below 500"
    case .anyReply: "any status"
    case .exactly(let codes): codes.sorted().map(String.init).joined(separator: ", ")
    }
  }
}

extension [UInt8] {
  /// Whether `needle` occurs; an empty one always does.
  func holds(_ needle: [UInt8]) -> Bool {
    guard let first = needle.first else { return true }
    guard count >= needle.count else { return false }
    for start in 0...(count - needle.count)
    where self[start] == first && self[start..<(start + needle.count)].elementsEqual(needle) {
      return true
    }
    return false
  }
}
