import Foundation
import Lab
import Model
import Synchronization
import Testing

@testable import Probing

@Suite("Live probing as a source", .serialized)
struct LiveProbingTests {
  private func check(_ port: Int, path: String = "/", interval: Duration, timeout: Duration = .seconds(2))
    throws
    -> Check
  {
    let url = try #require(HTTPURL("http://127.0.0.1:\(port)\(path)"))
    return Check(
      for: .service("s"), probe: .http(HTTPProbe(url: url)), interval: interval, timeout: timeout)
  }

  private func service(_ checks: [Check]) -> Plan {
    var plan = Plan()
    plan.services = [Service(id: "s", checks: checks)]
    return plan
  }

  /// Open sockets of this process whose other end is one of these ports; other tests run beside this one, so
  /// that all descriptors together say nothing.
  private func sockets(connectedTo ports: [Int]) -> Int {
    (0..<4096 as Range<Int32>).count { descriptor in
      var peer = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let known = withUnsafeMutablePointer(to: &peer) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
      }
      return known == 0 && peer.sin_family == AF_INET && ports.contains(Int(UInt16(bigEndian: peer.sin_port)))
    }
  }

  @Test func aSilentTargetDelaysNoOther() async throws {
    let silent = try HostilePeer.tcp(HostileHTTP.silent)
    let port = try Lab.shared.httpPort
    var plan = service(
      try (0..<6).map {
        try check(silent.port, path: "/dead\($0)", interval: .seconds(1), timeout: .seconds(20))
      }
        + (0..<20).map { try check(port, path: "/page\($0)", interval: .seconds(600)) })
    plan.probing.concurrency = 8
    let seen = try await ProbeOnce.run(plan, until: 20)
    #expect(seen.allSatisfy { $0.outcome == .ok })
  }

  @Test func targetsKnownToBeDeadLeaveHalfOfThePlaces() async throws {
    let silent = try HostilePeer.tcp(HostileHTTP.silent)
    let dead = try (0..<12).map {
      try check(silent.port, path: "/dead\($0)", interval: .milliseconds(10), timeout: .milliseconds(300))
    }
    let alive = try check(try Lab.shared.httpPort, interval: .milliseconds(20))
    var plan = service(dead + [alive])
    plan.probing.concurrency = 4
    let seen = try await ProbeOnce.run(plan, until: 60)
    #expect(seen.filter { $0.check == alive.id }.count >= 20)
  }

  @Test func stoppingMidwayIsCleanAndClosesEverySocket() async throws {
    let silent = try HostilePeer.tcp(HostileHTTP.silent)
    let mute = try HostilePeer.udp(HostileDNS.silent)
    var plan = service(try (0..<20).map { try check(silent.port, path: "/\($0)", interval: .seconds(1)) })
    plan.resolvers = [Resolver(id: "mute", address: .at(Endpoint(host: "127.0.0.1", port: mute.port)))]
    plan.names = [
      WatchedName(
        id: "a.test",
        checks: [
          Check(
            for: .name("a.test"), probe: .dns(DNSProbe(name: "a.test", type: nil, resolver: "mute")),
            interval: .seconds(1), timeout: .seconds(5))
        ])
    ]
    let source = LiveProbing(plan: plan, userAgent: ProbeOnce.agent)
    let isStopped = Mutex(false)
    let late = Mutex(0)
    source.start { _ in if isStopped.withLock({ $0 }) { late.withLock { $0 += 1 } } }
    while silent.served < 20 || mute.served < 2 { await Task.yield() }
    #expect(sockets(connectedTo: [silent.port, mute.port]) > 10)
    await withCheckedContinuation { done in
      source.stop {
        isStopped.withLock { $0 = true }
        done.resume()
      }
    }
    withExtendedLifetime((silent, mute)) {}
    #expect(late.withLock { $0 } == 0)
    #expect(sockets(connectedTo: [silent.port, mute.port]) == 0)
  }

  @Test func aSourceNeverStartedStopsToo() async {
    let source = LiveProbing(plan: Plan(), userAgent: ProbeOnce.agent)
    await withCheckedContinuation { done in source.stop { done.resume() } }
  }

  @Test func aConfirmationProbesOnceMore() async throws {
    let plan = service([try check(try Lab.shared.httpPort, interval: .seconds(600))])
    let source = LiveProbing(plan: plan, userAgent: ProbeOnce.agent)
    let (stream, continuation) = AsyncStream.makeStream(of: Observation.self)
    source.start { continuation.yield($0) }
    var dates: [Timestamp] = []
    for await observation in stream {
      dates.append(observation.startedAt)
      if dates.count == 2 { break }
      source.confirm(observation.check)
    }
    await withCheckedContinuation { done in source.stop { done.resume() } }
    #expect(dates[1] - dates[0] >= Schedule.confirmationDelay)
  }

  @Test func aCheckWrittenTwiceIsProbedOnce() async throws {
    let one = try check(try Lab.shared.httpPort, interval: .seconds(600))
    let other = try check(try Lab.shared.httpPort, path: "/other", interval: .seconds(600))
    let seen = try await ProbeOnce.run(service([one, one, other]), until: 2)
    #expect(Set(seen.map(\.check)) == [one.id, other.id])
  }

  @Test func aResolverThatIsNotListedIsOurLackNotAnOutage() async throws {
    let seen = try await ProbeOnce.run(.dns(DNSProbe(name: "a.test", type: nil, resolver: "nobody")))
    #expect(seen.outcome == .notProbed)
  }

  @Test func onlyTheConfiguredProxyCounts() async throws {
    let proxy = try HostilePeer.tcp(HostileHTTP.fixed("HTTP/1.1 203 By Proxy\r\nContent-Length: 0\r\n\r\n"))
    let url = try #require(HTTPURL("http://nowhere.invalid/"))
    let seen = try await ProbeOnce.run(
      .http(HTTPProbe(url: url)), proxy: HTTPURL("http://127.0.0.1:\(proxy.port)"))
    #expect(seen.httpStatus == 203)
    #expect(seen.resolver == nil)
  }
}
