import Lab
import TestSupport

/// One run of `faultline check` on a configuration that has every fault of the lab in it.
struct CheckedLab {
  let execution: Execution
  let snapshot: ParsedJSON

  /// Run once, looked at by many tests.
  private static let run = Result { try check() }

  init() throws {
    execution = try Self.run.get()
    snapshot = try ParsedJSON(execution.output)
  }

  func name(_ id: String) -> ParsedJSON { snapshot["dns"].element("name", id) }
  func service(_ id: String) -> ParsedJSON { snapshot["services"].element("id", id) }

  /// The outcome of a service's first check.
  func outcome(_ service: String) -> String? {
    self.service(service)["checks"].elements.first?["outcome"].string
  }

  private static func check() throws -> Execution {
    let folder = try TemporaryFolder()
    let greeter = try HostilePeer.tcp(HostileHTTP.otherProtocol)
    let stranger = try HostilePeer.udp(HostileDNS.honest)
    defer { withExtendedLifetime((greeter, stranger)) {} }
    let path = try folder.file(
      "lab.yaml", configuration(Lab.shared, greeter: greeter.port, stranger: stranger.port))
    return try Execution(
      "check", "--config", path, "--format", "json",
      environment: ["SSL_CERT_FILE": Lab.shared.certificateAuthority])
  }

  /// - Parameters:
  ///   - greeter: port of a server that speaks first.
  ///   - stranger: port of a resolver that answers every name with 127.0.0.1.
  private static func configuration(_ lab: Lab, greeter: Int, stranger: Int) throws -> String {
    let (web, secure) = (lab.httpPort, lab.httpsPort)
    return """
      version: 1
      vantage: {name: lab}
      probe: {interval: 60s, timeout: 5s}
      resolvers:
        - {name: lab, address: "\(lab.resolver)"}
        - {name: stranger, address: "127.0.0.1:\(stranger)"}
      controls: ["tcp://127.0.0.1:\(web)"]
      dns:
      \(names.map { "  - {name: \($0).lab.test, resolvers: [lab]}" }.joined(separator: "\n"))
        - www.lab.test
        - {name: missing.lab.test, type: A}
      services:
        - {id: plain, weight: 3, tags: [lab], checks: ["http://www.lab.test:\(web)/"], needs: [service:trusted]}
        - {id: trusted, checks: ["https://good.lab.test:\(secure)/"]}
        - {id: body, checks: [{http: "http://127.0.0.1:\(web)/", body: "from the lab"}]}
        - {id: greeting, checks: [{tcp: "127.0.0.1:\(greeter)", expect: "^SSH-2"}]}
        - {id: ending, checks: [{tls: "ending.lab.test:\(secure)", expires_in: 14d}]}
        - id: mixed
          checks: ["http://127.0.0.1:\(web)/", "http://127.0.0.1:\(web)/status/503"]
        - {id: status, checks: ["http://127.0.0.1:\(web)/status/503"]}
        - {id: other-body, checks: [{http: "http://127.0.0.1:\(web)/", body: "from the moon"}]}
        - {id: refused, checks: ["http://dead.lab.test:\(web)/"]}
        - {id: nameless, checks: ["http://nodata.lab.test:\(web)/"]}
        - {id: expired, checks: ["https://expired.lab.test:\(secure)/"]}
        - {id: self-signed, checks: ["https://selfsigned.lab.test:\(secure)/"]}
        - {id: wrong-host, checks: ["https://wrong.lab.test:\(secure)/"]}
        - {id: other-greeting, checks: [{tcp: "127.0.0.1:\(greeter)", expect: "^220 "}]}
        - {id: unasked}
      """
  }

  private static let names = [
    "four", "alias", "alias-far", "nodata", "alias-empty", "alias-empty-far", "alias-missing", "loop-a",
  ]
}
