import Foundation
import Lab
import TestSupport
import Testing

@Suite("faultline check, its exit codes and options")
struct CheckExitTests {
  private let folder: TemporaryFolder
  private let lab: Lab

  init() throws {
    folder = try TemporaryFolder()
    lab = try Lab.shared
  }

  /// A configuration over the lab's servers with these sections; patient, for a busy machine answers late.
  private func configured(_ sections: String, resolver: String? = nil, timeout: String = "5s") throws
    -> String
  {
    try folder.file(
      "config.yaml",
      """
      version: 1
      probe: {interval: 60s, timeout: \(timeout)}
      resolvers: [{name: lab, address: "\(resolver ?? lab.resolver)"}]
      controls: ["tcp://127.0.0.1:\(lab.httpPort)"]
      \(sections)

      """)
  }

  private func wellAndIll() throws -> String {
    try configured(
      """
      dns: [www.lab.test]
      services:
        - {id: well, checks: ["http://127.0.0.1:\(lab.httpPort)/"]}
        - {id: ill, checks: ["http://127.0.0.1:\(lab.httpPort)/status/503"]}
      """)
  }

  @Test func allWellIsZero() throws {
    let path = try configured(
      "dns: [www.lab.test]\nservices: [{id: web, checks: [\"http://www.lab.test:\(lab.httpPort)/\"]}]")
    let check = try Execution("check", "--config", path, "--format", "json")
    #expect(check.code == 0)
    #expect(try ParsedJSON(check.output)["overall"].string == "ok")
  }

  @Test func oneBadCheckBesideAGoodOneIsOne() throws {
    let port = lab.httpPort
    let path = try configured(
      "services: [{id: web, checks: [\"http://127.0.0.1:\(port)/\", \"http://127.0.0.1:\(port)/status/503\"]}]"
    )
    #expect(try Execution("check", "--config", path).code == 1)
  }

  @Test func aCertificateAboutToEndIsOne() throws {
    let path = try configured(
      "services: [{id: web, checks: [{tls: \"ending.lab.test:\(lab.httpsPort)\", expires_in: 14d}]}]")
    let trust = ["SSL_CERT_FILE": lab.certificateAuthority]
    #expect(try Execution("check", "--config", path, environment: trust).code == 1)
  }

  @Test func aFailureIsTwoAndOneRoundDecidesIt() throws {
    let check = try Execution(
      "check", "--config", try wellAndIll(), "--rounds", "1", "--format", "json")
    #expect(check.code == 2)
    let services = try ParsedJSON(check.output)["services"]
    #expect(services.element("id", "ill")["health"].string == "down")
    #expect(services.element("id", "well")["health"].string == "ok")
  }

  @Test func anAuthorityNobodyNamedIsNotTrusted() throws {
    let path = try configured("services: [{id: web, checks: [\"https://good.lab.test:\(lab.httpsPort)/\"]}]")
    let check = try Execution("check", "--config", path, "--rounds", "1", "--format", "json")
    #expect(check.code == 2)
    let web = try ParsedJSON(check.output)["services"].element("id", "web")
    #expect(web["checks"].elements.map { $0["outcome"].string } == ["tls-untrusted"])
  }

