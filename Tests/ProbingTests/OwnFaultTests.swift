import Foundation
import Lab
import Model
import Testing

@testable import Probing

@Suite("What is wrong on this side is told, and is no outage")
struct OwnFaultTests {
  private func secure() throws -> [Probe] {
    let lab = try Lab.shared
    let url = try #require(HTTPURL("https://good.lab.test:\(lab.httpsPort)/"))
    let endpoint = Endpoint(host: "good.lab.test", port: lab.httpsPort)
    return [.http(HTTPProbe(url: url)), .tls(TLSProbe(endpoint: endpoint))]
  }

  @Test func aMissingCABundleIsNamedWithTheRemedy() async throws {
    for probe in try secure() {
      let seen = try await ProbeOnce.run(probe, bundle: "/nonexistent/bundle.pem")
      #expect(seen.outcome == .notProbed && seen.localFault == .certificates && seen.failedAt == .local)
      #expect(
        seen.detail.string
          == "cannot read the CA bundle /nonexistent/bundle.pem (no such file or directory): install ca-certificates, "
          + "or name another file by SSL_CERT_FILE")
    }
  }

  @Test func aBundleWithoutCertificatesIsNamedToo() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "bundle-\(UUID().uuidString)")
    try Data("none\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    for probe in try secure() {
      let seen = try await ProbeOnce.run(probe, bundle: file.path)
      #expect(seen.outcome == .notProbed && seen.localFault == .certificates)
      #expect(seen.detail.string.contains("no certificate in it"))
    }
  }

  @Test(
    "who issued a refused certificate is told",
    arguments: [
      ("expired", .tlsExpired, "Faultline lab authority"), ("wrong", .tlsHostname, "Faultline lab authority"),
      ("selfsigned", .tlsUntrusted, "selfsigned.lab.test"),
    ] as [(String, Outcome, SafeText)])
  func whoIssuedARefusedCertificateIsTold(name: String, outcome: Outcome, issuer: SafeText) async throws {
    let port = try Lab.shared.httpsPort
    let url = try #require(HTTPURL("https://\(name).lab.test:\(port)/"))
    let endpoint = Endpoint(host: "\(name).lab.test", port: port)
    for probe in [Probe.http(HTTPProbe(url: url)), .tls(TLSProbe(endpoint: endpoint))] {
      let seen = try await ProbeOnce.run(probe)
      #expect(seen.outcome == outcome && seen.certificateIssuer == issuer && seen.failedAt == .tls)
    }
  }

  @Test func anAcceptedCertificateHasNoIssuerToTell() async throws {
    for probe in try secure() {
      let seen = try await ProbeOnce.run(probe)
      #expect(seen.outcome == .ok && seen.certificateIssuer == nil && seen.page == nil)
    }
  }
}

@Suite("Plain HTTP answers are compared as pages")
struct PageTests {
  private func page(_ path: String, host: String = "127.0.0.1") async throws -> UInt64? {
    let url = try #require(HTTPURL("http://\(host):\(try Lab.shared.httpPort)\(path)"))
    return try await ProbeOnce.run(.http(HTTPProbe(url: url))).page
  }

  @Test func theSamePageIsKnownWhoeverIsAsked() async throws {
    let here = try #require(try await page("/"))
    #expect(try await page("/", host: "127.0.0.2") == here)
    #expect(try await page("/status/503") != here)
    #expect(try await page("/large") != here)
  }

  @Test func aRedirectIsKnownByItsHostNotByWhatItRepeats() {
    func digest(_ target: String, _ body: String) -> UInt64 {
      PageDigest.of(status: 302, redirect: target, body: Array(body.utf8))
    }
    let one = digest("http://portal.hotel/login?for=a.test", "a.test has moved")
    #expect(one == digest("http://portal.hotel/?for=b.test", "b.test has moved"))
    #expect(one != digest("http://b.test/", "b.test has moved"))
  }
}
