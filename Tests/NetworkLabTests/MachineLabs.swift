import Foundation
import Glibc
import Lab
import TestSupport
import Testing

@Suite("What my own machine lacks is no outage")
struct MachineLabs {
  /// As at the start of a machine without a battery: then the time is fetched.
  @Test func theClockIsFourYearsBack() async throws {
    let fourYears = 4 * 365 * 86_400
    let course = Course(
      variables: { ["LD_PRELOAD": FakeClock.path, "FAKE_CLOCK_FILE": "\($0.folder.path)/offset"] },
      startsBroken: true, begin: { network, _ in _ = try network.folder.file("offset", "-\(fourYears)\n") },
      proof: { network in
        try network.requireTLS(to: .shop, .trusted)
        let date = try network.run(
          .office, "/usr/bin/env", "LD_PRELOAD=\(FakeClock.path)",
          "FAKE_CLOCK_FILE=\(network.folder.path)/offset",
          "/bin/date", "+%s")
        let told = Int(date.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        guard abs(Int(Date().timeIntervalSince1970) - fourYears - told) < 60 else {
          throw LabFailure("the clock was to be four years back, and says \(date)")
        }
      },
      verdict: "clock", end: { network, _ in _ = try network.folder.file("offset", "0\n") })
    let account = try await course.play()
    account.expectMine("clock")
  }

  @Test func theFileOfAuthoritiesIsMissing() async throws {
    let course = Course(
      variables: { ["SSL_CERT_FILE": "\($0.folder.path)/authorities.pem"] }, startsBroken: true,
      begin: { _, _ in },
      proof: { network in
        guard !FileManager.default.fileExists(atPath: "\(network.folder.path)/authorities.pem") else {
          throw LabFailure("the file was to be missing")
        }
        try network.requireTLS(to: .shop, .trusted)
      },
      verdict: "own-limits",
      end: { network, _ in
        let bundle = try TemporaryFolder.contents(of: Authority.shared.bundle)
        _ = try network.folder.file("authorities.pem", String(decoding: bundle, as: UTF8.self))
      })
    let account = try await course.play()
    account.expectMine("own-limits", because: "authorities.pem")
  }

  /// A laptop's lid, shut; ten minutes only where somebody asks, by FAULTLINE_LONG_LABS.
  @Test("the process is stopped", arguments: getenv("FAULTLINE_LONG_LABS") == nil ? [90] : [90, 600])
  func itIsStopped(seconds: Int) async throws {
    let course = Course(
      begin: { _, watch in
        try watch?.send("STOP")
        Thread.sleep(forTimeInterval: TimeInterval(seconds))
        try watch?.send("CONT")
      },
      proof: { _ in }, isRecognised: { $0.isWell }, verdict: "ok", end: { _, _ in })
    let account = try await course.play()
    #expect(account.detectedAfter != nil && account.recoveredAfter != nil, "\(account)")
    account.expectNoBlame()
  }
}

enum FakeClock {
  static let path = ChildProcess.product("libFakeClock.so")
}
