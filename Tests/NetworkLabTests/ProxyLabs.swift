import Testing

@Suite("A proxy that fails is mine")
struct ProxyLabs {
  /// The office's only way out is the proxy, whose port can be made to lead to one that does not work.
  private static func office(_ kind: ProxyKind) -> Course {
    var course = Course(
      prepare: { network in
        try network.startWeb()
        try network.startResolver(.honest)
        for kind in Set([ProxyKind.honest, kind]) where kind != .dead { try network.startProxy(kind) }
        try network.begin(
          Rules.lose("ip daddr 192.0.2.0/24 meta l4proto { tcp, udp, icmp }"), table: "firewall")
      },
      begin: { network, _ in
        try network.begin(
          Rules.redirect(
            "ip daddr \(ProxyKind.address) tcp dport \(ProxyKind.honest.port)",
            to: "\(ProxyKind.address):\(kind.port)"))
      },
      proof: { network in try network.requireProxy(says: kind.answer) },
      verdict: "proxy", end: { network, _ in try network.end() })
    course.plan.proxy = "http://\(Internet.proxy)"
    return course
  }

  @Test func theProxyIsDead() async throws {
    let account = try await Self.office(.dead).play()
    account.expectMine("proxy", because: Internet.proxy)
  }

  @Test func theProxyWantsAPassword() async throws {
    let account = try await Self.office(.locked).play()
    account.expectMine("proxy", because: "407")
  }

  @Test func theProxyFindsNothing() async throws {
    let account = try await Self.office(.lost).play()
    account.expectMine("proxy", because: "502")
  }
}
