import Lab
import Model
import Synchronization
import Testing

@testable import Probing

@Suite("Resolvers that misbehave")
struct HostileResolverTests {
  private static let short: Duration = .milliseconds(400)

  private func ask(_ reply: @escaping @Sendable ([UInt8]) -> [[UInt8]]) async throws -> Observation {
    let peer = try HostilePeer.udp(reply)
    defer { withExtendedLifetime(peer) {} }
    return try await ProbeOnce.dns("name.test", resolver: "127.0.0.1:\(peer.port)", timeout: Self.short)
  }

  @Test func silenceIsATimeout() async throws {
    let seen = try await ask(HostileDNS.silent)
    #expect(seen.outcome == .dnsTimeout)
    #expect(seen.latency == nil)
    #expect(seen.detail == "no answer")
  }

  @Test func refusalAndServerFailureAreKeptApart() async throws {
    #expect(try await ask(HostileDNS.refused).outcome == .dnsRefused)
    #expect(try await ask(HostileDNS.servfail).outcome == .dnsServFail)
  }

  @Test func nonsenseIsNoTimeout() async throws {
    #expect(try await ask(HostileDNS.garbage).outcome == .dnsMalformed)
    #expect(try await ask { [Array($0.prefix(7))] }.outcome == .dnsMalformed)
    #expect(try await ask { [$0] }.outcome == .dnsMalformed)
    #expect(try await ask(HostileDNS.wrongQuestion).outcome == .dnsMalformed)
    #expect(try await ask(HostileDNS.cutShort).outcome == .dnsMalformed)
    #expect(try await ask(HostileDNS.pointerLoop).outcome == .dnsMalformed)
  }

  @Test func anotherIdIsIgnoredAndCounted() async throws {
    let seen = try await ask(HostileDNS.wrongID)
    #expect(seen.outcome == .dnsTimeout)
    #expect(seen.detail.string.contains("another id ignored"))
  }

  @Test func aForgedAnswerDoesNotHideTheTrueOne() async throws {
    let seen = try await ask { HostileDNS.wrongID($0) + HostileDNS.honest($0) }
    #expect(seen.outcome == .ok)
  }

  @Test func oneFamilyInSilenceIsASuccessWithARemark() async throws {
    let peer = try HostilePeer.udp(HostileDNS.silentOnIPv6)
    let seen = try await ProbeOnce.dns("name.test", resolver: "127.0.0.1:\(peer.port)", timeout: Self.short)
    #expect(seen.outcome == .ok)
    #expect(seen.answer?.records == ["127.0.0.1"])
    #expect(seen.detail.string.hasPrefix("AAAA: "))
    #expect(try #require(seen.latency) < Self.short)
  }

  @Test func aTruncatedAnswerIsAskedForOverTCP() async throws {
    let port = try FreePort.find()
    let asked = Mutex(0)
    let datagrams = try HostilePeer.udp(port: port) { query in
      // Not the question that finds out whether the resolver works.
      if query.count > 17 { asked.withLock { $0 += 1 } }
      return HostileDNS.truncated(query)
    }
    let streams = try HostilePeer.tcp(port: port, HostileDNS.tcp(HostileDNS.honest))
    let seen = try await ProbeOnce.dns("name.test", resolver: "127.0.0.1:\(port)")
    #expect(seen.outcome == .ok)
    #expect(seen.answer?.records == ["127.0.0.1"])
    #expect(asked.withLock { $0 } == 2)
    withExtendedLifetime(datagrams) {}
    #expect(streams.served >= 1)
  }

  @Test func aTruncatedAnswerWithoutTCPIsRefused() async throws {
    let seen = try await ask(HostileDNS.truncated)
    #expect(seen.outcome == .dnsRefused)
    #expect(seen.detail.string.contains("refused"))
  }

  @Test func aClosedPortIsRefused() async throws {
    let port = try FreePort.find()
    #expect(try await ProbeOnce.dns("name.test", resolver: "127.0.0.1:\(port)").outcome == .dnsRefused)
  }

  @Test func escapesInANameReachNobodysTerminal() async throws {
    let seen = try await ask(HostileDNS.escapes)
    #expect(seen.outcome == .ok)
    #expect(seen.answer?.chain == [#"\027[31m\155\007.test"#])
  }

  @Test func caseOfANameDoesNotMatter() async throws {
    let seen = try await ask { query in
      HostileDNS.honest(
        query.prefix(12) + query.dropFirst(12).map { (0x61...0x7A).contains($0) ? $0 - 32 : $0 })
    }
    #expect(seen.outcome == .ok)
  }
}
