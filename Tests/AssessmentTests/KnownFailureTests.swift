import Testing

@testable import Assessment
@testable import Model

/// A ledger that is driven second by second: each check on its interval, and what the ledger asks for in between.
private struct Day {
  /// What a probe finds, at a second of the day.
  typealias World = (Check, Int) -> Finding

  struct Finding {
    var outcome = Outcome.ok
    var httpStatus: Int?
    var detail: SafeText = ""
    var resolver: Resolver.ID?

    static let ok = Finding()
    static let broken = Finding(
      outcome: .httpStatus, httpStatus: 503, detail: "answered 503, expected 200-399")
    static let refused = Finding(outcome: .connectRefused, detail: "connection refused")
    static let expired = Finding(outcome: .tlsExpired, detail: "the certificate has expired")
    static let slow = Finding(outcome: .slow, detail: "900 ms, usually 40 ms")
    static func silent(_ resolver: String) -> Finding {
      Finding(outcome: .dnsTimeout, detail: "no answer", resolver: resolver)
    }
    static func servfail(_ resolver: String) -> Finding {
      Finding(outcome: .dnsServFail, detail: "the resolver answered SERVFAIL", resolver: resolver)
    }
    func through(_ resolver: Resolver.ID?) -> Finding {
      var finding = self
      finding.resolver = resolver
      return finding
    }
  }

  let plan: Plan
  private var ledger: Ledger
  private var due: [CheckID: Int] = [:]
  private(set) var second = 0
  /// A snapshot of each second.
  private(set) var seen: [Snapshot] = []

  init(_ plan: Plan, run: Ledger.Run = .continuous) {
    self.plan = plan
    ledger = Ledger(plan: plan, run: run)
    for check in plan.checks { due[check.id] = 0 }
  }

  mutating func pass(until end: Int, _ world: World) {
    while second < end, !ledger.isFinished {
      let now = start + .seconds(second)
      var requests: [ProbeRequest] = []
      for check in plan.checks where due[check.id].map({ $0 <= second }) ?? false {
        due[check.id] = second + Int(check.interval.inSeconds)
        requests += ledger.fold(observation(of: check, world(check, second)), at: now)
      }
      requests += ledger.settle(at: now)
      for request in requests {
        let (check, delay) =
          switch request {
          case .confirm(let check): (check, 2)
          case .ask(let check): (check, 1)
          }
        due[check] = min(due[check] ?? .max, second + delay)
      }
      seen.append(ledger.snapshot(number: 0, at: now, sources: []))
      second += 1
    }
  }

  private func observation(of check: Check, _ finding: Finding) -> Observation {
    var resolver = finding.resolver
    if case .dns(let probe) = check.probe { resolver = probe.resolver }
    return Observation(
      check: check.id, vantage: plan.vantage.name.string, startedAt: start + .seconds(second),
      outcome: finding.outcome, latency: finding.outcome.health == .down ? nil : .milliseconds(40),
      httpStatus: finding.httpStatus, detail: finding.detail, resolver: resolver)
  }

  var last: Snapshot? { seen.last }
  var titles: Set<String> { Set(seen.flatMap { $0.incidents.map(\.title.string) }) }

  /// What was ever called down.
  var downs: Set<String> {
    Set(
      seen.flatMap { snapshot in
        snapshot.regions.filter { $0.standing.health == .down }.map(\.id.description)
          + snapshot.names.filter { $0.standing.health == .down }.map(\.id)
          + snapshot.services.filter { $0.standing.health == .down }.map(\.id)
      })
  }
}

@Suite("What was once judged wrong is judged right")
struct KnownFailureTests {
  private func web(_ purpose: Check.Purpose, _ host: String, interval: Duration = .seconds(30)) -> Check {
    let url = HTTPURL(isTLS: true, endpoint: Endpoint(host: host, port: 443), pathAndQuery: "/")
    return Check(
      for: purpose, probe: .http(HTTPProbe(url: url)), interval: interval, timeout: .seconds(5))
  }

  private let controls = ["192.0.2.1", "198.51.100.1"].map { host in
    Check(
      for: .control, probe: .tls(TLSProbe(endpoint: Endpoint(host: host, port: 443))), interval: .seconds(30),
      timeout: .seconds(5))
  }

  /// Services that depend on one region, which is not watched by itself.
  private func plan(_ ids: String..., controls: [Check]? = nil) -> Plan {
    Plan(
      controls: controls ?? self.controls,
      domains: [FaultDomain(id: domain("aws/us-east-1"), needs: [.domain(domain("aws"), evidence: nil)])],
      services: ids.map { id in
        Service(
          id: id, checks: [web(.service(id), "www.\(id).example")],
          needs: [.domain(domain("aws/us-east-1"), evidence: nil)])
      })
  }

  private func isOf(_ service: String, _ check: Check) -> Bool { check.purpose == .service(service) }

  /// It was 64 s of "aws/eu-west-1 down".
  @Test func aDeadResolverAtSixtySecondsIsNoOutage() {
    let regions = ["aws/eu-west-1", "gcp/us-central1"]
    let watched = regions.map { id in
      let host = "\(id.split(separator: "/")[1]).\(id.prefix(3)).example"
      return WatchedRegion(
        id: domain(id), checks: [web(.region(domain(id)), host, interval: .seconds(60))])
    }
    var plan = Plan(controls: controls, regions: watched)
    plan.probing.interval = .seconds(60)
    var day = Day(plan)
    day.pass(until: 600) { check, second in
      if case .tls = check.probe { return .ok }
      return second < 100 || second >= 400 ? Day.Finding.ok.through("system") : .silent("system")
    }
    #expect(day.downs.isEmpty)
    #expect(day.titles.isEmpty)
    #expect(day.seen[200].vantage.verdict == .condition(.localResolver))
    #expect(day.last?.overall == .ok && day.last?.vantage.verdict == .ok)
  }

