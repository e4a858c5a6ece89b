internal import CProbing
internal import Glibc
internal import Model

/// Shakes hands over TLS, verifies the certificate, and looks at how long it is still valid.
final class TLSRun: ProbeRun {
  private let probe: TLSProbe
  private let context: HTTPContext
  private let deadline: Moment
  private let begun = Moment.now
  private var done: ((Finding) -> Void)?
  private var lookup: DNSLookup?
  private var handle: CurlHandle?
  private var untried: [IPAddress] = []
  private var finding = Finding()
  private var address: IPAddress?
  private var failures = FailedAttempts()

  init(_ probe: TLSProbe, context: HTTPContext, deadline: Moment, done: @escaping (Finding) -> Void) {
    self.probe = probe
    self.context = context
    self.deadline = deadline
    self.done = done
  }

  func start() {
    guard !context.usesProxy else { return connect() }
    lookup = context.resolvers.addresses(of: probe.endpoint.host, deadline: deadline) { [weak self] in
      self?.take($0)
    }
  }

  func cancel() {
    done = nil
    lookup?.cancel()
    release()
  }

  private func take(_ result: Result<HostAddresses, HostFailure>) {
    switch result {
    case .failure(let failed):
      finding = Finding(host: probe.endpoint.host, failed)
      finish()
    case .success(let host):
      finding.record(host)
      untried = host.addresses
      connect()
    }
  }

  private func connect() {
    address = untried.isEmpty ? nil : untried.removeFirst()
    finding.address = address?.text
    guard let handle = context.multi.handle() else { return refuse() }
    self.handle = handle
    let left = max(.milliseconds(1), deadline - .now)
    let url = HTTPURL(isTLS: true, endpoint: probe.endpoint, pathAndQuery: "/")
    handle.set(CURLOPT_URL, url.absolute)
    handle.set(CURLOPT_CONNECT_ONLY, 1)
    handle.expectsTLS = true
    handle.set(CURLOPT_TIMEOUT_MS, Int((left / (untried.count + 1)).inMilliseconds.rounded(.up)))
    handle.pin(to: address)
    handle.finished = { [weak self] in self?.end($0) }
    if !context.multi.begin(handle) { refuse() }
  }

  private func refuse() {
    finding.record(.outOfMemory)
    finish()
  }

  private func end(_ result: CURLcode) {
    guard let handle else { return }
    finding.phases.connect = handle.connectTime
    finding.phases.tls = handle.handshakeTime
    guard result == CURLE_OK else {
      failures.add(handle.evidence(of: result), at: address)
      release()
      return fail()
    }
    finding.latency = .now - begun
    finding.record(expiry(handle))
    release()
    finish()
  }

  /// Goes on to the next address, if that may help.
  private func fail() {
    guard let told = failures.told else { return }
    if told.evidence.isConnectFailure, !untried.isEmpty { return connect() }
    finding.address = told.address?.text
    finding.record(told.evidence)
    finish()
  }

  private func expiry(_ handle: CurlHandle) -> Evidence {
    guard let end = handle.certificateEnd else { return .ok }
    let left = end - Timestamp(nanoseconds: cp_wall_clock())
    guard left < probe.expiresIn else { return .ok }
    let days = Int(left.inSeconds / 86_400)
    return Evidence(.tlsExpiring, "the certificate expires in \(days) \(days == 1 ? "day" : "days")")
  }

  private func release() {
    guard let handle else { return }
    self.handle = nil
    handle.set(CURLOPT_CONNECT_ONLY, 0)
    context.multi.giveBack(handle)
  }

  private func finish() {
    finding.phases.total = .now - begun
    let done = done
    cancel()
    done?(finding)
  }
}
