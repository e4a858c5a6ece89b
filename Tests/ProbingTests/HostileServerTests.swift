import Lab
import Model
import Testing

@testable import Probing

@Suite("Web servers that misbehave")
struct HostileServerTests {
  private func ask(
    _ serve: @escaping @Sendable (PeerConnection) -> Void, scheme: String = "http", body: String? = nil
  ) async throws -> Observation {
    let peer = try HostilePeer.tcp(serve)
    defer { withExtendedLifetime(peer) {} }
    let url = try #require(HTTPURL("\(scheme)://127.0.0.1:\(peer.port)/"))
    return try await ProbeOnce.run(.http(HTTPProbe(url: url, body: body)), timeout: .milliseconds(600))
  }

  @Test func silenceIsATimeout() async throws {
    let seen = try await ask(HostileHTTP.silent)
    #expect(seen.outcome == .httpTimeout)
    #expect(seen.phases.connect != nil)
    #expect(seen.phases.firstByte == nil)
    #expect(seen.latency == nil)
  }

  @Test func aStallAfterTheHeadersIsATimeout() async throws {
    let seen = try await ask(HostileHTTP.stallsAfterHeaders)
    #expect(seen.outcome == .httpTimeout)
    #expect(seen.httpStatus == 200)
    #expect(seen.phases.firstByte != nil)
    #expect(seen.latency == nil)
  }

  @Test func aByteAtATimeIsATimeout() async throws {
    #expect(try await ask(HostileHTTP.slow).outcome == .httpTimeout)
  }

  @Test func aResetIsAReset() async throws {
    #expect(try await ask(HostileHTTP.reset).outcome == .reset)
  }

  @Test func closingWithoutAReplyBreaksTheProtocol() async throws {
    #expect(try await ask(HostileHTTP.closes).outcome == .httpProtocol)
  }

  @Test func anEndlessBodyEndsAtTheLimit() async throws {
    #expect(try await ask(HostileHTTP.endless).outcome == .ok)
    #expect(try await ask(HostileHTTP.endless, body: "xxxx").outcome == .ok)
    #expect(try await ask(HostileHTTP.endless, body: "nowhere").outcome == .httpBody)
  }

  @Test func endlessHeadersEnd() async throws {
    #expect(try await ask(HostileHTTP.endlessHeaders).outcome == .httpProtocol)
  }

  @Test func anotherProtocolIsNotHTTP() async throws {
    #expect(try await ask(HostileHTTP.otherProtocol).outcome == .httpProtocol)
    #expect(try await ask(HostileHTTP.otherProtocol, scheme: "https").outcome == .tlsHandshake)
  }

  @Test func aTLSHandshakeThatStallsIsATLSOutcome() async throws {
    let seen = try await ask(HostileHTTP.silent, scheme: "https")
    #expect(seen.outcome == .tlsHandshake, "\(seen.detail)")
  }

  @Test func escapesInAReasonReachNobodysTerminal() async throws {
    let seen = try await ask(HostileHTTP.escapes)
    #expect(seen.outcome == .httpStatus)
    #expect(seen.detail == "answered 500 [31mRed]0;owned, expected 200-399")
  }

  @Test func redirectsToTheSamePageForEverEnd() async throws {
    let reply = "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"
    #expect(try await ask(HostileHTTP.fixed(reply)).outcome == .httpStatus)
  }

  @Test func aClosedPortIsRefused() async throws {
    let url = try #require(HTTPURL("http://127.0.0.1:\(try FreePort.find())/"))
    let seen = try await ProbeOnce.run(.http(HTTPProbe(url: url)))
    #expect(seen.outcome == .connectRefused)
    #expect(seen.latency == nil)
  }
}

@Suite("Certificates")
struct CertificateTests {
  @Test(
    "every fault of a certificate has its own outcome",
    arguments: [
      ("good.lab.test", .ok), ("expired.lab.test", .tlsExpired), ("selfsigned.lab.test", .tlsUntrusted),
      ("wrong.lab.test", .tlsHostname), ("ending.lab.test", .ok),
    ] as [(String, Outcome)])
  func everyFaultHasItsOwnOutcome(name: String, outcome: Outcome) async throws {
    let url = try #require(HTTPURL("https://\(name):\(try Lab.shared.httpsPort)/"))
    let seen = try await ProbeOnce.run(.http(HTTPProbe(url: url)))
    #expect(seen.outcome == outcome, "\(seen.detail)")
    #expect((seen.httpStatus == nil) == (outcome != .ok))
  }

