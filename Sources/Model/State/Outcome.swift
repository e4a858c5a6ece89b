/// What one probe found. Raw values are the words of the JSON contract.
package enum Outcome: String, Sendable, CaseIterable {
  case ok
  case slow
  case tlsExpiring = "tls-expiring"
  case notProbed = "not-probed"
  case dnsNXDomain = "dns-nxdomain"
  case dnsNoData = "dns-nodata"
  case dnsServFail = "dns-servfail"
  case dnsRefused = "dns-refused"
  case dnsTimeout = "dns-timeout"
  case dnsMalformed = "dns-malformed"
  case dnsMismatch = "dns-mismatch"
  case dnsLoop = "dns-loop"
  case connectRefused = "connect-refused"
  case connectTimeout = "connect-timeout"
  case unreachable
  case reset
  case tlsUntrusted = "tls-untrusted"
  case tlsExpired = "tls-expired"
  case tlsHostname = "tls-hostname"
  case tlsHandshake = "tls-handshake"
  case httpStatus = "http-status"
  case httpBody = "http-body"
  case httpTimeout = "http-timeout"
  case httpProtocol = "http-protocol"
  case unexpectedReply = "unexpected-reply"
  case pingTimeout = "ping-timeout"

  package var health: Health {
    switch self {
    case .ok: .ok
    case .slow, .tlsExpiring: .degraded
    case .notProbed: .unknown
    default: .down
    }
  }

  /// True for an outcome of name resolution, the only ones that a `local-resolver` verdict masks.
  package var isDNS: Bool { rawValue.hasPrefix("dns-") }

  /// True for the outcomes that mean a timeout.
  package var isTimeout: Bool {
    switch self {
    case .dnsTimeout, .connectTimeout, .httpTimeout, .pingTimeout: true
    default: false
    }
  }

  /// True if the outcome proves that the resolver itself works: it answered, even if with "no".
  package var provesResolver: Bool {
    switch self {
    case .dnsTimeout, .dnsRefused, .dnsServFail, .dnsMalformed, .notProbed: false
    default: true
    }
  }
}
