internal import YAML
internal import Model

private enum CheckKey: String, Keys {
  case http, tcp, tls, dns, ping
  case method, status, body, addresses, headers, redirects
  case expect
  case expiresIn = "expires_in"
  case type
  case interval, trust

  static let kinds: [CheckKey] = [.http, .tcp, .tls, .dns, .ping]

  /// Keys that go with a kind, beside those that go with all.
  static func details(of kind: CheckKey) -> [CheckKey] {
    switch kind {
    case .http: [.method, .status, .body, .addresses, .headers, .redirects]
    case .tcp: [.expect]
    case .tls: [.expiresIn]
    case .dns: [.type]
    default: []
    }
  }
}

private enum Trust: String, CaseIterable { case always }

extension Reader {
  /// The checks of one subject, short forms and maps. Two that would share an id are reported: history
  /// could not tell them apart.
  func checks(_ node: YAMLNode?, of purpose: Check.Purpose) -> [Check] {
    var seen: [CheckID: Int] = [:]
    return list(node).compactMap { item -> Check? in
      guard let check = check(item, of: purpose), isNew(check.id, item, in: &seen) else { return nil }
      return check
    }
  }

  private func check(_ node: YAMLNode, of purpose: Check.Purpose) -> Check? {
    if case .scalar = node.content {
      return shortForm(node, of: purpose).map { makeCheck($0, of: purpose) }
    }
    guard let fields = readFields(node, CheckKey.self) else { return nil }
    let kinds = fields.written(of: CheckKey.kinds)
    guard let kind = kinds.first, kinds.count == 1 else {
      return fail(
        .shape(.oneKeyOf(CheckKey.kinds.map(\.rawValue), found: kinds.map(\.rawValue))), at: fields.position)
    }
    refuse(beyond: [kind] + CheckKey.details(of: kind) + [.interval, .trust], in: fields)
    let interval = duration(fields[.interval], in: Self.intervals)
    let trust = choice(fields[.trust], of: Trust.self)
    return probe(kind, fields).map {
      makeCheck($0, of: purpose, interval: interval, isAlwaysTrusted: trust == .always)
    }
  }

  func makeCheck(
    _ probe: Probe, of purpose: Check.Purpose, interval: Duration? = nil, isAlwaysTrusted: Bool = false,
    isUnverified: Bool = false
  ) -> Check {
    Check(
      for: purpose, probe: probe, interval: interval ?? probing.interval, timeout: probing.timeout,
      isAlwaysTrusted: isAlwaysTrusted, isUnverified: isUnverified)
  }

  /// `https://...`, `http://...`, `tcp://HOST:PORT`, `tls://HOST:PORT`.
  private func shortForm(_ node: YAMLNode, of purpose: Check.Purpose) -> Probe? {
    read(node, as: .check) { written in
      if written.hasPrefix("tls://") {
        return Self.endpoint(written: String(written.dropFirst(6))).map { Self.handshake($0, of: purpose) }
      }
      if written.hasPrefix("tcp://") {
        return Self.endpoint(written: String(written.dropFirst(6))).map { .tcp(TCPProbe(endpoint: $0)) }
      }
      return HTTPURL(written).flatMap { url in
        HostName.isHost(url.endpoint.host) ? .http(HTTPProbe(url: url)) : nil
      }
    }
  }

  /// A control tells about the way to it: that its certificate ends soon is its operator's affair.
  static func handshake(_ endpoint: Endpoint, of purpose: Check.Purpose) -> Probe {
    .tls(
      purpose == .control
        ? TLSProbe(endpoint: endpoint, expiresIn: .zero) : TLSProbe(endpoint: endpoint))
  }

  private func probe(_ kind: CheckKey, _ fields: Fields<CheckKey>) -> Probe? {
    switch kind {
    case .http: httpProbe(fields).map(Probe.http)
    case .tcp: tcpProbe(fields).map(Probe.tcp)
    case .tls: tlsProbe(fields).map(Probe.tls)
    case .dns: dnsProbe(fields).map(Probe.dns)
    default: read(fields[.ping], as: .host) { HostName.isHost($0) ? .ping(host: $0.lowercased()) : nil }
    }
  }

  private func tcpProbe(_ fields: Fields<CheckKey>) -> TCPProbe? {
    let expect = regularExpression(fields[.expect])
    return endpoint(fields[.tcp]).map { TCPProbe(endpoint: $0, expect: expect) }
  }

  private func tlsProbe(_ fields: Fields<CheckKey>) -> TLSProbe? {
    let expiresIn = duration(fields[.expiresIn], in: .zero...Duration.seconds(3650 * 86_400))
    return endpoint(fields[.tls], defaultPort: 443).map { endpoint in
      expiresIn.map { TLSProbe(endpoint: endpoint, expiresIn: $0) } ?? TLSProbe(endpoint: endpoint)
    }
  }

  private func dnsProbe(_ fields: Fields<CheckKey>) -> DNSProbe? {
    let type = choice(fields[.type], of: RecordType.self)
    return hostName(fields[.dns]).map {
      DNSProbe(name: $0, type: type, resolver: resolvers.first?.id ?? Resolver.system.id)
    }
  }

  func hostName(_ node: YAMLNode?) -> String? { read(node, as: .host) { HostName.normalised($0) } }

  private func httpProbe(_ fields: Fields<CheckKey>) -> HTTPProbe? {
    let method = choice(fields[.method], of: HTTPProbe.Method.self) ?? .get
    let body = fields[.body].flatMap { read($0, as: .notEmpty) { $0.isEmpty ? nil : $0 } }
    if let node = fields[.body], method == .head { report(.value(.bodyOfHead), at: node.position) }
    let status = fields[.status].map { statusSet($0) } ?? .standard
    let addresses = choice(fields[.addresses], of: HTTPProbe.Addresses.self) ?? .any
    let headers = headers(fields[.headers])
    let redirects = count(fields[.redirects], in: 0...20) ?? 5
    return httpURL(fields[.http]).map {
      HTTPProbe(
        url: $0, method: method, status: status, body: body, addresses: addresses, headers: headers,
        redirects: redirects)
    }
  }
}
