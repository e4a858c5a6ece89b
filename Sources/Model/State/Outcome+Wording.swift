extension Outcome {
  /// What it means, in words; the code is shown in brackets after it: `no answer in time (dns-timeout)`.
  package var wording: String {
    switch self {
    case .ok: "ok"
    case .slow: "slower than usual"
    case .tlsExpiring: "the certificate expires soon"
    case .notProbed: "could not be probed from here"
    case .dnsNXDomain: "the name does not exist"
    case .dnsNoData: "the name exists but has no address"
    case .dnsServFail: "the resolver could not find an answer"
    case .dnsRefused: "the resolver refused to answer"
    case .dnsTimeout: "no DNS answer in time"
    case .dnsMalformed: "the DNS answer is malformed"
    case .dnsMismatch: "resolvers disagree whether the name exists"
    case .dnsLoop: "the CNAME records form a loop"
    case .connectRefused: "connection refused"
    case .connectTimeout: "no connection in time"
    case .unreachable: "host or network unreachable"
    case .reset: "connection reset"
    case .tlsUntrusted: "the certificate is not trusted"
    case .tlsExpired: "the certificate has expired"
    case .tlsHostname: "the certificate is for another name"
    case .tlsHandshake: "the TLS handshake failed"
    case .httpStatus: "unexpected HTTP status"
    case .httpBody: "the expected text is missing from the body"
    case .httpTimeout: "no complete HTTP reply in time"
    case .httpProtocol: "not a valid HTTP reply"
    case .unexpectedReply: "unexpected reply"
    case .pingTimeout: "no ping reply in time"
    }
  }
}
