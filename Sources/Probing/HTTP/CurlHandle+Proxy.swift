internal import CProbing
internal import Model

/// What goes wrong at the proxy, and not behind it.
///
/// Where the target was never asked, because the proxy cannot be reached or lets nobody through, the check is
/// `not-probed`. Where the proxy says that it could not connect, that is an outcome of the target, as far as one can
/// tell from here.
extension CurlHandle {
  /// `nil` where there is no proxy, or it did its work.
  func proxyFault(_ result: CURLcode) -> Evidence? {
    guard let proxy else { return nil }
    let status = cp_get_long(easy, CURLINFO_HTTP_CONNECTCODE)
    if status > 0, !(200...299).contains(status) { return Self.refusal(by: proxy, status) }
    switch result {
    case CURLE_COULDNT_RESOLVE_PROXY:
      return unreachable(proxy, "its name has no address")
    case CURLE_COULDNT_CONNECT:
      let known = Evidence.systemError(systemError, to: nil)
      if let known, known.outcome == .notProbed { return known }
      return unreachable(proxy, known?.detail ?? "no connection")
    case CURLE_OPERATION_TIMEDOUT where !isConnected:
      return unreachable(proxy, "no connection in time", timedOut: true)
    case CURLE_OPERATION_TIMEDOUT where expectsTLS && status == 0:
      return Evidence(
        .connectTimeout, "the proxy \(proxy) did not answer CONNECT in time", fault: .proxyError)
    case CURLE_GOT_NOTHING where expectsTLS && status == 0, CURLE_RECV_ERROR where expectsTLS && status == 0,
      CURLE_SEND_ERROR where expectsTLS && status == 0, CURLE_PROXY:
      return Evidence(
        .unreachable, "the proxy \(proxy) closed the connection before it answered CONNECT", at: .connect,
        fault: .proxyError)
    default: return nil
    }
  }

  private func unreachable(_ proxy: String, _ reason: String, timedOut: Bool = false) -> Evidence {
    Evidence(
      .notProbed, "the proxy \(proxy) cannot be reached: \(reason); check probe.proxy", at: .connect,
      timedOut: timedOut, fault: .proxyUnreachable)
  }

  /// What a reply of the proxy's own to CONNECT means.
  static func refusal(by proxy: String, _ status: Int) -> Evidence {
    switch status {
    case 407:
      Evidence(
        .notProbed, "the proxy \(proxy) asks for a user and a password (407): add them to probe.proxy",
        at: .connect, fault: .proxyAuthentication)
    case 400...499:
      Evidence(
        .notProbed, "the proxy \(proxy) does not permit CONNECT to this target (\(status))", at: .connect,
        fault: .permission)
    case 504:
      Evidence(
        .connectTimeout, "the proxy \(proxy) answered CONNECT with 504: no connection in time",
        fault: .proxyError)
    default:
      Evidence(
        .unreachable, "the proxy \(proxy) answered CONNECT with \(status)", at: .connect,
        fault: .proxyError)
    }
  }

  /// The proxy's own reply to a plain request, which it forwards without CONNECT.
  func proxyFault(inReply status: Int) -> Evidence? {
    guard let proxy, !expectsTLS, status == 407 else { return nil }
    return Self.refusal(by: proxy, status)
  }
}
