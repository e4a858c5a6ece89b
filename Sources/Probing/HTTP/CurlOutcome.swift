internal import CProbing
internal import Glibc
internal import Model

extension CurlHandle {
  /// Why the transfer failed. Only for a result other than success.
  func evidence(of result: CURLcode) -> Evidence {
    proxyFault(result) ?? ownFault(result)
  }

  /// As if there were no proxy.
  private func ownFault(_ result: CURLcode) -> Evidence {
    switch result {
    case CURLE_OPERATION_TIMEDOUT: timeout
    case CURLE_PEER_FAILED_VERIFICATION: distrust
    case CURLE_SSL_CACERT_BADFILE: bundleFault
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_ENGINE_INITFAILED:
      reset ?? Evidence(.tlsHandshake, message("the TLS handshake failed"))
    case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST:
      Evidence.systemError(systemError, to: address) ?? Evidence(.unreachable, message("no connection"))
    case CURLE_GOT_NOTHING:
      reset ?? Evidence(.httpProtocol, "the server closed the connection without a reply", at: progress)
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR:
      reset ?? Evidence(.httpProtocol, message("the transfer was interrupted"), at: progress)
    case CURLE_PARTIAL_FILE: Evidence(.httpProtocol, "the body is incomplete")
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      Evidence(.httpProtocol, "the reply is not HTTP")
    case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT: .outOfMemory
    default: Evidence(.httpProtocol, message("the reply is not valid HTTP"))
    }
  }

  /// Where a connection that came about was when it ended.
  private var progress: FailureStage {
    if !isConnected { return .connect }
    return expectsTLS && !time(CURLINFO_APPCONNECT_TIME_T).isPositive ? .tls : .origin
  }

  private var reset: Evidence? {
    guard var evidence = Evidence.systemError(systemError, to: address), evidence.outcome == .reset else {
      return nil
    }
    evidence.stage = progress
    return evidence
  }

  private func message(_ fallback: String) -> String { errorMessage.isEmpty ? fallback : errorMessage }

  private var timeout: Evidence {
    guard isConnected else { return Evidence(.connectTimeout, "no connection in time") }
    // Zero until TLS stands, too.
    if time(CURLINFO_CONNECT_TIME_T) == .zero {
      return Evidence(
        .tlsHandshake, "connected, but the TLS handshake did not finish in time", timedOut: true)
    }
    let started = time(CURLINFO_STARTTRANSFER_TIME_T) > .zero
    return Evidence(
      .httpTimeout,
      started ? "the reply started but did not finish in time" : "connected, but no reply in time",
      at: started ? .content : .origin)
  }

  private var distrust: Evidence {
    // X509_V_ codes of OpenSSL. curl leaves 1 (unspecified) where only its own look at the name failed.
    var evidence =
      switch cp_get_long(easy, CURLINFO_SSL_VERIFYRESULT) {
      case 9: Evidence(.tlsExpired, "\(refusedCertificate) is not valid yet")
      case 10: Evidence(.tlsExpired, "\(refusedCertificate) has expired")
      case 0, 1, 62: Evidence(.tlsHostname, message("the certificate is for another name"))
      case 18: Evidence(.tlsUntrusted, "the certificate is self-signed")
      default: Evidence(.tlsUntrusted, message("the certificate's issuer is not trusted"))
      }
    evidence.issuer = certificateIssuer
    return evidence
  }

  private var refusedCertificate: String {
    refusedIssuer.map { "the issuing certificate \(SafeText($0))" } ?? "the certificate"
  }

  /// curl could not load the certificates that it verifies with.
  private var bundleFault: Evidence {
    let file = open(certificateBundle, O_RDONLY | O_CLOEXEC)
    let error = errno
    if file >= 0 { close(file) }
    let reason = file >= 0 ? "no certificate in it" : String(cString: strerror(error)).lowercased()
    guard file >= 0 || (error != EMFILE && error != ENFILE) else { return .descriptors(reason) }
    return Evidence(
      .notProbed,
      "cannot read the CA bundle \(certificateBundle) (\(reason)): install ca-certificates, or name another file by "
        + "SSL_CERT_FILE", fault: .certificates)
  }
}

extension Evidence {
  static let outOfMemory = Evidence(.notProbed, "out of memory", fault: .descriptors)
}