  @Test func aSilentResolverIsMineAndExitsWithThree() throws {
    let silent = try HostilePeer.udp(HostileDNS.silent)
    defer { withExtendedLifetime(silent) {} }
    let path = try configured(
      """
      dns: [www.lab.test, four.lab.test]
      services: [{id: web, checks: ["http://www.lab.test:\(lab.httpPort)/"]}]
      """, resolver: "127.0.0.1:\(silent.port)", timeout: "1s")
    let check = try Execution("check", "--config", path, "--format", "json")
    #expect(check.code == 3)
    let snapshot = try ParsedJSON(check.output)
    #expect(snapshot["vantage"]["verdict"].string == "local-resolver")
    #expect(
      snapshot["vantage"]["evidence"].strings == ["resolver lab: 4 of 4 queries failed (dns-timeout)"],
      "its independent question counts too")
    #expect(snapshot["overall"].string == "unknown")
    #expect(snapshot["counts"]["unknown"].number == 3)
    #expect(snapshot["counts"]["down"].number == 0)
  }

  @Test func onlyWhatIsNamedIsChecked() throws {
    let path = try wellAndIll()
    let check = try Execution("check", "--config", path, "--format", "json", "--only", "well", "www.lab.test")
    #expect(check.code == 0)
    let snapshot = try ParsedJSON(check.output)
    #expect(snapshot["services"].elements.map { $0["id"].string } == ["well"])
    #expect(snapshot["dns"].elements.map { $0["name"].string } == ["www.lab.test"])
  }

  @Test func wrongUsageIs64() throws {
    let path = try wellAndIll()
    #expect(try Execution("check", "--colour").code == 64)
    #expect(try Execution("check", "--config", path, "--format", "yaml").code == 64)
    for rounds in ["0", "1001", "some"] {
      #expect(try Execution("check", "--config", path, "--rounds", rounds).code == 64)
    }
    let stranger = try Execution("check", "--config", path, "--only", "wel")
    #expect(stranger.code == 64 && stranger.output.isEmpty)
    #expect(stranger.errors.contains("\"wel\" is not in the configuration; did you mean \"well\"?"))
  }

  @Test func aWrongConfigurationIs78AndNamesTheLineAndColumn() throws {
    let path = try folder.file("wrong.yaml", "version: 1\nservices:\n  - {id: web, wieght: 2}\n")
    let check = try Execution("check", "--config", path)
    #expect(check.code == 78 && check.output.isEmpty)
    #expect(check.errors.hasPrefix("\(path):3:15: unknown key \"wieght\"; did you mean \"weight\"?"))
    #expect(try Execution("check", "--config", "\(folder.path)/missing.yaml").code == 78)
    #expect(try Execution("check", "--config", folder.path).code == 78)
  }

  @Test func aMissingFolderIs74AndNothingIsLeftBehind() throws {
    let path = try configured("dns: [www.lab.test]")
    let check = try Execution("check", "--config", path, "--output", "\(folder.path)/missing/report.json")
    #expect(check.code == 74 && check.output.isEmpty)
    #expect(check.errors.contains("missing/report.json: cannot create the file: no such file or directory"))
    #expect(folder.files == ["config.yaml"])
  }

  @Test func aFullDiskIs74() throws {
    let path = try configured("dns: [www.lab.test]")
    let check = try Execution("check", "--config", path, outputPath: "/dev/full")
    #expect(check.code == 74)
    #expect(check.errors.contains("no space left on device"))
  }

  @Test func anOutputFileIsReplacedWhole() throws {
    let path = try configured("dns: [www.lab.test]")
    let report = try folder.file("report.json", String(repeating: "old ", count: 10_000))
    let check = try Execution("check", "--config", path, "--format", "json", "--output", report)
    #expect(check.code == 0 && check.output.isEmpty && check.errors.isEmpty)
    let text = try String(contentsOfFile: report, encoding: .utf8)
    #expect(try ParsedJSON(text)["schema"].string == "faultline.snapshot/1")
    #expect(folder.files == ["config.yaml", "report.json"])
  }

  @Test func textAndMarkdownNameTheStateAndWhatFails() throws {
    let path = try wellAndIll()
    let text = try Execution("check", "--config", path, "--rounds", "1")
    #expect(text.code == 2)
    #expect(text.output.contains("\nSERVICES\n") && text.output.contains("http-status"))
    let markdown = try Execution("check", "--config", path, "--rounds", "1", "--format", "markdown")
    #expect(markdown.code == 2)
    #expect(markdown.output.hasPrefix("# ") && markdown.output.contains("\n## Services\n\n| "))
  }

  @Test func escapeSequencesNeverReachTheOutput() throws {
    let peer = try HostilePeer.tcp(HostileHTTP.escapes)
    defer { withExtendedLifetime(peer) {} }
    let path = try configured(
      #"services: [{id: web, name: "\e[31mRed\a", checks: ["http://127.0.0.1:\#(peer.port)/"]}]"#)
    for format in ["json", "text", "markdown", "csv", "html", "prometheus", "dot"] {
      let check = try Execution("check", "--config", path, "--rounds", "1", "--format", format)
      #expect(check.code == 2)
      let isNamed = format != "prometheus"
      #expect(!isNamed || check.output.contains("[31mRed"), "the rest of the text is kept")
      let controls = check.output.unicodeScalars.filter { $0.properties.generalCategory == .control }
      #expect(controls.allSatisfy { $0 == "\n" || ($0 == "\r" && format == "csv") }, "\(format)")
    }
  }

  /// The embedded default, where nothing at all can be reached.
  @Test func withoutANetworkItIsMyLinkAndNothingIsCalledDown() throws {
    let check = try Execution(
      program: "/usr/bin/unshare",
      ["-n", "sh", "-c", "ip link set lo up && exec \"$0\" check --format json", Program.path],
      environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
    try #require(
      !check.output.isEmpty, "this test needs the right to make a network namespace: \(check.errors)")
    #expect(check.code == 3)
    let snapshot = try ParsedJSON(check.output)
    #expect(snapshot["vantage"]["verdict"].string == "local-link")
    let evidence = snapshot["vantage"]["evidence"].strings
    #expect(evidence.contains { $0.hasPrefix("control ") && $0.hasSuffix("network is unreachable") })
    #expect(evidence.last == "nothing has answered yet")
    #expect(snapshot["overall"].string == "unknown")
    for health in ["ok", "degraded", "down"] { #expect(snapshot["counts"][health].number == 0, "\(health)") }
    #expect((snapshot["counts"]["unknown"].number ?? 0) > 50)
    #expect(snapshot["incidents"].elements.isEmpty)
  }
}
