import Foundation
import Lab
import Model
import Testing

@testable import Probing

@Suite("The servers of resolv.conf")
struct SystemResolverTests {
  /// What asking `a.test` through these many servers comes to, each of which answers with `reply`.
  private func ask(servers: Int, _ reply: @escaping @Sendable ([UInt8]) -> [[UInt8]]) throws -> Resolution {
    let peer = try HostilePeer.udp(reply)
    let file = FileManager.default.temporaryDirectory.appending(path: "resolv-\(UUID().uuidString)")
    let lines = String(repeating: "nameserver 127.0.0.1\n", count: servers)
    try Data(lines.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let loop = try #require(EventLoop())
    let port = try #require(UInt16(exactly: peer.port))
    let channel = try #require(
      DNSChannel(
        .system, timeout: .seconds(2), loop: loop,
        system: DNSChannel.SystemServers(path: file.path, port: port)))
    var resolution: Resolution?
    let name = try #require(DNSName("a.test"))
    let lookup = DNSLookup(name, [.a], through: channel, loop: loop, deadline: .now + .seconds(5)) {
      resolution = $0
    }
    while resolution == nil {
      loop.turn()
      usleep(1000)
    }
    withExtendedLifetime((lookup, peer)) {}
    channel.close()
    loop.close()
    return try #require(resolution)
  }

  @Test(
    "an error code is named, from one server and from two",
    arguments: [1, 2],
    [(2, .dnsServFail, "SERVFAIL"), (4, .dnsServFail, "NOTIMP"), (5, .dnsRefused, "REFUSED")]
      as [(UInt8, Outcome, String)])
  func anErrorCodeIsNamed(servers: Int, answer: (code: UInt8, outcome: Outcome, word: String)) throws {
    let code = answer.code
    let failure = try #require(try ask(servers: servers) { [HostileDNS.header($0, code: code)] }.failure)
    #expect(failure.outcome == answer.outcome)
    #expect(failure.detail == "the resolver answered \(answer.word)")
  }

  @Test func anAddressIsASuccess() throws {
    let seen = try ask(servers: 2, HostileDNS.honest)
    #expect(seen.failure == nil && seen.answer.records == ["127.0.0.1"])
  }
}
