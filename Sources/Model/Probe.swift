/// What to ask, and what answer counts as success.
package enum Probe: Hashable, Sendable {
  case dns(DNSProbe)
  case http(HTTPProbe)
  case tcp(TCPProbe)
  case tls(TLSProbe)
  case ping(host: String)

  /// Raw values are the words of the JSON contract.
  package enum Kind: String, Sendable, CaseIterable { case dns, http, tcp, tls, ping }

  package var kind: Kind {
    switch self {
    case .dns: .dns
    case .http: .http
    case .tcp: .tcp
    case .tls: .tls
    case .ping: .ping
    }
  }

  /// What is shown and exported: never a secret. User info and query values are redacted.
  package var target: String {
    switch self {
    case .dns(let probe):
      "\(probe.name)\(probe.type.map { " \($0.rawValue)" } ?? "") @\(probe.resolver)"
    case .http(let probe): probe.url.redacted
    case .tcp(let probe): probe.endpoint.description
    case .tls(let probe): probe.endpoint.description
    case .ping(let host): host
    }
  }
}

extension Probe {
  /// The host that is looked up or connected to.
  package var host: String {
    switch self {
    case .dns(let probe): probe.name
    case .http(let probe): probe.url.endpoint.host
    case .tcp(let probe): probe.endpoint.host
    case .tls(let probe): probe.endpoint.host
    case .ping(let host): host
    }
  }

  /// True if the host is a name, whose addresses have to be found before it can be connected to.
  package var needsAddress: Bool {
    kind != .dns && !host.contains(":")
      && !host.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
  }

  /// True for what goes through the configured proxy, if there is one.
  package var usesProxy: Bool { kind == .http || kind == .tls }
}

package enum RecordType: String, Sendable, CaseIterable {
  case a = "A"
  case aaaa = "AAAA"
  case cname = "CNAME"
  case mx = "MX"
  case ns = "NS"
  case txt = "TXT"
  case soa = "SOA"
  case srv = "SRV"
  case caa = "CAA"
  case ptr = "PTR"
}

package struct DNSProbe: Hashable, Sendable {
  /// Host name without the root's dot; the root itself is `.`.
  package let name: String
  /// `nil` asks A and AAAA as one observation: nodata only if both are empty.
  package let type: RecordType?
  package let resolver: Resolver.ID

  package init(name: String, type: RecordType?, resolver: Resolver.ID) {
    self.name = name
    self.type = type
    self.resolver = resolver
  }
}

package struct Resolver: Hashable, Sendable, Identifiable {
  package enum Address: Hashable, Sendable {
    /// What /etc/resolv.conf names.
    case system
    case at(Endpoint)
  }

  package let id: String
  package let address: Address

  package init(id: String, address: Address) {
    self.id = id
    self.address = address
  }

  package static let system = Resolver(id: "system", address: .system)
}

/// A host name or literal address with a port, written `host:port` or `[v6]:port`.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  package let host: String
  package let port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// An http or https URL taken apart; the fragment is not kept.
package struct HTTPURL: Hashable, Sendable {
  package let isTLS: Bool
  /// `user:password`, percent-encoded as written; secret.
  package let userInfo: String?
  package let endpoint: Endpoint
  /// Path and query as sent: begins with `/`.
  package let pathAndQuery: String

  package init(isTLS: Bool, userInfo: String? = nil, endpoint: Endpoint, pathAndQuery: String) {
    self.isTLS = isTLS
    self.userInfo = userInfo
    self.endpoint = endpoint
    self.pathAndQuery = pathAndQuery
  }
}

package struct HTTPProbe: Hashable, Sendable {
  package enum Method: String, Sendable, CaseIterable { case get = "GET", head = "HEAD" }
  /// How many of the name's addresses are probed, and how many have to answer.
  package enum Addresses: String, Sendable, CaseIterable { case one, any, all }

  package let url: HTTPURL
  package let method: Method
  /// Status codes that count as success.
  package let status: StatusSet
  /// Text that the body (of which at most 64 KiB is read) has to contain; `nil` accepts any.
  package let body: String?
  package let addresses: Addresses
  /// Header fields; values may be secret and are never exported.
  package let headers: [Header]
  /// Redirects followed at most, each through our own DNS.
  package let redirects: Int

  package struct Header: Hashable, Sendable {
    package let name, value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(
    url: HTTPURL, method: Method = .get, status: StatusSet = .standard, body: String? = nil,
    addresses: Addresses = .any, headers: [Header] = [], redirects: Int = 5
  ) {
    self.url = url
    self.method = method
    self.status = status
    self.body = body
    self.addresses = addresses
    self.headers = headers
    self.redirects = redirects
  }
}

/// The HTTP status codes that a check accepts.
package enum StatusSet: Hashable, Sendable {
  /// 200-399.
  case standard
  /// Any reply below 500: a catalogue region endpoint.
  case anyBelow500
  /// Any reply at all: an endpoint whose codes are unverified.
  case anyReply
  case exactly(Set<Int>)

  package func contains(_ status: Int) -> Bool {
    switch self {
    case .standard: (200...399).contains(status)
    case .anyBelow500: (100...499).contains(status)
    case .anyReply: (100...999).contains(status)
    case .exactly(let codes): codes.contains(status)
    }
  }
}

package struct TCPProbe: Hashable, Sendable {
  package let endpoint: Endpoint
  /// Regular expression that the first bytes sent by the peer have to match; `nil`: connecting is enough.
  package let expect: String?

  package init(endpoint: Endpoint, expect: String? = nil) {
    self.endpoint = endpoint
    self.expect = expect
  }
}

package struct TLSProbe: Hashable, Sendable {
  package let endpoint: Endpoint
  /// `tls-expiring` if the certificate ends sooner than this.
  package let expiresIn: Duration

  package init(endpoint: Endpoint, expiresIn: Duration = .seconds(14 * 86_400)) {
    self.endpoint = endpoint
    self.expiresIn = expiresIn
  }
}
