import Testing

@Suite("A cut link is mine, however many services it hides")
struct LinkLabs {
  /// The far end of the cable is gone: nothing says so, packets are lost.
  private static func cut(_ plan: LabPlan) -> Course {
    Course(
      plan: plan, begin: { network, _ in try network.begin(Rules.lose("meta l4proto { tcp, udp, icmp }")) },
      proof: { network in
        try network.requireQuestion(.shop, says: "timeout")
        try network.requireTLS(to: .shop, .filtered)
      },
      verdict: "local-link", end: { network, _ in try network.end() })
  }

  @Test("by a few services and by many", arguments: [1, 2, 5, 40])
  func services(count: Int) async throws {
    let account = try await Self.cut(.crowd(count)).play()
    account.expectMine("local-link", because: "control")
  }

  /// The cable is pulled: the machine itself knows that there is no way.
  @Test func theCableIsPulled() async throws {
    var course = Self.cut(LabPlan())
    course.begin = { network, _ in try network.run(.office, "/usr/sbin/ip", "link", "set", "office0", "down")
    }
    course.proof = { network in try network.requireTLS(to: .shop, .refused) }
    course.end = { network, _ in
      try network.run(.office, "/usr/sbin/ip", "link", "set", "office0", "up")
      try network.run(.office, "/usr/sbin/ip", "route", "add", "default", "via", "10.1.0.1")
    }
    let account = try await course.play()
    account.expectMine("local-link", because: "control")
  }

  /// What is asked once a minute is asked as soon as the link is back, not a minute later.
  @Test func aServiceAskedOnceAMinute() async throws {
    var plan = LabPlan.crowd(3)
    plan.services[2].interval = "60s"
    let account = try await Self.cut(plan).play()
    account.expectMine("local-link", because: "control")
  }

  /// What died behind the cut is told when the link is back, and is then the only thing told.
  @Test func aServiceDiesMeanwhile() async throws {
    var course = Self.cut(.crowd(5))
    course.meanwhile = { network, _ in try network.setDead(Internet.crowd[1]) }
    course.isRecovered = { timeline in
      timeline.verdict == "ok" && timeline.health["firm-2"] == "down"
        && timeline.health.values.count { $0 == "ok" } == 4
    }
    let account = try await course.play()
    #expect(account.detectedAfter != nil && account.recoveredAfter != nil, "\(account)")
    #expect(account.verdictHeld == "local-link", "\(account)")
    #expect(account.timeline.downs.count == 1 && account.timeline.downs[0].contains("firm-2"), "\(account)")
    #expect(
      account.aftermath.contains { $0.value == "down" }, "nothing is down before the link is back: \(account)"
    )
    #expect(account.incidents.count == 1 && account.incidents[0].contains("firm-2"), "\(account)")
  }
}
