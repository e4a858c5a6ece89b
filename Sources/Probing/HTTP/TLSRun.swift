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

  init(_ probe: TLSProbe, context: HTTPContext, deadline: Moment, done: @escaping (Finding) -> Void) {
    self.probe = probe
    self.context = context
    self.deadline = deadline
    self.done = done
  }

  func start() {
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
      finding.take(host)
      untried = host.addresses
      connect()
    }
  }

  private func connect() {
    guard !untried.isEmpty else { return finish() }
    let address = untried.removeFirst()
    finding.address = address.text
    guard let handle = context.multi.handle() else { return refuse() }
    self.handle = handle
    let left = max(.milliseconds(1), deadline - .now)
    let url = HTTPURL(isTLS: true, endpoint: probe.endpoint, pathAndQuery: "/")
    handle.set(CURLOPT_URL, url.absolute)
    handle.set(CURLOPT_CONNECT_ONLY, 1)
    handle.set(CURLOPT_CERTINFO, 1)
    handle.set(CURLOPT_TIMEOUT_MS, Int((left / (untried.count + 1)).inMilliseconds.rounded(.up)))
    handle.pin(to: address)
    handle.finished = { [weak self] in self?.end($0) }
    if !context.multi.begin(handle) { refuse() }
  }

  private func refuse() {
    finding.take(Evidence(.notProbed, "the TLS handshake could not be started: out of memory"))
    finish()
  }

  private func end(_ result: CURLcode) {
    guard let handle else { return }
    finding.phases.connect = handle.connectTime
    finding.phases.tls = handle.handshakeTime
    guard result == CURLE_OK else {
      let evidence = handle.evidence(of: result)
      finding.take(evidence)
      release()
      return evidence.isConnectFailure && !untried.isEmpty ? connect() : finish()
    }
    finding.latency = .now - begun
    finding.take(expiry(handle))
    release()
    finish()
  }

  private func expiry(_ handle: CurlHandle) -> Evidence {
    guard let left = handle.certificateLife else { return .ok }
    guard left < probe.expiresIn else { return .ok }
    let days = Int(left.inSeconds / 86_400)
    return Evidence(.tlsExpiring, "the certificate expires in \(days) \(days == 1 ? "day" : "days")")
  }

  private func release() {
    guard let handle else { return }
    self.handle = nil
    handle.set(CURLOPT_CONNECT_ONLY, 0)
    handle.set(CURLOPT_CERTINFO, 0)
    context.multi.giveBack(handle)
  }

  private func finish() {
    finding.phases.total = .now - begun
    let done = done
    cancel()
    done?(finding)
  }
}

extension CurlHandle {
  /// Time until the first certificate of the chain sent ends; `nil` if none can be read.
  var certificateLife: Duration? {
    guard let info = cp_get_certificates(easy) else { return nil }
    let now = cp_wall_clock()
    return (0..<Int(info.pointee.num_of_certs)).compactMap { index in
      certificateEnd(info.pointee.certinfo[index]).map { .nanoseconds($0 - now) }
    }.min()
  }

  /// Reads `Expire date:Nov 20 10:00:00 2027 GMT`; nanoseconds since the epoch.
  private func certificateEnd(_ fields: UnsafeMutablePointer<curl_slist>?) -> Int64? {
    let label = "Expire date:"
    var field = fields
    while let current = field {
      let text = current.pointee.data.map { String(cString: $0) } ?? ""
      if text.hasPrefix(label) {
        let seconds = curl_getdate(String(text.dropFirst(label.count)), nil)
        return seconds < 0 ? nil : Int64(seconds) * 1_000_000_000
      }
      field = current.pointee.next
    }
    return nil
  }
}
