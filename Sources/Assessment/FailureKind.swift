internal import Model

/// What a failure looks like, as far as it tells who may be its cause. Failures of one cause look alike.
enum FailureKind: Int, CaseIterable {
  /// The name has no usable address.
  case name
  /// No answer from the address: no route, no connection, a reset, no reply in time.
  case unreachable
  /// The address refuses the port.
  case refused
  /// The certificate is not valid for the host, or the handshake fails.
  case certificate
  /// The server answers with an error of its own (5xx).
  case serverError
  /// The answer is not what was expected: another status, body or protocol.
  case content
  /// The answer is late.
  case slow

  init(_ outcome: Outcome, httpStatus: Int?) {
    switch outcome {
    case .dnsNXDomain, .dnsNoData, .dnsServFail, .dnsRefused, .dnsTimeout, .dnsMalformed, .dnsMismatch,
      .dnsLoop:
      self = .name
    case .connectTimeout, .unreachable, .reset, .pingTimeout, .httpTimeout: self = .unreachable
    case .connectRefused: self = .refused
    case .tlsUntrusted, .tlsExpired, .tlsHostname, .tlsHandshake, .tlsExpiring: self = .certificate
    case .httpStatus: self = (httpStatus ?? 500) >= 500 ? .serverError : .content
    case .httpBody, .httpProtocol, .unexpectedReply, .notProbed: self = .content
    case .ok, .slow: self = .slow
    }
  }

  /// What began, for a title: `began as an empty DNS answer`.
  static func phrase(_ outcome: Outcome, httpStatus: Int? = nil) -> String {
    switch outcome {
    case .dnsNoData: "an empty DNS answer"
    case .dnsNXDomain: "a missing name"
    default: FailureKind(outcome, httpStatus: httpStatus).phrase
    }
  }

  private var phrase: String {
    switch self {
    case .name: "failed name resolution"
    case .unreachable: "no answer"
    case .refused: "refused connections"
    case .certificate: "a bad certificate"
    case .serverError: "server errors"
    case .content: "wrong answers"
    case .slow: "slow answers"
    }
  }
}
