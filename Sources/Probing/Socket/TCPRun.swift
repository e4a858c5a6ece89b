internal import CProbing
internal import Model

/// Connects to a host and, if asked, compares the first bytes it sends. Of several addresses the first that
/// can be connected to is used; each is given an equal part of the time left.
final class TCPRun: ProbeRun {
  private let probe: TCPProbe
  private let resolvers: Resolvers
  private let loop: EventLoop
  private let deadline: Moment
  private let begun = Moment.now
  private var done: ((Finding) -> Void)?
  private var lookup: DNSLookup?
  private var attempt: ConnectAttempt?
  private var timer: Timer?
  private var untried: [IPAddress] = []
  private var received: [UInt8] = []
  private var isConnected = false
  private var finding = Finding()
  private var address: IPAddress?
  private var failures = FailedAttempts()

  init(
    _ probe: TCPProbe, resolvers: Resolvers, loop: EventLoop, deadline: Moment,
    done: @escaping (Finding) -> Void
  ) {
    self.probe = probe
    self.resolvers = resolvers
    self.loop = loop
    self.deadline = deadline
    self.done = done
  }

  func start() {
    timer = Timer { [unowned self] in timeIsUp() }
    lookup = resolvers.addresses(of: probe.endpoint.host, deadline: deadline) { [weak self] in self?.take($0)
    }
  }

  func cancel() {
    done = nil
    lookup?.cancel()
    attempt?.cancel()
    if let timer { loop.cancel(timer) }
    timer = nil
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
    guard !untried.isEmpty, let timer else { return endUnconnected() }
    let address = untried.removeFirst()
    self.address = address
    finding.address = address.text
    loop.set(timer, at: .now + (deadline - .now) / (untried.count + 1))
    attempt = ConnectAttempt(to: address, port: probe.endpoint.port, reads: probe.expect != nil, loop: loop) {
      [weak self] in self?.take($0)
    }
  }

  private func take(_ event: ConnectAttempt.Event) {
    switch event {
    case .connected(let elapsed):
      isConnected = true
      finding.phases.connect = elapsed
      if probe.expect == nil { return succeed() }
      if let timer { loop.set(timer, at: deadline) }
    case .received(let bytes):
      received = bytes
      finding.phases.firstByte = finding.phases.firstByte ?? (.now - begun)
      compare(isComplete: bytes.count >= ConnectAttempt.readLimit)
    case .closed: compare(isComplete: true)
    case .failed(let evidence) where isConnected:
      finding.record(evidence)
      finish()
    case .failed(let evidence):
      failures.add(evidence, at: address)
      connect()
    }
  }

  private func endUnconnected() {
    if let told = failures.told {
      finding.address = told.address?.text
      finding.record(told.evidence)
    }
    finish()
  }

  private func succeed() {
    finding.record(.ok)
    finding.latency = .now - begun
    finish()
  }

  private func compare(isComplete: Bool) {
    guard let expected = probe.expect else { return }
    // A zero byte would end the text for the matcher.
    let text = String(decoding: received.map { $0 == 0 ? 1 : $0 }, as: UTF8.self)
    switch cp_matches(expected, text) {
    case 1: succeed()
    case 0 where !isComplete: break
    case 0:
      let shown = SafeText(String(text.prefix(80))).string
      let said =
        received.isEmpty
        ? "the peer closed the connection without sending anything" : "the peer sent \"\(shown)\""
      finding.record(
        Evidence(
          .unexpectedReply, "\(said), which does not match \(expected)",
          at: received.isEmpty ? .origin : .content))
      finish()
    default:
      finding.record(Evidence(.notProbed, "\(expected) is not a valid regular expression"))
      finish()
    }
  }

  private func timeIsUp() {
    attempt?.cancel()
    if !isConnected {
      failures.add(Evidence(.connectTimeout, "no connection in time"), at: address)
      return connect()
    }
    if received.isEmpty {
      finding.record(
        Evidence(
          .unexpectedReply, "connected, but the peer sent nothing in time", at: .origin, timedOut: true))
      return finish()
    }
    compare(isComplete: true)
  }

  private func finish() {
    finding.phases.total = .now - begun
    let done = done
    cancel()
    done?(finding)
  }
}
