internal import Model
internal import Monitor

/// From the instant at which a service begins to fail to the first snapshot that calls it down.
package struct DetectionTimes: Sendable {
  package struct Entry: Sendable {
    /// Seconds.
    package let interval: Int
    package let failure: String
    package let median: Duration
    package let worst: Duration
    /// What the issue asks for; `nil`: nothing.
    package let target: Duration?
  }

  private static let look = Duration.milliseconds(250)
  static let timeout = Duration.seconds(5)
  private static let failures: [(name: String, symptom: Symptom, targets: [Int: Int])] = [
    ("refused", .refused, [5: 7, 30: 32]), ("filtered (no answer)", .filtered, [5: 17, 30: 42]),
    ("status 503", .status(503), [:]), ("connected, no reply", .noReply, [:]),
    ("certificate expired", .expired, [:]), ("zone answers SERVFAIL", .servFail, [:]),
  ]

  package let entries: [Entry]

  /// - Parameter runs: for each interval and failure, at instants spread over the interval.
  package init(intervals: [Int] = [5, 10, 30, 60], runs: Int = 30) {
    entries = intervals.flatMap { interval in
      Self.failures.map { failure in
        let delays = (0..<runs).map { Self.delay(of: failure.symptom, interval: interval, run: $0, of: runs) }
          .sorted()
        return Entry(
          interval: interval, failure: failure.name, median: delays[runs / 2], worst: delays[runs - 1],
          target: failure.targets[interval].map { .seconds($0) })
      }
    }
  }

  private static func delay(of symptom: Symptom, interval: Int, run: Int, of runs: Int) -> Duration {
    let landscape = LandscapeMaker.uniform(services: 10, interval: .seconds(interval), timeout: timeout)
    let begin = Timestamp(seconds: 1_780_000_000)
    let failsAt = begin + .seconds(interval * 3) + .seconds(interval) * run / runs
    let victim = "service:s\(run % 10)"
    let checks = landscape.checks(of: victim)
    let fault = FarFault(
      kind: .service, cause: .service("s\(run % 10)"),
      symptoms: Dictionary(uniqueKeysWithValues: checks.map { ($0, symptom) }), in: landscape)
    let end = failsAt + .seconds(interval * 4 + 60)
    let world = World(
      seed: UInt64(run), landscape: landscape, span: begin...end, near: [],
      far: [Spell(fault: fault, span: failsAt..<end)], noise: .none, feeds: [])
    var playback = Playback(WorldReel(world), over: world.span, plan: landscape.plan, label: "trial")
    playback.seek(to: failsAt)
    while !playback.isOver {
      playback.seek(to: playback.now + look)
      let down = playback.snapshot(number: 1).standings.contains {
        $0.label == victim && $0.standing.health == .down
      }
      if down { return playback.now - failsAt }
    }
    return end - failsAt
  }

  package var report: String {
    let rows = entries.map { entry in
      let target = entry.target.map { "\(Int($0.inSeconds)) s" } ?? "-"
      return "  \(entry.interval) s".leading(8) + "  " + entry.failure.trailing(24)
        + entry.median.tenths.leading(9) + entry.worst.tenths.leading(9) + target.leading(8)
    }
    return (["detection time, timeout 5 s: interval, failure, median, worst, target"] + rows).joined(
      separator: "\n")
  }
}

extension Duration {
  /// `31.8 s`, rounded up.
  fileprivate var tenths: String {
    let tenths = (nanoseconds + 99_999_999) / 100_000_000
    return "\(tenths / 10).\(tenths % 10) s"
  }
}

extension LandscapeMaker {
  /// Services that are alike and need nothing, under the default controls.
  static func uniform(services: Int, interval: Duration, timeout: Duration) -> Landscape {
    var plan = Plan()
    plan.probing.interval = interval
    plan.probing.timeout = timeout
    plan.controls = ["203.0.113.1", "203.0.113.8"].map { address in
      Check(
        for: .control, probe: .tls(TLSProbe(endpoint: Endpoint(host: address, port: 443))),
        interval: interval, timeout: timeout)
    }
    var hosts: [String: Landscape.Host] = [:]
    plan.services = (0..<services).map { number in
      let name = "www.company-\(number).example"
      hosts[name] = Landscape.Host(
        address: "198.18.0.\(number + 1)", roundTrip: .milliseconds(5 + 4 * number), work: .milliseconds(10),
        page: UInt64(number))
      let url = HTTPURL(isTLS: true, endpoint: Endpoint(host: name, port: 443), pathAndQuery: "/")
      let check = Check(
        for: .service("s\(number)"), probe: .http(HTTPProbe(url: url)), interval: interval,
        timeout: timeout)
      return Service(id: "s\(number)", checks: [check])
    }
    return Landscape(plan: plan, hosts: hosts, hasIPv4: true, hasIPv6: false)
  }
}
