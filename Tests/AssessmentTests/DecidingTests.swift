import Testing

@testable import Assessment
@testable import Model

@Suite("A check is decided by k of n in, m of n out")
struct DecidingTests {
  let check = tcpCheck(.service("shop"))
  var plan: Plan { Plan(services: [service("shop", checks: [check])]) }

  @Test func nothingIsKnownBeforeTheFirstObservation() {
    var bench = Bench(plan)
    #expect(bench.standing(of: "shop") == Standing(health: .unknown, reason: "waiting for the first probe"))
  }

  @Test func aSuccessIsOkAtOnce() {
    var bench = Bench(plan)
    #expect(bench.see(check, .ok).isEmpty)
    #expect(bench.standing(of: "shop") == Standing(health: .ok, since: start))
  }

  @Test func aFirstFailureIsUnknownAndAsksForOneConfirmation() {
    var bench = Bench(plan)
    #expect(bench.see(check, .connectRefused) == [.confirm(check.id)])
    let standing = bench.standing(of: "shop")
    #expect(standing?.health == .unknown)
    #expect(standing?.reason == "confirming: connection refused (connect-refused)")
  }

  @Test func aConfirmedFailureIsDownSinceTheFirstOne() {
    var bench = Bench(plan)
    bench.see(check, .connectRefused)
    bench.wait(2)
    #expect(bench.see(check, .connectTimeout).isEmpty, "one confirmation only")
    #expect(
      bench.standing(of: "shop")
        == Standing(health: .down, since: start, reason: "no connection in time (connect-timeout)"))
  }

  @Test func aBlipLeavesTheCheckOkSinceBefore() {
    var bench = Bench(plan)
    bench.see(check, .ok)
    bench.wait(30)
    bench.see(check, .reset)
    #expect(bench.standing(of: "shop")?.health == .unknown)
    bench.wait(2)
    bench.see(check, .ok)
    #expect(bench.standing(of: "shop") == Standing(health: .ok, since: start))
  }

  @Test func twoOfThreeFailuresAreDownEvenWithASuccessBetween() {
    var bench = Bench(plan)
    for outcome in [Outcome.ok, .reset, .ok, .reset] {
      bench.see(check, outcome)
      bench.wait(30)
    }
    #expect(bench.standing(of: "shop")?.health == .down)
  }

  @Test func recoveryNeedsTwoSuccessesInARow() {
    var bench = Bench(plan)
    for outcome in [Outcome.reset, .reset, .ok] {
      bench.see(check, outcome)
      bench.wait(30)
    }
    #expect(bench.standing(of: "shop")?.health == .down)
    bench.see(check, .ok)
    #expect(bench.standing(of: "shop") == Standing(health: .ok, since: bench.now))
  }

  @Test func notProbedIsUnknownAndDecidesNothing() {
    var bench = Bench(plan)
    bench.see(check, .ok)
    bench.wait(30)
    #expect(bench.see(check, .notProbed).isEmpty)
    #expect(bench.standing(of: "shop")?.health == .unknown)
    bench.wait(30)
    bench.see(check, .ok)
    #expect(bench.standing(of: "shop") == Standing(health: .ok, since: start))
  }

  @Test func aCheckWithoutWordForThreeRoundsIsUnknownNotDown() {
    var bench = Bench(plan)
    bench.see(check, .ok)
    bench.wait(94)
    #expect(bench.standing(of: "shop")?.health == .ok)
    #expect(!bench.ledger.isReviewDue(at: bench.now))
    bench.wait(1)
    #expect(bench.ledger.isReviewDue(at: bench.now))
    #expect(bench.standing(of: "shop")?.health == .unknown)
  }

  @Test func slowIsMeasuredAgainstTheChecksOwnBaseline() {
    var bench = Bench(plan)
    for _ in 0..<10 {
      bench.see(check, .ok, latency: .milliseconds(40))
      bench.wait(30)
    }
    bench.see(check, .ok, latency: .milliseconds(400))
    #expect(bench.snapshot().services[0].checks[0].last?.outcome == .slow)
    #expect(bench.standing(of: "shop")?.health == .ok, "one slow answer is not yet degraded")
    bench.wait(30)
    bench.see(check, .ok, latency: .milliseconds(400))
    #expect(bench.standing(of: "shop")?.health == .degraded)
    for _ in 0..<2 {
      bench.wait(30)
      bench.see(check, .ok, latency: .milliseconds(41))
    }
    #expect(bench.standing(of: "shop")?.health == .ok)
  }

  @Test func aFewMillisecondsMoreAreNeverSlow() {
    var bench = Bench(plan)
    for latency in Array(repeating: 1, count: 12) + [15, 15] {
      bench.see(check, .ok, latency: .milliseconds(latency))
    }
    #expect(bench.snapshot().services[0].checks[0].last?.outcome == .ok)
  }

  @Test func anExpiringCertificateIsDegradedAtOnceAndNotConfirmed() {
    var bench = Bench(plan, run: .untilDecided)
    #expect(bench.see(check, .tlsExpiring).isEmpty)
    #expect(bench.standing(of: "shop")?.health == .degraded)
    #expect(bench.ledger.isFinished)
  }
}

@Suite("A one-shot run ends when every check is decided")
struct RunTests {
  let check = tcpCheck(.service("shop"))
  var plan: Plan { Plan(services: [service("shop", checks: [check])]) }

  @Test func withoutRoundsAFailureNeedsItsConfirmation() {
    var bench = Bench(plan, run: .untilDecided)
    bench.see(check, .reset)
    #expect(!bench.ledger.isFinished)
    bench.wait(2)
    bench.see(check, .reset)
    #expect(bench.ledger.isFinished)
  }

  @Test func inOneRoundOneFailureDecides() {
    var bench = Bench(plan, run: .rounds(1))
    #expect(bench.see(check, .reset).isEmpty)
    #expect(bench.ledger.isFinished)
    #expect(bench.standing(of: "shop")?.health == .down)
  }

  @Test func whatCouldNotBeProbedEndsTheRunAsUnknown() {
    var bench = Bench(plan, run: .untilDecided)
    bench.see(check, .notProbed)
    #expect(bench.ledger.isFinished)
    #expect(bench.standing(of: "shop")?.health == .unknown)
  }

  @Test func controlsHaveToBeDecidedToo() {
    let control = tcpCheck(.control, port: 53)
    var plan = plan
    plan.controls = [control]
    var bench = Bench(plan, run: .untilDecided)
    bench.see(check, .ok)
    #expect(!bench.ledger.isFinished)
    bench.see(control, .ok)
    #expect(bench.ledger.isFinished)
  }

  @Test func aMaskedFailureStillEndsTheRun() {
    let control = tcpCheck(.control, port: 53)
    var plan = plan
    plan.controls = [control]
    var bench = Bench(plan, run: .untilDecided)
    for _ in 0..<2 {
      bench.see(control, .unreachable)
      bench.see(check, .unreachable)
      _ = bench.snapshot()
      bench.wait(2)
    }
    #expect(bench.ledger.isFinished)
    #expect(bench.snapshot().overall == .unknown)
    #expect(bench.snapshot().vantage.verdict == .condition(.localLink))
  }
}
