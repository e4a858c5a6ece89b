internal import CProbing
internal import Glibc
internal import Model

/// The result of one attempt on one address: an outcome, and its evidence in words.
struct Evidence: Equatable {
  var outcome: Outcome
  var detail: String

  init(_ outcome: Outcome, _ detail: String = "") {
    self.outcome = outcome
    self.detail = detail
  }

  static let ok = Evidence(.ok)

  /// Whether another address of the same name might do better: the connection never came about.
  var isConnectFailure: Bool {
    switch outcome {
    case .connectRefused, .connectTimeout, .unreachable, .reset, .tlsHandshake: true
    default: false
    }
  }

  /// What a failed system call says about the peer; `nil` if it says nothing of its own.
  static func systemError(_ error: Int32) -> Evidence? {
    let reason = String(cString: strerror(error)).lowercased()
    return switch error {
    case ECONNREFUSED: Evidence(.connectRefused, reason)
    case ETIMEDOUT: Evidence(.connectTimeout, reason)
    case ECONNRESET, EPIPE, ECONNABORTED: Evidence(.reset, reason)
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EACCES, EPERM, EADDRNOTAVAIL, EAFNOSUPPORT:
      Evidence(.unreachable, reason)
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: Evidence(.notProbed, "no socket: \(reason)")
    default: nil
    }
  }
}

extension CurlHandle {
  /// Why the transfer failed. Only for a result other than success.
  func evidence(of result: CURLcode) -> Evidence {
    switch result {
    case CURLE_OPERATION_TIMEDOUT: timeout
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE: distrust
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_ENGINE_INITFAILED:
      reset ?? Evidence(.tlsHandshake, message("the TLS handshake failed"))
    case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_PROXY:
      Evidence.systemError(systemError) ?? Evidence(.unreachable, message("no connection"))
    case CURLE_GOT_NOTHING:
      reset ?? Evidence(.httpProtocol, "the server closed the connection without a reply")
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR:
      reset ?? Evidence(.httpProtocol, message("the transfer was interrupted"))
    case CURLE_PARTIAL_FILE: Evidence(.httpProtocol, "the body is incomplete")
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      Evidence(.httpProtocol, "the reply is not HTTP")
    case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT: Evidence(.notProbed, message("out of memory"))
    default: Evidence(.httpProtocol, message("the reply is not valid HTTP"))
    }
  }

  private var reset: Evidence? {
    Evidence.systemError(systemError).flatMap { $0.outcome == .reset ? $0 : nil }
  }

  private func message(_ fallback: String) -> String { errorMessage.isEmpty ? fallback : errorMessage }

  private var timeout: Evidence {
    guard isConnected else { return Evidence(.connectTimeout, "no connection in time") }
    // Zero until TLS stands, too.
    if time(CURLINFO_CONNECT_TIME_T) == .zero {
      return Evidence(.tlsHandshake, "connected, but the TLS handshake did not finish in time")
    }
    let started = time(CURLINFO_STARTTRANSFER_TIME_T) > .zero
    return Evidence(
      .httpTimeout,
      started ? "the reply started but did not finish in time" : "connected, but no reply in time")
  }

  private var distrust: Evidence {
    // X509_V_ codes of OpenSSL. curl leaves 1 (unspecified) where only its own look at the name failed.
    switch cp_get_long(easy, CURLINFO_SSL_VERIFYRESULT) {
    case 9: Evidence(.tlsExpired, "the certificate is not valid yet")
    case 10: Evidence(.tlsExpired, "the certificate has expired")
    case 0, 1, 62: Evidence(.tlsHostname, message("the certificate is for another name"))
    case 18: Evidence(.tlsUntrusted, "the certificate is self-signed")
    default: Evidence(.tlsUntrusted, message("the certificate's issuer is not trusted"))
    }
  }
}
