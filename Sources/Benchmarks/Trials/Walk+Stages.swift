internal import Model

extension Walk {
  // MARK: Resolver and name

  /// Asks the resolver; `nil` if an address was found or none is needed.
  mutating func ask() -> Stop? {
    guard let resolver = target.resolver else { return nil }
    spend(0, work: .milliseconds(12))
    if near(.slow) { now = now + .milliseconds(300) }
    if near(.link(.noRoute)) {
      return Stop(outcome: .dnsTimeout, detail: "no answer: network is unreachable")
    }
    if answersServFail(resolver) {
      now = now + .milliseconds(5)
      return Stop(outcome: .dnsServFail, detail: "the resolver answered SERVFAIL")
    }
    guard answers({ !$0.isSilent(resolver) }) else { return Stop(outcome: .dnsTimeout, timedOut: true) }
    if isSpoofed(resolver) {
      // What is no name is passed on to the portal's own resolver.
      address = target.name.isRoot ? address : Self.portal
      answer = DNSAnswer(records: [SafeText(address)], ttl: 60)
      return nil
    }
    return zone()
  }

  private mutating func zone() -> Stop? {
    switch symptom {
    case .servFail:
      now = now + .milliseconds(40)
      return Stop(outcome: .dnsServFail, detail: "the resolver answered SERVFAIL")
    case .zoneSilent:
      now = deadline
      return Stop(outcome: .dnsTimeout, timedOut: true)
    case .noData: return Stop(outcome: .dnsNoData, detail: "the name exists but has no address")
    case .noSuchName:
      return Stop(outcome: .dnsNXDomain, detail: "no such name: the resolver answered NXDOMAIN")
    default:
      answer = DNSAnswer(records: [SafeText(address)], ttl: 60)
      return nil
    }
  }

  private func answersServFail(_ resolver: Resolver.ID) -> Bool {
    world.near(at: now).contains { fault in
      switch fault {
      case .resolvers(let broken, .servFail): broken.contains(resolver)
      case .link(.servFail): resolver == Resolver.system.id
      default: false
      }
    }
  }

  private func isSilent(_ resolver: Resolver.ID) -> Bool {
    world.near(at: now).contains { fault in
      switch fault {
      case .resolvers(let broken, .silent): broken.contains(resolver)
      case .link(.silent): true
      case .link(.servFail): resolver != Resolver.system.id
      // An office lets nobody ask resolvers outside.
      case .noEgress: resolver != Resolver.system.id
      default: false
      }
    }
  }

  private func isSpoofed(_ resolver: Resolver.ID) -> Bool { near(.portal(.names)) }

  // MARK: The way to the port

  mutating func connect() -> Stop? {
    if target.usesProxy { return tunnel() }
    if let stop = lackOfRoute() { return stop }
    if let stop = rejection() { return stop }
    guard connects({ !$0.isDropped }) else { return Stop(outcome: .connectTimeout, timedOut: true) }
    if meetsPortal {
      spend(1)
      return nil
    }
    switch symptom {
    case .refused:
      spend(1)
      return Stop(outcome: .connectRefused, detail: "connection refused")
    case .filtered:
      now = deadline
      return Stop(outcome: .connectTimeout, timedOut: true)
    case .unreachable:
      spend(1)
      return Stop(outcome: .unreachable, detail: "no route to host")
    case .reset:
      spend(1)
      return Stop(outcome: .reset, detail: "connection reset by peer")
    default:
      spend(1)
      return nil
    }
  }

  private func lackOfRoute() -> Stop? {
    if near(.link(.noRoute)) { return Stop(outcome: .unreachable, detail: "network is unreachable") }
    guard target.isIPv6 ? !world.landscape.hasIPv6 : !world.landscape.hasIPv4 else { return nil }
    return Stop(
      outcome: .notProbed, stage: .local, detail: "this machine has no route for this family of addresses",
      localFault: .addressFamily)
  }

  private mutating func rejection() -> Stop? {
    if near(.noEgress(.refused)) {
      now = now + .milliseconds(2)
      return Stop(outcome: .connectRefused, detail: "connection refused")
    }
    guard near(.noEgress(.prohibited)) else { return nil }
    now = now + .milliseconds(2)
    return Stop(outcome: .unreachable, detail: "communication administratively prohibited")
  }

  private var isDropped: Bool {
    world.near(at: now).contains { fault in
      switch fault {
      case .link(.silent), .link(.servFail), .noEgress(.filtered): true
      case .portal: !meetsPortal
      default: false
      }
    }
  }

  mutating func echo() -> Stop? {
    if let stop = lackOfRoute() ?? rejection() { return stop.outcome == .connectRefused ? unreachable : stop }
    let isLost = isDropped || symptom == .filtered
    guard !isLost else {
      now = deadline
      return Stop(outcome: .pingTimeout, timedOut: true)
    }
    spend(1)
    return symptom == .unreachable ? unreachable : nil
  }

