import Testing

@Suite("What the way does to packets is not the target's doing")
struct PathLabs {
  /// A tunnel with a smaller packet size than it says, and nobody who says so.
  @Test func largePacketsAreLost() async throws {
    let course = Course(
      begin: { network, _ in try network.begin(Rules.loseAnswers("meta l4proto tcp meta length > 1400")) },
      proof: { network in
        try network.requireQuestion(.shop, says: "NOERROR")
        try network.requireTLS(to: .shop, .stalled)
        try network.requirePlainAnswer(from: .shop)
      },
      verdict: "packet-size", end: { network, _ in try network.end() })
    let account = try await course.play()
    account.expectMine("packet-size")
  }

  /// 150 ms more each way, for every packet.
  @Test func everythingTakesLonger() async throws {
    var course = Course(
      link: .wire,
      begin: { network, _ in try network.setDelay(milliseconds: 150) },
      proof: { network in try network.requireRoundTrip(ofAtLeast: 300) },
      verdict: "slow-link", end: { network, _ in try network.setDelay(milliseconds: 0) })
    course.plan.timeout = "3s"
    course.warmUp = .seconds(15)
    let account = try await course.play()
    account.expectMine("slow-link")
    #expect(account.timeline.degradations.isEmpty, "\(account)")
  }

  /// IPv6 only, with controls that have IPv4 addresses: they never answer, which proves nothing.
  @Test func ipv6OnlyWithControlsOfIPv4() async throws {
    var course = Course(
      family: .six,
      begin: { network, _ in try network.setDead(.shop) },
      proof: { network in
        try network.requireTLS(to: Internet.controls[0], .refused)
        try network.requireTLS(to: .shop, address: "[\(Internet.address6(of: .shop))]", .trusted)
      },
      isRecognised: { $0.health["shop"] == "down" }, verdict: "ok",
      end: { network, _ in try network.setDead(.shop, false) })
    course.plan.resolvers = ["{name: office, address: \"[\(Internet.officeResolver6)]:53\"}"]
    course.plan.controls = ["\"tcp://192.0.2.1:443\"", "\"tcp://192.0.2.2:443\""]
    let account = try await course.play()
    account.expectTheirs("shop", becauseOf: "503")
  }
}
