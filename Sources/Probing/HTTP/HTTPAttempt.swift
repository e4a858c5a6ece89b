internal import CProbing
internal import Model

/// One request to one address: a fresh connection, one reply.
final class HTTPAttempt {
  struct Reply {
    var evidence: Evidence
    var status: Int?
    /// Where the reply redirects to, as an absolute URL.
    var redirect: String?
    var body: [UInt8] = []
    /// The header as it came, if the whole reply was wanted.
    var head: [UInt8] = []
    /// As the server wrote it, `HTTP/1.1 503 Service Unavailable`.
    var statusLine: [UInt8] = []
    var phases = Phases()
    /// Of an answer that came over plain HTTP, see `PageDigest`.
    var page: UInt64?
    /// The proxy that may have written the reply itself; `nil` for what came over TLS.
    var proxy: String?

    /// The status line without its protocol, safe to show.
    var reason: String {
      let text = String(decoding: statusLine, as: UTF8.self)
      return text.split(separator: " ", maxSplits: 1).dropFirst().first.map { SafeText($0).string.trimmed }
        ?? ""
    }
  }

  private let multi: CurlMulti
  private var handle: CurlHandle?

  /// Sends `url` as `probe` says. `nil` if curl cannot begin.
  /// - Parameter wholeBody: bytes of the body to keep, with the header; `nil` for what a probe needs.
  init?(
    _ probe: HTTPProbe, url: HTTPURL, isForeign: Bool, address: IPAddress?, connectTime: Duration,
    wholeBody: Int? = nil, deadline: Moment, multi: CurlMulti, done: @escaping (Reply) -> Void
  ) {
    guard let handle = multi.handle() else { return nil }
    self.multi = multi
    self.handle = handle
    let left = max(.milliseconds(1), deadline - .now)
    handle.set(CURLOPT_URL, url.absolute)
    handle.set(CURLOPT_NOBODY, probe.method == .head ? 1 : 0)
    handle.set(CURLOPT_TIMEOUT_MS, Int(left.inMilliseconds.rounded(.up)))
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, Int(min(left, connectTime).inMilliseconds.rounded(.up)))
    handle.pin(to: address)
    // Headers may be secret: they go to the origin that was configured and to no other.
    if !isForeign, !probe.headers.isEmpty {
      handle.setHeaders(probe.headers.map { "\($0.name): \($0.value)" })
    }
    handle.expectsTLS = url.isTLS
    handle.bytesKept = probe.body != nil || wholeBody != nil ? .max : url.isTLS ? 0 : PageDigest.length
    if let wholeBody {
      handle.bodyLimit = wholeBody
      handle.keepsHeaders = true
      handle.setCompression(true)
    }
    // The handle holds on to this attempt until it is given back.
    handle.finished = { result in self.end(result, done) }
    guard multi.begin(handle) else {
      multi.giveBack(handle)
      return nil
    }
  }

  func cancel() {
    guard let handle else { return }
    self.handle = nil
    multi.giveBack(handle)
  }

  private func end(_ result: CURLcode, _ done: (Reply) -> Void) {
    guard let handle else { return }
    self.handle = nil
    var reply = Reply(evidence: .ok)
    let isCut = result == CURLE_WRITE_ERROR && handle.hasFullBody
    if result != CURLE_OK, !isCut { reply.evidence = handle.evidence(of: result) }
    if handle.status > 0 { reply.status = handle.status }
    if (300...399).contains(handle.status) { reply.redirect = handle.redirect }
    if !handle.expectsTLS, let status = reply.status {
      reply.page = PageDigest.of(status: status, redirect: reply.redirect, body: handle.body)
      reply.proxy = handle.proxy
      if let fault = handle.proxyFault(inReply: status) { reply.evidence = fault }
    }
    reply.body = handle.body
    reply.head = handle.head
    reply.statusLine = handle.statusLine
    reply.phases = Self.phases(handle)
    multi.giveBack(handle)
    done(reply)
  }

  /// curl counts from the start; a phase that did not happen is zero there and `nil` here.
  private static func phases(_ handle: CurlHandle) -> Phases {
    let connected = handle.time(CURLINFO_CONNECT_TIME_T)
    let secured = handle.time(CURLINFO_APPCONNECT_TIME_T)
    let started = handle.time(CURLINFO_STARTTRANSFER_TIME_T)
    var phases = Phases(connect: handle.connectTime, tls: handle.handshakeTime)
    if started.isPositive { phases.firstByte = max(.zero, started - max(connected, secured)) }
    phases.total = handle.time(CURLINFO_TOTAL_TIME_T)
    return phases
  }
}

extension String {
  var trimmed: String {
    let end = lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex
    return String(self[..<end])
  }
}

extension Duration {
  var isPositive: Bool { self > .zero }
}