  private var unreachable: Stop { Stop(outcome: .unreachable, detail: "no route to host") }

  // MARK: The certificate

  mutating func handshake() -> Stop? {
    if near(.certificates) {
      return Stop(
        outcome: .notProbed, stage: .local, detail: "the bundle of CA certificates cannot be read",
        localFault: .certificates)
    }
    guard connects({ !$0.stalls }) else { return Stop(outcome: .tlsHandshake, timedOut: true) }
    spend(2)
    if meetsPortal {
      return refusal(.tlsUntrusted, "the certificate is self-signed", issuer: Self.portalIssuer)
    }
    if near(.inspection) {
      return refusal(.tlsUntrusted, "the certificate's issuer is not trusted", issuer: Self.inspectionIssuer)
    }
    if near(.clock) {
      return refusal(.tlsExpired, "the certificate is not valid yet", issuer: target.host.issuer)
    }
    switch symptom {
    case .expired: return refusal(.tlsExpired, "the certificate has expired", issuer: target.host.issuer)
    case .wrongName:
      return refusal(.tlsHostname, "the certificate is for another name", issuer: target.host.issuer)
    case .untrusted(let issuer):
      return refusal(.tlsUntrusted, "the certificate's issuer is not trusted", issuer: issuer)
    case .handshakeSilent:
      now = deadline
      return Stop(outcome: .tlsHandshake, timedOut: true)
    default: return nil
    }
  }

  /// An answer of more than one packet is lost on its way, or everything is.
  private var stalls: Bool {
    if target.usesProxy { return near(.packetSize) }
    return near(.packetSize) || isDropped
  }

  private func refusal(_ outcome: Outcome, _ detail: SafeText, issuer: String) -> Stop {
    Stop(outcome: outcome, detail: detail, issuer: SafeText(issuer))
  }

  // MARK: The answer

  mutating func request(_ probe: HTTPProbe) -> Stop? {
    guard connects({ !$0.stalls }) else { return Stop(outcome: .httpTimeout, timedOut: true) }
    spend(1, work: target.host.work)
    if meetsPortal {
      guard let expected = probe.body else { return nil }
      return Stop(
        outcome: .httpBody, detail: "the expected text is not in the body: \(expected)", status: 200,
        page: Self.portalPage)
    }
    let page = probe.url.isTLS ? nil : target.host.page
    switch symptom {
    case .status(let status) where !probe.status.contains(status):
      return Stop(
        outcome: .httpStatus, stage: .origin, detail: "answered \(status)", status: status, page: page)
    case .edgeStatus(let status) where !probe.status.contains(status):
      return Stop(
        outcome: .httpStatus, stage: .edge, detail: "answered \(status)", status: status, page: page)
    case .noReply:
      now = deadline
      return Stop(outcome: .httpTimeout, timedOut: true)
    case .wrongBody where probe.body != nil:
      return Stop(
        outcome: .httpBody, detail: "the expected text is not in the body", status: 200, page: page)
    default: return nil
    }
  }

  // MARK: The proxy

  /// Through a proxy, what is wrong beyond it comes back as the proxy's own words.
  private mutating func tunnel() -> Stop? {
    now = now + .milliseconds(3)
    for fault in world.near(at: now) {
      switch fault {
      case .proxy(.refused): return lack(.proxyUnreachable, "the proxy cannot be reached: connection refused")
      case .proxy(.silent):
        now = deadline
        return lack(.proxyUnreachable, "the proxy cannot be reached: no connection in time", timedOut: true)
      case .proxy(.authentication): return lack(.proxyAuthentication, "the proxy asks for a password (407)")
      case .proxy(.badGateway): return badGateway
      default: break
      }
    }
    spend(1)
    switch symptom {
    case .servFail, .noData, .noSuchName, .refused, .unreachable, .reset: return badGateway
    case .zoneSilent, .filtered:
      // Proxies wait for longer than we do.
      now = deadline
      return Stop(
        outcome: .connectTimeout, detail: "the proxy did not answer CONNECT in time", localFault: .proxyError)
    default: return nil
    }
  }

  /// The target was never asked.
  private func lack(_ fault: LocalFault, _ detail: SafeText, timedOut: Bool = false) -> Stop {
    Stop(outcome: .notProbed, stage: .connect, detail: detail, timedOut: timedOut, localFault: fault)
  }

  private var badGateway: Stop {
    Stop(
      outcome: .unreachable, stage: .connect, detail: "the proxy answered CONNECT with 502",
      localFault: .proxyError)
  }
}

extension String {
  /// The name of the DNS root.
  var isRoot: Bool { isEmpty || self == "." }
}
