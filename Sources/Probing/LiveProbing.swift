internal import CProbing
internal import Dispatch
internal import Glibc
package import Model

/// The live network as a source of observations: every check of a plan, on schedule, on one Dispatch queue.
package final class LiveProbing: ObservationSource {
  private let core: ProbingCore

  /// - Parameters:
  ///   - userAgent: sent with every HTTP request, for example `Faultline/1.0 (+https://...)`.
  ///   - seed: moves the phases of the schedule; vantages with different seeds do not probe in step.
  ///   - certificateBundle: PEM file of the certificate authorities to trust.
  ///   - wallClock: dates the observations.
  package init(
    plan: Plan, userAgent: String, seed: UInt64 = 0, certificateBundle: String = LiveProbing.systemBundle,
    wallClock: @escaping @Sendable () -> Timestamp = LiveProbing.systemClock
  ) {
    core = ProbingCore(
      plan: plan, userAgent: userAgent, seed: seed, certificateBundle: certificateBundle, wallClock: wallClock
    )
  }

  /// `SSL_CERT_FILE` if it is set, as OpenSSL has it, else Debian's bundle.
  package static var systemBundle: String {
    getenv("SSL_CERT_FILE").map { String(cString: $0) } ?? "/etc/ssl/certs/ca-certificates.crt"
  }

  @Sendable package static func systemClock() -> Timestamp { Timestamp(nanoseconds: cp_wall_clock()) }

  package func start(emit: @escaping @Sendable (Observation) -> Void) { core.perform { $0.start(emit) } }
  package func confirm(_ check: CheckID) { core.perform { $0.confirm(check) } }
  package func probeNow(_ checks: [CheckID]) { core.perform { $0.probeNow(checks) } }
  package func ask(_ checks: [CheckID]) { core.perform { $0.ask(checks) } }
  package func stop(done: @escaping @Sendable () -> Void) { core.perform { $0.stop(done) } }
}

/// Owns the loop and all that runs on it.
actor ProbingCore {
  private nonisolated let executor = QueueExecutor(label: "faultline.probing", qos: .userInitiated)
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let plan: Plan
  private let userAgent: String
  private let seed: UInt64
  private let certificateBundle: String
  private let wallClock: @Sendable () -> Timestamp
  private var state = State.fresh

  private enum State {
    case fresh
    case running(Running)
    case stopped
  }

  private struct Running {
    let loop: EventLoop
    let probes: Probes
    let engine: Engine
    let source: any DispatchSourceRead
  }

  init(
    plan: Plan, userAgent: String, seed: UInt64, certificateBundle: String,
    wallClock: @escaping @Sendable () -> Timestamp
  ) {
    self.plan = plan
    self.userAgent = userAgent
    self.seed = seed
    self.certificateBundle = certificateBundle
    self.wallClock = wallClock
  }

  nonisolated func perform(_ action: @escaping @Sendable (isolated ProbingCore) -> Void) {
    executor.queue.async { self.assumeIsolated(action) }
  }

  func start(_ emit: @escaping @Sendable (Observation) -> Void) {
    guard case .fresh = state else { return }
    guard let loop = EventLoop(),
      let probes = Probes(plan: plan, userAgent: userAgent, certificateBundle: certificateBundle, loop: loop)
    else { return refuse(emit) }
    let engine = Engine(
      plan: plan, seed: seed, loop: loop, probes: probes, wallClock: wallClock, emit: emit)
    let source = DispatchSource.makeReadSource(fileDescriptor: loop.descriptor, queue: executor.queue)
    source.setEventHandler { [weak self] in self?.assumeIsolated { $0.turn() } }
    state = .running(Running(loop: loop, probes: probes, engine: engine, source: source))
    source.activate()
    loop.settle()
  }

  /// Without descriptors nothing can be probed, and every check says so.
  private func refuse(_ emit: (Observation) -> Void) {
    state = .stopped
    let finding = Finding(.descriptors("too many open files"))
    for check in plan.checks {
      emit(finding.observation(of: check.id, from: plan.vantage.name.string, startedAt: wallClock()))
    }
  }

  private func turn() {
    guard case .running(let running) = state else { return }
    running.loop.turn()
  }

  func confirm(_ check: CheckID) {
    guard case .running(let running) = state else { return }
    running.engine.confirm(check)
    running.loop.settle()
  }

  func ask(_ checks: [CheckID]) {
    guard case .running(let running) = state else { return }
    running.engine.ask(checks)
    running.loop.settle()
  }

  func probeNow(_ checks: [CheckID]) {
    guard case .running(let running) = state else { return }
    running.engine.probeNow(checks)
    running.loop.settle()
  }

  func stop(_ done: @escaping @Sendable () -> Void) {
    guard case .running(let running) = state else {
      state = .stopped
      return done()
    }
    state = .stopped
    running.engine.end()
    running.probes.close()
    let loop = UncheckedLoop(loop: running.loop)
    // Dispatch forbids to close a descriptor before its source has let go of it.
    running.source.setCancelHandler {
      loop.loop.close()
      done()
    }
    running.source.cancel()
  }
}

/// Carries the loop to the cancel handler.
private struct UncheckedLoop: @unchecked Sendable {
  /// Used on the probing queue only: that is where the source calls its handlers.
  let loop: EventLoop
}
