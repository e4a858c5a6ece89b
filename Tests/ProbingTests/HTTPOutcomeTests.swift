import Lab
import Model
import Testing

@testable import Probing

@Suite("HTTP outcomes, from a real server")
struct HTTPOutcomeTests {
  private func ask(
    _ path: String, host: String = "127.0.0.1", status: StatusSet = .standard, body: String? = nil,
    method: HTTPProbe.Method = .get, headers: [HTTPProbe.Header] = [], redirects: Int = 5
  ) async throws -> Observation {
    let url = try #require(HTTPURL("http://\(host):\(try Lab.shared.httpPort)\(path)"))
    return try await ProbeOnce.run(
      .http(
        HTTPProbe(
          url: url, method: method, status: status, body: body, headers: headers, redirects: redirects)))
  }

  @Test func aPageIsASuccessWithItsPhases() async throws {
    let seen = try await ask("/", host: "www.lab.test")
    #expect(seen.outcome == .ok)
    #expect(seen.httpStatus == 200)
    #expect(seen.address == "127.0.0.1")
    #expect(seen.resolver == "lab")
    #expect(seen.answer?.records == ["127.0.0.1"])
    #expect(seen.phases.dns != nil && seen.phases.connect != nil && seen.phases.firstByte != nil)
    #expect(seen.phases.tls == nil)
    #expect(seen.latency == seen.phases.total)
  }

  @Test func aLiteralAddressAsksNoResolver() async throws {
    let seen = try await ask("/")
    #expect(seen.outcome == .ok)
    #expect(seen.resolver == nil)
    #expect(seen.phases.dns == nil)
  }

  @Test func theHostsFileIsHonoured() async throws {
    let seen = try await ask("/", host: "localhost")
    #expect(seen.resolver == nil)
    #expect(seen.outcome == .ok)
  }

  @Test func headIsSentWithoutWaitingForABody() async throws {
    #expect(try await ask("/large", method: .head).outcome == .ok)
  }

  @Test func aStatusOutsideTheSetIsAFailureThatNamesIt() async throws {
    let seen = try await ask("/status/503")
    #expect(seen.outcome == .httpStatus)
    #expect(seen.httpStatus == 503)
    #expect(seen.detail == "answered 503 Service Temporarily Unavailable, expected 200-399")
    #expect(try await ask("/status/404", status: .anyBelow500).outcome == .ok)
    #expect(try await ask("/status/503", status: .anyReply).outcome == .ok)
    #expect(try await ask("/", status: .exactly([204])).outcome == .httpStatus)
  }

  @Test func theBodyHasToContainTheText() async throws {
    #expect(try await ask("/", body: "from the lab").outcome == .ok)
    #expect(try await ask("/", body: "from the moon").outcome == .httpBody)
    #expect(try await ask("/large", body: "y").outcome == .httpBody)
    #expect(try await ask("/large", body: "xxx").outcome == .ok)
  }

  @Test func redirectsAreFollowedThroughOurOwnDNS() async throws {
    #expect(try await ask("/redirect").httpStatus == 200)
    let secure = try await ask("/redirect/secure")
    #expect(secure.outcome == .ok)
    #expect(secure.phases.tls != nil)
    #expect(try await ask("/redirect/missing").outcome == .dnsNXDomain)
  }

  @Test func redirectsEnd() async throws {
    let seen = try await ask("/loop")
    #expect(seen.outcome == .httpStatus)
    #expect(seen.detail.string.hasPrefix("302 after 5 redirects"))
    #expect(try await ask("/loop", redirects: 0).outcome == .ok)
    #expect(try await ask("/loop", status: .exactly([302])).outcome == .ok)
  }

  @Test func aRedirectToAnotherSchemeIsNotFollowed() async throws {
    #expect(try await ask("/redirect/file").outcome == .unexpectedReply)
  }

  @Test func secretsStayWithTheirOrigin() async throws {
    let secret = [HTTPProbe.Header(name: "Authorization", value: "Bearer s3cret")]
    #expect(try await ask("/redirect/near", body: "token=Bearer s3cret", headers: secret).outcome == .ok)
    #expect(try await ask("/redirect/away", body: "token= ", headers: secret).outcome == .ok)
    #expect(try await ask("/redirect/away", host: "user:pass@127.0.0.1", body: "token= ").outcome == .ok)
    #expect(try await ask("/mirror", host: "user:pass@127.0.0.1", body: "token=Basic").outcome == .ok)
  }

  @Test func theUserAgentIsHonest() async throws {
    #expect(try await ask("/mirror", body: "agent=\(ProbeOnce.agent) ").outcome == .ok)
  }

  @Test func aNameThatDoesNotResolveIsADNSOutcome() async throws {
    #expect(try await ask("/", host: "nodata.lab.test").outcome == .dnsNoData)
    let seen = try await ask("/", host: "missing.lab.test")
    #expect(seen.outcome == .dnsNXDomain)
    #expect(seen.address == nil)
    #expect(seen.detail.string.hasPrefix("missing.lab.test: "))
  }
}

@Suite("Several addresses of one name")
struct AddressPolicyTests {
  /// nginx listens on 127.0.0.2 and 127.0.0.3 of the four, nothing on 127.0.0.4 and 127.0.0.5.
  private func ask(_ name: String, _ addresses: HTTPProbe.Addresses) async throws -> Observation {
    let url = try #require(HTTPURL("http://\(name):\(try Lab.shared.httpPort)/"))
    return try await ProbeOnce.run(.http(HTTPProbe(url: url, addresses: addresses)))
  }

  @Test func anyMovesOnUntilOneAnswers() async throws {
    let seen = try await ask("half.lab.test", .any)
    #expect(seen.outcome == .ok)
    #expect(["127.0.0.2", "127.0.0.3"].contains(seen.address?.string))
  }

  @Test func allNamesTheAddressesThatFail() async throws {
    let seen = try await ask("half.lab.test", .all)
    #expect(seen.outcome == .connectRefused && seen.health == .degraded)
    #expect(seen.detail.string.hasPrefix("2 of 4 addresses fail"))
    #expect(seen.detail.string.contains("127.0.0.4") && seen.detail.string.contains("127.0.0.5"))
  }

  @Test func oneDeadAddressOfFourIsDegraded() async throws {
    let seen = try await ask("most.lab.test", .all)
    #expect(seen.isPartial && seen.health == .degraded)
    #expect(seen.outcome == .connectRefused && seen.failedAt == .connect)
    #expect(seen.detail == "1 of 4 addresses fails (127.0.0.5): connection refused")
  }

  @Test func everyAddressDeadIsDown() async throws {
    let seen = try await ask("dead.lab.test", .all)
    #expect(!seen.isPartial && seen.health == .down)
  }

  @Test func oneTriesTheFirstOnly() async throws {
    #expect(try await ask("dead.lab.test", .one).outcome == .connectRefused)
    #expect(try await ask("www.lab.test", .one).outcome == .ok)
  }
}
