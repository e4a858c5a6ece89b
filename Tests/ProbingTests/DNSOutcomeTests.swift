import Lab
import Model
import Testing

@testable import Probing

@Suite("DNS outcomes, from a real authoritative server", .serialized)
struct DNSOutcomeTests {
  @Test func anAddressIsASuccessWithItsTTL() async throws {
    let seen = try await ProbeOnce.dns("www.lab.test", .a)
    #expect(seen.outcome == .ok)
    #expect(seen.answer == DNSAnswer(records: ["127.0.0.1"], ttl: 60))
    #expect(seen.resolver == "lab")
    #expect(seen.latency != nil)
    #expect(seen.detail.isEmpty)
  }

  @Test func fourAddressesAreCountedAsFourRecords() async throws {
    let seen = try await ProbeOnce.dns("four.lab.test")
    #expect(seen.outcome == .ok)
    #expect(Set(seen.answer?.records ?? []) == ["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"])
  }

  @Test func withoutATypeBothFamiliesAreOneObservation() async throws {
    let both = try await ProbeOnce.dns("both.lab.test")
    #expect(both.answer?.records == ["127.0.0.1", "::1"])
    let six = try await ProbeOnce.dns("v6only.lab.test")
    #expect(six.outcome == .ok)
    #expect(six.answer?.records == ["::1"])
  }

  @Test func aNameThatExistsWithoutTheTypeIsNoData() async throws {
    #expect(try await ProbeOnce.dns("nodata.lab.test").outcome == .dnsNoData)
    #expect(try await ProbeOnce.dns("v6only.lab.test", .a).outcome == .dnsNoData)
  }

  @Test func aNameThatDoesNotExistIsNXDomain() async throws {
    let seen = try await ProbeOnce.dns("missing.lab.test")
    #expect(seen.outcome == .dnsNXDomain)
    #expect(seen.answer?.records.isEmpty == true)
  }

  @Test func aChainIsFollowedAcrossZonesWithTheSmallestTTL() async throws {
    let near = try await ProbeOnce.dns("alias.lab.test", .a)
    #expect(near.answer == DNSAnswer(records: ["127.0.0.1"], chain: ["www.lab.test"], ttl: 60))
    let far = try await ProbeOnce.dns("alias-far.lab.test")
    #expect(far.outcome == .ok)
    #expect(far.answer?.chain == ["target.other.test", "final.other.test"])
    #expect(far.answer?.records == ["127.0.0.7"])
    #expect(far.answer?.ttl == 15)
  }

  @Test(
    "a chain that ends in nothing is a failure",
    arguments: [
      ("alias-empty.lab.test", .dnsNoData), ("alias-empty-far.lab.test", .dnsNoData),
      ("alias-missing.lab.test", .dnsNXDomain), ("alias-missing-far.lab.test", .dnsNXDomain),
      ("loop-a.lab.test", .dnsLoop), ("loop-far.lab.test", .dnsLoop), ("long-0.lab.test", .dnsLoop),
    ] as [(String, Outcome)])
  func aChainThatEndsInNothingIsAFailure(name: String, outcome: Outcome) async throws {
    let seen = try await ProbeOnce.dns(name)
    #expect(seen.outcome == outcome)
    #expect(!seen.detail.isEmpty)
  }

  @Test func sixteenAliasesAreFollowed() async throws {
    #expect(try await ProbeOnce.dns("long-4.lab.test").outcome == .ok)
  }

  @Test(
    "every record type is asked for and shown as text",
    arguments: [
      ("lab.test", .mx, "10 mail.lab.test"), ("lab.test", .ns, "ns.lab.test"),
      ("lab.test", .txt, #""v=spf1 -all" "second""#), ("lab.test", .caa, #"0 issue "ca.test""#),
      ("lab.test", .soa, "ns.lab.test hostmaster.lab.test 1"), ("alias.lab.test", .cname, "www.lab.test"),
      ("_sip._tcp.lab.test", .srv, "1 2 5060 mail.lab.test"), ("v6only.lab.test", .aaaa, "::1"),
    ] as [(String, RecordType, String)])
  func everyRecordTypeIsShownAsText(name: String, type: RecordType, text: String) async throws {
    #expect(try await ProbeOnce.dns(name, type).answer?.records == [SafeText(text)])
  }

  @Test func anAnswerTooLargeForADatagramComesOverTCP() async throws {
    let seen = try await ProbeOnce.dns("many.lab.test", .a)
    #expect(seen.outcome == .ok)
    #expect(seen.answer?.records.count == 60)
  }

  @Test func theRootsNameServersCanBeAskedFor() async throws {
    let resolver = try HostilePeer.udp { query in
      // `a.` as the one name server of the root.
      [HostileDNS.header(query, answers: 1) + [0, 0, 2, 0, 1, 0, 0, 0, 60, 0, 3, 1, 0x61, 0]]
    }
    let seen = try await ProbeOnce.dns(".", .ns, resolver: "127.0.0.1:\(resolver.port)")
    #expect(seen.outcome == .ok)
    #expect(seen.answer == DNSAnswer(records: ["a"], ttl: 60))
  }

  @Test func eachResolverInUseIsAskedAQuestionOfItsOwn() async throws {
    let lab = try Lab.shared
    var plan = Plan(resolvers: [
      Resolver(id: "lab", address: .at(Endpoint(host: "127.0.0.1", port: lab.dnsPort))), .system,
    ])
    let url = try #require(HTTPURL("http://www.lab.test:\(lab.httpPort)/"))
    plan.services = [
      Service(
        id: "s",
        checks: [
          Check(
            for: .service("s"), probe: .http(HTTPProbe(url: url)), interval: .seconds(600),
            timeout: .seconds(2))
        ])
    ]
    let (stream, continuation) = AsyncStream.makeStream(of: Observation.self)
    let source = LiveProbing(plan: plan, userAgent: ProbeOnce.agent)
    source.start { continuation.yield($0) }
    var seen: [CheckID: Outcome] = [:]
    for await observation in stream {
      seen[observation.check] = observation.outcome
      if seen.count == 2 { break }
    }
    await withCheckedContinuation { done in source.stop { done.resume() } }
    // knot serves two zones, and refuses the root.
    #expect(seen[CheckID("control dns . NS @lab")] == .dnsRefused)
  }

  @Test func aZoneTheServerDoesNotServeIsRefused() async throws {
    #expect(try await ProbeOnce.dns("example.com").outcome == .dnsRefused)
  }
}