  @Test(
    "two services that fail each in its own way are two faults, not their region's",
    arguments: [false, true])
  func twoFaultsAreTwo(certificate: Bool) throws {
    var day = Day(plan("a", "b", "c"), run: .untilDecided)
    day.pass(until: 60) { check, _ in
      if isOf("a", check) { return .broken }
      return isOf("b", check) ? (certificate ? .expired : .refused) : .ok
    }
    let last = try #require(day.last)
    #expect(last.vantage.verdict == .ok)
    #expect(day.downs == ["a", "b"])
    #expect(!last.incidents.contains { $0.title.string.contains("aws") || $0.cause != nil }, "\(day.titles)")
    #expect(last.incidents.count == 2, "\(day.titles)")
  }

  /// It stayed "orders down: 503" for ever, and the certificate was never named.
  @Test func aFaultThatBeginsLaterKeepsItsOwnName() throws {
    var day = Day(plan("orders", "cart", "stock"))
    day.pass(until: 600) { check, second in
      if isOf("orders", check), (100..<300).contains(second) { return .broken }
      return isOf("cart", check) && second >= 113 ? .expired : .ok
    }
    let open = try #require(day.last).incidents.filter { $0.closedAt == nil }
    #expect(open.count == 1)
    #expect(open.first?.title.string.contains("cart") == true, "\(day.titles)")
    #expect(open.first?.title.string.contains("orders") == false, "\(day.titles)")
    #expect(open.first?.title.string.contains("certificate") == true, "\(day.titles)")
  }

  /// It was "Public API down: tls-expiring": the one was degraded, another was down.
  @Test func aTitleCallsAMemberOnlyWhatItIs() throws {
    var day = Day(plan("public", "private"))
    day.pass(until: 600) { check, second in
      if isOf("public", check), second >= 100 { return .slow }
      return isOf("private", check) && second >= 110 ? .broken : .ok
    }
    for snapshot in day.seen {
      for incident in snapshot.incidents {
        #expect(!incident.title.string.contains("public down"), "\(incident.title)")
      }
    }
    #expect(day.downs == ["private"])
  }

  /// It was "Catalog down: answers again; not yet 2 of 2".
  @Test func whatAnswersAgainIsNotCalledDownForIt() {
    var day = Day(plan("catalog", "other"))
    day.pass(until: 400) { check, second in
      isOf("catalog", check) && (100..<200).contains(second) ? .broken : .ok
    }
    for title in day.titles {
      #expect(!title.contains("down: recovering"), "\(title)")
    }
    #expect(day.last?.overall == .ok)
  }

  /// It was nineteen minutes of "aws flapping".
  @Test func unlikeFaultsOneAfterTheOtherAreNoFlapping() {
    var day = Day(plan("orders", "cart", "stock"))
    day.pass(until: 1500) { check, second in
      switch second {
      case 100..<220 where isOf("orders", check): .broken
      case 400..<520 where isOf("cart", check): .refused
      case 700..<820 where isOf("stock", check): .expired
      default: .ok
      }
    }
    #expect(!day.titles.contains { $0.contains("aws") || $0.contains("flapping") }, "\(day.titles)")
    #expect(day.last?.incidents.count == 3, "\(day.titles)")
  }

  /// Mine and two independent resolvers: it was called `local-resolver`.
  @Test func aZoneThatFailsForEverybodyIsTheZones() throws {
    let resolvers =
      [Resolver.system]
      + ["192.0.2.53", "198.51.100.53"].map { Resolver(id: $0, address: .at(Endpoint(host: $0, port: 53))) }
    let names = ["broken.example", "fine.test"].map { name in
      WatchedName(
        id: name,
        checks: resolvers.map { resolver in
          Check(
            for: .name(name), probe: .dns(DNSProbe(name: name, type: nil, resolver: resolver.id)),
            interval: .seconds(30), timeout: .seconds(5))
        })
    }
    // One name alone, too: then nothing but the independent questions speaks for the resolvers.
    for watched in [names, [names[0]]] {
      var day = Day(Plan(resolvers: resolvers, controls: controls, names: watched))
      day.pass(until: 400) { check, second in
        guard case .dns(let probe) = check.probe else { return .ok }
        return probe.name == "broken.example" && second >= 100
          ? .servfail(probe.resolver) : Day.Finding.ok.through(probe.resolver)
      }
      #expect(day.seen.allSatisfy { $0.vantage.verdict == .ok || $0.vantage.verdict == .unclear })
      #expect(day.last?.vantage.verdict == .ok)
      #expect(day.downs == ["broken.example"])
    }
  }

  /// It was "my link is to blame", exit code 3 and no incident.
  @Test func anAnswerOf503IsTheServicesWhereNoControlEverAnswered() throws {
    var day = Day(plan("shop"))
    day.pass(until: 300) { check, _ in
      if case .tls = check.probe {
        return Day.Finding(outcome: .connectTimeout, detail: "no connection in time")
      }
      return isOf("shop", check) ? .broken : .ok
    }
    #expect(day.downs == ["shop"])
    #expect(day.last?.overall == .down)
    #expect(day.last?.incidents.first?.title.string.contains("shop") == true, "\(day.titles)")
    if case .condition = day.last?.vantage.verdict {
      Issue.record("the network answers: 503 came through it")
    }
  }
}
