import Lab
import Model
import Testing

@testable import Probing

@Suite("What a proxy does wrong is told as its fault")
struct ProxyTests {
  private func ask(_ probe: Probe, through port: Int, timeout: Duration = .seconds(2)) async throws
    -> Observation
  {
    try await ProbeOnce.run(probe, timeout: timeout, proxy: HTTPURL("http://127.0.0.1:\(port)"))
  }

  private func secure(_ host: String = "good.lab.test") throws -> [Probe] {
    let port = try Lab.shared.httpsPort
    let url = try #require(HTTPURL("https://\(host):\(port)/"))
    return [.http(HTTPProbe(url: url)), .tls(TLSProbe(endpoint: Endpoint(host: host, port: port)))]
  }

  @Test func handshakesGoThroughCONNECTAndTheProxyFindsTheAddress() async throws {
    let proxy = try HostilePeer.tcp(TunnelProxy.open)
    for probe in try secure() {
      let seen = try await ask(probe, through: proxy.port)
      #expect(seen.outcome == .ok)
      #expect(seen.resolver == nil && seen.address == nil)
    }
    #expect(proxy.served == 2)
  }

  @Test func theNameIsCheckedBehindTheProxyToo() async throws {
    let proxy = try HostilePeer.tcp(TunnelProxy.open)
    for probe in try secure("wrong.lab.test") {
      let seen = try await ask(probe, through: proxy.port)
      #expect(seen.outcome == .tlsHostname && seen.localFault == nil)
      #expect(seen.certificateIssuer == "Faultline lab authority")
    }
    let literal = TLSProbe(endpoint: Endpoint(host: "127.0.0.1", port: try Lab.shared.httpsPort))
    #expect(try await ask(.tls(literal), through: proxy.port).outcome == .ok)
  }

  @Test func aDeadProxyIsNamed() async throws {
    let port = try FreePort.find()
    let plain = try #require(HTTPURL("http://www.lab.test/"))
    for probe in try secure() + [.http(HTTPProbe(url: plain))] {
      let seen = try await ask(probe, through: port)
      #expect(seen.outcome == .notProbed && seen.localFault == .proxyUnreachable)
      #expect(seen.failedAt == .connect)
      #expect(
        seen.detail
          == SafeText(
            "the proxy 127.0.0.1:\(port) cannot be reached: connection refused; check probe.proxy"))
    }
  }

  @Test func aProxyThatAsksForAPasswordIsNamed() async throws {
    let proxy = try HostilePeer.tcp(TunnelProxy.answering("407 Proxy Authentication Required"))
    let plain = try #require(HTTPURL("http://www.lab.test/"))
    for probe in try secure() + [.http(HTTPProbe(url: plain))] {
      let seen = try await ask(probe, through: proxy.port)
      #expect(seen.outcome == .notProbed && seen.localFault == .proxyAuthentication)
      #expect(seen.detail.string.hasPrefix("the proxy 127.0.0.1:\(proxy.port) asks for"))
    }
  }

  @Test(
    "a proxy that cannot connect is named",
    arguments: [
      ("502 Bad Gateway", .unreachable), ("503 Service Unavailable", .unreachable),
      ("504 Gateway Timeout", .connectTimeout),
    ] as [(String, Outcome)])
  func aProxyThatCannotConnectIsNamed(status: String, outcome: Outcome) async throws {
    let proxy = try HostilePeer.tcp(TunnelProxy.answering(status))
    for probe in try secure() {
      let seen = try await ask(probe, through: proxy.port)
      #expect(seen.outcome == outcome && seen.localFault == .proxyError && seen.failedAt == .connect)
      #expect(
        seen.detail.string.hasPrefix(
          "the proxy 127.0.0.1:\(proxy.port) answered CONNECT with \(status.prefix(3))"))
    }
  }

  @Test func aPlainAnswerOfAGatewayMayBeTheProxysOwn() async throws {
    let proxy = try HostilePeer.tcp(TunnelProxy.answering("502 Bad Gateway"))
    let url = try #require(HTTPURL("http://www.lab.test/"))
    let seen = try await ask(.http(HTTPProbe(url: url)), through: proxy.port)
    #expect(seen.outcome == .httpStatus && seen.httpStatus == 502 && seen.localFault == .proxyError)
    #expect(seen.detail.string.contains("through the proxy 127.0.0.1:\(proxy.port)"))
  }

  @Test func whatAProxyForbidsIsNoOutage() async throws {
    let proxy = try HostilePeer.tcp(TunnelProxy.answering("403 Forbidden"))
    for probe in try secure() {
      let seen = try await ask(probe, through: proxy.port)
      #expect(seen.outcome == .notProbed && seen.localFault == .permission)
    }
  }

  @Test func aProxyThatFallsSilentOrHangsUpIsNamed() async throws {
    let silent = try HostilePeer.tcp(HostileHTTP.silent)
    let closing = try HostilePeer.tcp(HostileHTTP.closes)
    for probe in try secure() {
      let late = try await ask(probe, through: silent.port, timeout: .milliseconds(400))
      #expect(late.outcome == .connectTimeout && late.localFault == .proxyError && late.timedOut)
      let closed = try await ask(probe, through: closing.port)
      #expect(closed.outcome == .unreachable && closed.localFault == .proxyError)
    }
  }
}
