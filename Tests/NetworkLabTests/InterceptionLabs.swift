import Testing

@Suite("Whoever answers for everybody is neither the cloud nor the service")
struct InterceptionLabs {
  private static let hijack = Rules.redirect(
    "ip daddr 192.0.2.0/24 tcp dport { 80, 443 }", to: Internet.portal)

  /// A hotel before the login: one address for every name, and one page with a certificate of its own.
  private static let portal = Course(
    prepare: { network in
      try network.startWeb()
      for kind in [ResolverKind.honest, .portal] { try network.startResolver(kind) }
    },
    begin: { network, _ in try network.begin(Rules.resolve(atPort: ResolverKind.portal.port), hijack) },
    proof: { network in
      for host in [String.shop, "docs.paper.test", "db.stock.test"] {
        try network.requireQuestion(host, says: Internet.portal)
      }
      try network.requireTLS(to: .shop, address: Internet.portal, .untrusted)
      try network.requireTLS(to: Internet.controls[0], .untrusted)
    },
    verdict: "intercepted", end: { network, _ in try network.end() })

  @Test func aCaptivePortalShutsLater() async throws {
    let account = try await Self.portal.play()
    account.expectMine("intercepted", because: "portal.hotel.test")
  }

  /// Opened in the hotel: nothing has ever been well.
  @Test func aCaptivePortalFromTheStart() async throws {
    var course = Self.portal
    course.startsBroken = true
    let account = try await course.play()
    account.expectMine("intercepted", because: "portal.hotel.test")
  }

  /// A firewall that opens TLS: names are right, every certificate has the same strange issuer.
  @Test func tlsIsInspected() async throws {
    var course = Self.portal
    course.begin = { network, _ in try network.begin(Self.hijack) }
    course.proof = { network in
      try network.requireQuestion(.shop, says: Internet.address(of: .shop))
      for host in [String.shop, "docs.paper.test"] { try network.requireTLS(to: host, .untrusted) }
    }
    let account = try await course.play()
    account.expectMine("intercepted", because: "portal.hotel.test")
  }
}