  @Test(
    "a TLS check also looks at the days left",
    arguments: [
      ("good.lab.test", .ok), ("ending.lab.test", .tlsExpiring), ("expired.lab.test", .tlsExpired),
      ("selfsigned.lab.test", .tlsUntrusted), ("wrong.lab.test", .tlsHostname),
    ] as [(String, Outcome)])
  func aTLSCheckLooksAtTheDaysLeft(name: String, outcome: Outcome) async throws {
    let endpoint = Endpoint(host: name, port: try Lab.shared.httpsPort)
    let seen = try await ProbeOnce.run(.tls(TLSProbe(endpoint: endpoint)))
    #expect(seen.outcome == outcome)
    #expect((seen.phases.tls == nil) == (outcome != .ok && outcome != .tlsExpiring))
  }
}

@Suite("TCP checks")
struct TCPOutcomeTests {
  private func ask(
    _ serve: @escaping @Sendable (PeerConnection) -> Void, expect: String?
  ) async throws -> Observation {
    let peer = try HostilePeer.tcp(serve)
    defer { withExtendedLifetime(peer) {} }
    let probe = TCPProbe(endpoint: Endpoint(host: "127.0.0.1", port: peer.port), expect: expect)
    return try await ProbeOnce.run(.tcp(probe), timeout: .milliseconds(500))
  }

  @Test func connectingIsEnoughWithoutAnExpectation() async throws {
    let seen = try await ask(HostileHTTP.silent, expect: nil)
    #expect(seen.outcome == .ok)
    #expect(seen.phases.connect != nil)
  }

  @Test func theFirstBytesHaveToMatch() async throws {
    #expect(try await ask(HostileHTTP.otherProtocol, expect: "^SSH-2").outcome == .ok)
    let seen = try await ask(HostileHTTP.otherProtocol, expect: "^220 ")
    #expect(seen.outcome == .unexpectedReply)
    #expect(seen.detail.string.contains("SSH-2.0-OpenSSH"))
    #expect(try await ask(HostileHTTP.silent, expect: "^220 ").outcome == .unexpectedReply)
  }

  @Test func aClosedPortIsRefused() async throws {
    let endpoint = Endpoint(host: "127.0.0.1", port: try FreePort.find())
    #expect(try await ProbeOnce.run(.tcp(TCPProbe(endpoint: endpoint))).outcome == .connectRefused)
  }

  @Test func theNextAddressIsTriedIfOneRefuses() async throws {
    let endpoint = Endpoint(host: "half.lab.test", port: try Lab.shared.httpPort)
    #expect(try await ProbeOnce.run(.tcp(TCPProbe(endpoint: endpoint))).outcome == .ok)
  }
}

@Suite("Ping")
struct PingTests {
  @Test func loopbackEchoesOrTheCheckSaysWhatToSet() async throws {
    let seen = try await ProbeOnce.run(.ping(host: "127.0.0.1"))
    guard seen.outcome != .ok else { return #expect(seen.latency != nil && seen.address == "127.0.0.1") }
    #expect(seen.outcome == .notProbed)
    #expect(seen.detail.string.contains("net.ipv4.ping_group_range"))
  }

  @Test func onlyOurOwnEchoCounts() {
    let token = [UInt8](repeating: 7, count: 16)
    var reply = ICMPEcho.request(.v4, token: token)
    #expect(!ICMPEcho.isReply(reply[...], .v4, isRaw: false, token: token))
    reply[0] = 0
    #expect(ICMPEcho.isReply(reply[...], .v4, isRaw: false, token: token))
    #expect(!ICMPEcho.isReply(reply[...], .v4, isRaw: false, token: [UInt8](repeating: 8, count: 16)))
    let header: [UInt8] = [0x45] + [UInt8](repeating: 0, count: 19)
    #expect(ICMPEcho.isReply((header + reply)[...], .v4, isRaw: true, token: token))
    for length in reply.indices {
      #expect(!ICMPEcho.isReply(reply.prefix(length), .v4, isRaw: false, token: token))
    }
  }
}
