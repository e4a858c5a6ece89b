/// How far a failing probe got: where, on the way from this process to the content, its answer ended.
///
/// In the order of that way: whatever ended at one stage has passed those before it. Raw values are the words of the
/// JSON contract (`failed_at`).
package enum FailureStage: String, Sendable, CaseIterable, Comparable {
  /// Never left this process: descriptors, CA file, permissions, asleep.
  case local
  /// The resolver gave no usable answer.
  case resolver
  /// The resolver answered, but the name has no address.
  case name
  /// No route to the address.
  case route
  /// The address did not accept the connection.
  case connect
  /// Connected, but no trusted TLS session came of it.
  case tls
  /// The CDN's or provider's front end answered for an origin that it could not reach.
  case edge
  /// The service itself answered with an error, or not in time.
  case origin
  /// The answer has other content than expected.
  case content
  /// The answer is right, but late.
  case speed

  package static func < (a: FailureStage, b: FailureStage) -> Bool { a.rank < b.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Outcome {
  /// Where a probe with this outcome ended, as far as the outcome alone tells; `nil` for a success.
  package var stage: FailureStage? {
    switch self {
    case .ok: nil
    case .notProbed: .local
    case .dnsTimeout, .dnsServFail, .dnsRefused, .dnsMalformed: .resolver
    case .dnsNXDomain, .dnsNoData, .dnsMismatch, .dnsLoop: .name
    case .unreachable, .pingTimeout: .route
    case .connectRefused, .connectTimeout, .reset: .connect
    case .tlsUntrusted, .tlsExpired, .tlsHostname, .tlsHandshake, .tlsExpiring: .tls
    case .httpStatus, .httpTimeout: .origin
    case .httpBody, .httpProtocol, .unexpectedReply: .content
    case .slow: .speed
    }
  }
}

/// What the prober knows to be wrong on its own side of a failure.
package enum LocalFault: String, Sendable, CaseIterable {
  /// No file descriptors, sockets or memory left.
  case descriptors
  /// The bundle of CA certificates is missing or cannot be read.
  case certificates
  /// The system does not permit the probe.
  case permission
  /// The process did not run for a while: the machine slept, or the process was stopped.
  case asleep
  /// Every address of the name is of a family that this machine has no route for.
  case addressFamily = "address-family"
  /// The configured proxy does not accept connections.
  case proxyUnreachable = "proxy-unreachable"
  /// The configured proxy wants credentials (407).
  case proxyAuthentication = "proxy-authentication"
  /// The configured proxy answered that it could not make the connection (502, 503, 504).
  case proxyError = "proxy-error"

  package var isProxy: Bool {
    switch self {
    case .proxyUnreachable, .proxyAuthentication, .proxyError: true
    case .descriptors, .certificates, .permission, .asleep, .addressFamily: false
    }
  }
}
