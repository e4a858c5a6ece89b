import Testing

@Suite("A resolver that fails is mine, and a zone that fails for everybody is the zone's")
struct ResolverLabs {
  /// The system's resolver first, which resolves the names in checks; another one beside it.
  private static var plan: LabPlan {
    var plan = LabPlan()
    plan.resolvers = ["system", "{name: public, address: \(Internet.publicResolver)}"]
    return plan
  }

  @Test func theSystemsResolverIsSilent() async throws {
    let course = Course(
      plan: Self.plan,
      begin: { network, _ in
        try network.begin(
          Rules.lose(
            "ip daddr \(Internet.officeResolver) udp dport 53",
            "ip daddr \(Internet.officeResolver) tcp dport 53"))
      },
      proof: { network in
        try network.requireQuestion(.shop, says: "timeout")
        try network.requireQuestion(.shop, at: Internet.publicResolver, says: "NOERROR")
        try network.requireTLS(to: .shop, .trusted)
      },
      verdict: "local-resolver", end: { network, _ in try network.end() })
    let account = try await course.play()
    account.expectMine("local-resolver", because: "system", "dns-timeout")
  }

  @Test func theSystemsResolverSaysServfailToAll() async throws {
    let course = Course(
      plan: Self.plan,
      prepare: { network in
        try network.startWeb()
        for kind in [ResolverKind.honest, .broken] { try network.startResolver(kind) }
      },
      begin: { network, _ in
        try network.begin(Rules.resolve(atPort: ResolverKind.broken.port, of: Internet.officeResolver))
      },
      proof: { network in
        try network.requireQuestion(.shop, says: "SERVFAIL")
        try network.requireQuestion(".", says: "SERVFAIL")
        try network.requireQuestion(.shop, at: Internet.publicResolver, says: "NOERROR")
      },
      verdict: "local-resolver", end: { network, _ in try network.end() })
    let account = try await course.play()
    account.expectMine("local-resolver", because: "system", "dns-servfail")
  }

  /// The zone's own fault: the name is down, the network is not.
  @Test func oneZoneIsBrokenForEverybody() async throws {
    let course = Course(
      plan: Self.plan,
      prepare: { network in
        try network.startWeb()
        for kind in [ResolverKind.honest, .withoutOneZone] { try network.startResolver(kind) }
      },
      begin: { network, _ in try network.resolve(by: .withoutOneZone) },
      proof: { network in
        for resolver in [Internet.officeResolver, Internet.publicResolver] {
          try network.requireQuestion("db.stock.test", at: resolver, says: "SERVFAIL")
          try network.requireQuestion(.shop, at: resolver, says: "NOERROR")
        }
      },
      isRecognised: { $0.health["db.stock.test"] == "down" },
      verdict: "ok", end: { network, _ in try network.end() })
    let account = try await course.play()
    #expect(account.detectedAfter != nil, "\(account)")
    #expect(account.recoveredAfter != nil, "\(account)")
    #expect(account.timeline.verdicts.isEmpty, "the network was well all the time: \(account)")
    #expect(account.timeline.downs.allSatisfy { $0.contains("name db.stock.test") }, "\(account)")
    #expect(account.incidents.count == 1 && account.incidents[0].contains("db.stock.test"), "\(account)")
  }
}
