internal import Model

/// One probe on its way through the world, stage by stage, and what `Probing` would report of it.
///
/// Each stage meets what holds when it begins: a probe in flight when the link is cut hangs at its next step, and
/// what is sent again after the link is back arrives. The instants of sending again are those of Linux (SYN after 1,
/// 3 and 7 s) and of c-ares.
struct Walk {
  let world: World
  let number: Int
  let check: Check
  let target: Landscape.Target
  /// What fails this probe only.
  let blip: Symptom?
  let jitter: Double
  let startedAt: Timestamp
  let deadline: Timestamp
  var now: Timestamp
  /// Where the name leads; the portal's address if it spoofs names.
  var address: String
  var answer: DNSAnswer?

  static let portal = "172.16.0.1"
  static let portalIssuer = "Hotel Guest Access"
  static let inspectionIssuer = "Corporate Inspection CA"
  private static let resends: [Duration] = [.seconds(1), .seconds(3), .seconds(7)]
  private static let queries: [Duration] = [.seconds(2), .seconds(4)]

  /// Why a stage was not passed.
  struct Stop {
    var outcome: Outcome
    var stage: FailureStage?
    var detail: SafeText = ""
    var timedOut = false
    var localFault: LocalFault?
    var issuer: SafeText?
    var status: Int?
    var page: UInt64?
  }

  init(_ world: World, _ number: Int, at start: Timestamp, blip: Symptom?, jitter: Double) {
    self.world = world
    self.number = number
    check = world.landscape.checks[number]
    target = world.landscape.targets[number]
    self.blip = blip
    self.jitter = jitter
    startedAt = start
    deadline = start + check.timeout
    now = start
    address = target.host.address
  }

  /// The whole probe; ends at `now`.
  mutating func run() -> Observation {
    let stop = go()
    now = min(now, deadline)
    return observation(stop)
  }

  private mutating func go() -> Stop? {
    if near(.descriptors) {
      return Stop(
        outcome: .notProbed, stage: .local, detail: "no socket: too many open files", localFault: .descriptors
      )
    }
    switch check.probe {
    case .dns: return ask() ?? late()
    case .ping: return ask() ?? echo() ?? late()
    case .tcp: return ask() ?? connect() ?? late()
    case .tls: return ask() ?? connect() ?? handshake() ?? late()
    case .http(let probe):
      return ask() ?? connect() ?? (probe.url.isTLS ? handshake() : nil) ?? request(probe) ?? late()
    }
  }

  private func late() -> Stop? {
    now > deadline ? silence : nil
  }

  // MARK: The world at this step

  var symptom: Symptom? { blip ?? world.symptom(of: number, at: now) }

  func near(_ fault: NearFault) -> Bool { world.near.contains { $0.fault == fault && $0.holds(at: now) } }

  /// Passes some of the fault, and lets the step take so many round trips.
  mutating func spend(_ trips: Int, work: Duration = .zero) {
    var factor = jitter
    if case .slow(let times)? = symptom { factor *= times }
    let usual = target.host.roundTrip * trips + work
    now = now + .nanoseconds(Int64(Double(usual.nanoseconds) * factor))
    if near(.slow) { now = now + .milliseconds(300 * trips) }
  }

  /// Waits for something that is sent again now and then; `false` if it never passes in time.
  mutating func waits(resending: [Duration], until passes: (Walk) -> Bool) -> Bool {
    if passes(self) { return true }
    let sent = now
    for delay in resending where sent + delay < deadline {
      now = sent + delay
      if passes(self) { return true }
    }
    now = deadline
    return false
  }

  mutating func connects(_ passes: (Walk) -> Bool) -> Bool { waits(resending: Self.resends, until: passes) }
  mutating func answers(_ passes: (Walk) -> Bool) -> Bool { waits(resending: Self.queries, until: passes) }

  /// What running out of time is called, after how far it got.
  private var silence: Stop {
    switch check.probe {
    case .dns: Stop(outcome: .dnsTimeout, timedOut: true)
    case .ping: Stop(outcome: .pingTimeout, timedOut: true)
    case .tcp: Stop(outcome: .connectTimeout, timedOut: true)
    case .tls: Stop(outcome: .tlsHandshake, timedOut: true)
    case .http: Stop(outcome: .httpTimeout, timedOut: true)
    }
  }

  private func observation(_ stop: Stop?) -> Observation {
    let answersNo = stop.map { $0.outcome == .dnsNoData || $0.outcome == .dnsNXDomain } ?? false
    var isReply = stop == nil || stop?.status != nil
    if case .dns = check.probe { isReply = stop == nil || answersNo }
    return Observation(
      check: check.id, vantage: world.landscape.plan.vantage.name.string, startedAt: startedAt,
      outcome: stop?.outcome ?? .ok, latency: isReply ? now - startedAt : nil,
      phases: Phases(total: now - startedAt),
      address: target.usesProxy || answer == nil && target.resolver != nil ? nil : SafeText(address),
      httpStatus: stop == nil ? plainStatus : stop?.status, detail: stop?.detail ?? "", answer: answer,
      resolver: target.resolver, failedAt: stop?.stage, timedOut: stop?.timedOut ?? false,
      localFault: stop?.localFault, certificateIssuer: stop?.issuer, page: stop.map(\.page) ?? plainPage)
  }

  private var isPlain: Bool {
    if case .http(let probe) = check.probe { !probe.url.isTLS } else { false }
  }
  private var plainStatus: Int? {
    if case .http = check.probe { 200 } else { nil }
  }
  private var plainPage: UInt64? {
    guard isPlain else { return nil }
    return meetsPortal ? Self.portalPage : target.host.page
  }
  static let portalPage: UInt64 = 0x1091_0000_CAFE

  /// Whether this connection ends at a captive portal.
  var meetsPortal: Bool {
    guard target.port == 443 || target.port == 80 else { return false }
    return near(.portal(.addresses)) || (near(.portal(.names)) && address == Self.portal)
  }
}
