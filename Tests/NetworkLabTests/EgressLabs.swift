import Testing

@Suite("An office that lets names through and no connections is no outage")
struct EgressLabs {
  /// The firewall drops what does not go to the office's own resolver or proxy.
  private static let firewall = Rules.lose("ip daddr 192.0.2.0/24 meta l4proto { tcp, udp, icmp }")

  private static let office = Course(
    begin: { network, _ in try network.begin(firewall) },
    proof: { network in
      try network.requireQuestion(.shop, says: "NOERROR")
      for host in [String.shop, Internet.controls[0]] { try network.requireTLS(to: host, .filtered) }
    },
    verdict: "no-egress", end: { network, _ in try network.end() })

  @Test func theFirewallShutsLater() async throws {
    let account = try await Self.office.play()
    account.expectMine("no-egress", because: "connect")
    #expect(!account.evidence.contains("probe.proxy"), "no variable is set: \(account)")
  }

  @Test func itHasAlwaysBeenShut() async throws {
    var course = Self.office
    course.startsBroken = true
    let account = try await course.play()
    account.expectMine("no-egress", because: "connect")
  }

  /// Browsers work here, by a proxy that Faultline has not been told of.
  @Test("with a proxy in the environment", arguments: ["https_proxy", "HTTPS_PROXY", "all_proxy"])
  func theEnvironmentNamesAProxy(variable: String) async throws {
    var course = Self.office
    course.startsBroken = true
    course.variables = { _ in [variable: "http://\(Internet.proxy)"] }
    let account = try await course.play()
    account.expectMine("no-egress", because: variable, "probe.proxy")
  }

  @Test func throughTheConfiguredProxyAllIsWell() async throws {
    var course = Self.office
    course.startsBroken = true
    course.plan.proxy = "http://\(Internet.proxy)"
    course.prepare = { network in
      try network.startWeb()
      try network.startResolver(.honest)
      _ = try network.startProxy(.honest)
    }
    course.isRecognised = { $0.isWell }
    course.verdict = "ok"
    let account = try await course.play()
    account.expectMine("ok")
    #expect(account.timeline.degradations.isEmpty, "\(account)")
  }
}
