import Glibc
import Lab
import Model
import Testing

@testable import Probing

@Suite("A failure says how far it got")
struct FailureStageTests {
  private static let short: Duration = .milliseconds(400)

  private func http(_ scheme: String, _ serve: @escaping @Sendable (PeerConnection) -> Void) async throws
    -> Observation
  {
    let peer = try HostilePeer.tcp(serve)
    let url = try #require(HTTPURL("\(scheme)://127.0.0.1:\(peer.port)/"))
    return try await ProbeOnce.run(.http(HTTPProbe(url: url)), timeout: Self.short)
  }

  @Test func aServerThatNeverAnswersEndsAtTheOrigin() async throws {
    let seen = try await http("http", HostileHTTP.silent)
    #expect(seen.failedAt == .origin && seen.timedOut)
  }

  @Test func anAnswerThatStallsEndsAtTheContent() async throws {
    let seen = try await http("http", HostileHTTP.stallsAfterHeaders)
    #expect(seen.failedAt == .content && seen.timedOut)
  }

  @Test func aHandshakeThatStallsEndsAtTLS() async throws {
    let seen = try await http("https", HostileHTTP.silent)
    #expect(seen.outcome == .tlsHandshake)
    #expect(seen.failedAt == .tls && seen.timedOut)
    let other = try await http("https", HostileHTTP.otherProtocol)
    #expect(other.failedAt == .tls && !other.timedOut)
  }

  @Test func aConnectionClosedAfterTheRequestEndsAtTheOrigin() async throws {
    #expect(try await http("http", HostileHTTP.reset).failedAt == .origin)
    #expect(try await http("http", HostileHTTP.closes).failedAt == .origin)
    #expect(try await http("https", HostileHTTP.closes).failedAt == .tls)
  }

  @Test func aClosedPortEndsAtTheConnection() async throws {
    let url = try #require(HTTPURL("http://127.0.0.1:\(try FreePort.find())/"))
    let seen = try await ProbeOnce.run(.http(HTTPProbe(url: url)))
    #expect(seen.outcome == .connectRefused && seen.failedAt == .connect && seen.localFault == nil)
  }

  @Test func aPeerThatSaysNothingEndsAtTheOrigin() async throws {
    let peer = try HostilePeer.tcp(HostileHTTP.silent)
    let probe = TCPProbe(endpoint: Endpoint(host: "127.0.0.1", port: peer.port), expect: "^220 ")
    let seen = try await ProbeOnce.run(.tcp(probe), timeout: Self.short)
    #expect(seen.outcome == .unexpectedReply && seen.failedAt == .origin && seen.timedOut)
  }

  @Test func aSilentResolverIsWhereItEnds() async throws {
    let peer = try HostilePeer.udp(HostileDNS.silent)
    let seen = try await ProbeOnce.dns(
      "a.test", resolver: "127.0.0.1:\(peer.port)", timeout: Self.short)
    #expect(seen.failedAt == .resolver && seen.timedOut)
    #expect(try await ProbeOnce.dns("missing.lab.test").failedAt == .name)
  }

  @Test func aSuccessEndsNowhere() async throws {
    let seen = try await ProbeOnce.dns("www.lab.test")
    #expect(seen.failedAt == nil && !seen.timedOut && seen.page == nil)
  }
}

@Suite("A failed system call says whose fault it is")
struct SystemErrorTests {
  private func evidence(
    _ error: Int32, _ address: String = "192.0.2.7", routes: Set<IPAddress.Family> = [.v4, .v6]
  ) throws -> Evidence {
    try #require(Evidence.systemError(error, to: IPAddress(address), hasRoute: routes.contains))
  }

  @Test func aRefusalByThePeerAndOneByARouterAreKeptApart() throws {
    #expect(try evidence(ECONNREFUSED).outcome == .connectRefused)
    #expect(try evidence(EHOSTUNREACH).outcome == .unreachable)
    #expect(try evidence(ENETUNREACH).outcome == .unreachable)
    // ICMPv6 "administratively prohibited" arrives as EACCES, ICMPv4 never does.
    #expect(try evidence(EACCES, "2001:db8::7").outcome == .unreachable)
  }

  @Test func aFirewallOfThisMachineIsOurOwnLack() throws {
    for error in [EPERM, EACCES] {
      let seen = try evidence(error)
      #expect(seen.outcome == .notProbed && seen.fault == .permission)
    }
  }

  @Test func descriptorsAndPortsUsedUpAreOurOwnLack() throws {
    for error in [EMFILE, ENFILE, ENOBUFS, EADDRNOTAVAIL] {
      let seen = try evidence(error)
      #expect(seen.outcome == .notProbed && seen.fault == .descriptors)
    }
  }

  @Test func aFamilyWithoutARouteIsOurOwnLackWhereTheOtherHasOne() throws {
    for error in [ENETUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT] {
      let seen = try evidence(error, "2001:db8::7", routes: [.v4])
      #expect(seen.outcome == .notProbed && seen.fault == .addressFamily)
      #expect(seen.detail == "this machine has no IPv6 route")
    }
    #expect(try evidence(ENETUNREACH, routes: [.v6]).fault == .addressFamily)
  }

  @Test func withoutAnyRouteTheMachineIsCutOff() throws {
    for address in ["192.0.2.7", "2001:db8::7"] {
      let seen = try evidence(ENETUNREACH, address, routes: [])
      #expect(seen.outcome == .unreachable && seen.fault == nil)
    }
  }

  @Test func ourLackOfARouteDoesNotHideWhyAnotherAddressFails() throws {
    var failures = FailedAttempts()
    let lack = try evidence(ENETUNREACH, "2001:db8::7", routes: [.v4])
    #expect(lack.isConnectFailure)
    failures.add(lack, at: IPAddress("2001:db8::7"))
    #expect(failures.told?.evidence == lack)
    failures.add(try evidence(ECONNREFUSED), at: IPAddress("192.0.2.7"))
    failures.add(lack, at: IPAddress("2001:db8::7"))
    #expect(failures.told?.evidence.outcome == .connectRefused)
    #expect(failures.told?.address?.text == "192.0.2.7")
  }
}
