internal import Model

/// Runs the checks of a plan on one event loop: what is due waits for one of `concurrency` places.
///
/// Checks whose last probe took most of its time may hold half of the places at most, so that dead targets
/// cannot hold up living ones. Confined to the queue of the actor that owns it.
final class Engine {
  private let vantage: String
  private let checks: [Check]
  private let numbers: [CheckID: Int]
  private let concurrency: Int
  private let loop: EventLoop
  private let probes: Probes
  private let wallClock: () -> Timestamp
  private let emit: (Observation) -> Void
  private var schedule: Schedule
  private var timer: Timer?
  /// By number.
  private var runs: [(any ProbeRun)?]
  private var running = 0
  private var living = Queue()
  private var suspects = Queue()
  private var suspectsRunning = 0
  private var isSuspect: [Bool]
  private var isPumping = false
  private var stallSeen: EventLoop.Stall?
  private let stallTold: Duration

  /// - Parameter stallTold: how long the loop has to have stood still for the controls to say so.
  init(
    plan: Plan, seed: UInt64, loop: EventLoop, probes: Probes, stallTold: Duration = .seconds(5),
    wallClock: @escaping () -> Timestamp, emit: @escaping (Observation) -> Void
  ) {
    self.stallTold = stallTold
    vantage = plan.vantage.name.string
    // A check written twice is one check.
    var seen: Set<CheckID> = []
    let checks = plan.checks.filter { seen.insert($0.id).inserted }
    self.checks = checks
    numbers = Dictionary(uniqueKeysWithValues: checks.enumerated().map { ($1.id, $0) })
    concurrency = max(1, plan.probing.concurrency)
    self.loop = loop
    self.probes = probes
    self.wallClock = wallClock
    self.emit = emit
    isSuspect = [Bool](repeating: false, count: checks.count)
    runs = [(any ProbeRun)?](repeating: nil, count: checks.count)
    schedule = Schedule(checks.map { ($0.id, $0.interval) }, seed: seed, start: .now)
    timer = Timer { [unowned self] in startDue() }
    startDue()
  }

  func confirm(_ id: CheckID) {
    guard let number = numbers[id] else { return }
    schedule.confirm(number, at: .now)
    startDue()
  }

  func ask(_ ids: [CheckID]) {
    for number in ids.compactMap({ numbers[$0] }) { schedule.ask(number, at: .now) }
    startDue()
  }

  func probeNow(_ ids: [CheckID]) {
    for number in ids.compactMap({ numbers[$0] }) { schedule.startNow(number, at: .now) }
    startDue()
  }

  /// Drops every probe in flight; nothing is emitted any more.
  func end() {
    if let timer { loop.cancel(timer) }
    timer = nil
    for run in runs { run?.cancel() }
    runs.removeAll()
    living = Queue()
    suspects = Queue()
  }

  private func startDue() {
    guard let timer else { return }
    if let stall = loop.lastStall, stall != stallSeen { resume(after: stall) }
    let now = Moment.now
    while let (number, _) = schedule.startDue(at: now) {
      if isSuspect[number] { suspects.append(number) } else { living.append(number) }
    }
    pump()
    if let next = schedule.next { loop.set(timer, at: next) } else { loop.cancel(timer) }
  }

  /// What is overdue starts at once, and the controls that were not in flight say why nothing was seen meanwhile.
  private func resume(after stall: EventLoop.Stall) {
    stallSeen = stall
    schedule.resume(at: .now)
    guard stall.length >= stallTold else { return }
    for (number, check) in checks.enumerated() where check.purpose == .control && runs[number] == nil {
      let finding = Finding(.asleep(for: stall.length))
      emit(finding.observation(of: check.id, from: vantage, startedAt: wallClock()))
    }
  }

  private func pump() {
    while running < concurrency {
      if let number = living.popFirst() {
        begin(number)
      } else if suspectsRunning < max(1, concurrency / 2), let number = suspects.popFirst() {
        suspectsRunning += 1
        begin(number)
      } else {
        break
      }
    }
  }

  private func begin(_ number: Int) {
    let check = checks[number]
    let wasSuspect = isSuspect[number]
    let startedAt = wallClock()
    let begun = Moment.now
    let run = probes.run(check.probe, deadline: begun + check.timeout) { [unowned self] finding in
      isSuspect[number] = .now - begun > check.timeout / 2
      finish(number, judged(finding, begun: begun), startedAt, wasSuspect: wasSuspect)
    }
    runs[number] = run
    running += 1
    run.start()
  }

  private func finish(_ number: Int, _ finding: Finding, _ startedAt: Timestamp, wasSuspect: Bool) {
    runs[number] = nil
    running -= 1
    if wasSuspect { suspectsRunning -= 1 }
    schedule.finish(number, at: .now)
    emit(finding.observation(of: checks[number].id, from: vantage, startedAt: startedAt))
    pumpSoon()
  }

  /// On a fresh stack: a probe may end while it is being started.
  private func pumpSoon() {
    guard !isPumping else { return }
    isPumping = true
    loop.soon { [weak self] in
      self?.isPumping = false
      self?.startDue()
    }
  }

  /// A failure in which the machine slept or the process was stopped says nothing about the target, unless the target
  /// itself said so.
  private func judged(_ finding: Finding, begun: Moment) -> Finding {
    guard finding.mayComeOfSleep, let stall = loop.lastStall, stall.end > begun else { return finding }
    var finding = finding
    finding.record(.asleep(for: stall.length))
    finding.latency = nil
    return finding
  }
}

extension Evidence {
  static func asleep(for length: Duration) -> Evidence {
    let seconds = Int(length.inSeconds)
    let words = seconds < 600 ? "\(seconds) s" : "\(seconds / 60) min"
    return Evidence(.notProbed, "this process did not run for \(words)", fault: .asleep)
  }
}

extension Finding {
  /// True for a failure that time running out, or a connection that died meanwhile, can lead to.
  fileprivate var mayComeOfSleep: Bool {
    switch outcome {
    case .dnsTimeout, .connectTimeout, .httpTimeout, .pingTimeout, .reset, .unreachable: true
    default: timedOut
    }
  }
}

extension Finding {
  func observation(of check: CheckID, from vantage: String, startedAt: Timestamp) -> Observation {
    Observation(
      check: check, vantage: vantage, startedAt: startedAt, outcome: outcome, latency: latency,
      phases: phases,
      address: address.map { SafeText($0) }, httpStatus: httpStatus, detail: SafeText(detail), answer: answer,
      resolver: resolver, failedAt: failedAt, timedOut: timedOut, localFault: localFault,
      certificateIssuer: certificateIssuer.map { SafeText($0) }, page: page, isPartial: isPartial)
  }
}

/// First in, first out; taking the first costs nothing.
struct Queue {
  private var elements: [Int] = []
  private var head = 0

  mutating func append(_ element: Int) { elements.append(element) }

  mutating func popFirst() -> Int? {
    guard head < elements.count else { return nil }
    defer {
      head += 1
      if head > 1024, head * 2 > elements.count {
        elements.removeFirst(head)
        head = 0
      }
    }
    return elements[head]
  }
}
