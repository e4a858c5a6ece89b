internal import Dispatch
package import Model

/// Gets documents over HTTP, on an event loop and a queue of its own, as probes do: names through our own
/// DNS, TLS verified, no proxy but the configured one. Requests run side by side.
package final class HTTPFetcher: Sendable {
  private let core: FetchingCore

  /// - Parameter plan: its resolvers and proxy are used.
  package init(
    plan: Plan, userAgent: String, certificateBundle: String = LiveProbing.systemBundle
  ) {
    core = FetchingCore(plan: plan, userAgent: userAgent, certificateBundle: certificateBundle)
  }

  /// `done` is called once, on the fetcher's queue; never after `stop`.
  package func fetch(_ request: FetchRequest, done: @escaping @Sendable (FetchResult) -> Void) {
    core.perform { $0.fetch(request, done) }
  }

  /// Drops every request; `done` follows when all descriptors are closed.
  package func stop(done: @escaping @Sendable () -> Void) { core.perform { $0.stop(done) } }
}

/// Owns the loop and all that runs on it.
private actor FetchingCore {
  private nonisolated let executor = QueueExecutor(label: "faultline.fetching", qos: .userInitiated)
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let plan: Plan
  private let settings: CurlSettings
  private var state = State.fresh

  private enum State {
    case fresh
    case running(Running)
    case stopped
  }

  /// Used on the fetching queue only: the actor runs on it, and so do the source's handlers.
  private final class Running: @unchecked Sendable {
    let loop: EventLoop
    let resolvers: Resolvers
    let multi: CurlMulti
    let source: any DispatchSourceRead
    var runs: [Int: HTTPFetchRun] = [:]
    var count = 0

    init(loop: EventLoop, resolvers: Resolvers, multi: CurlMulti, source: any DispatchSourceRead) {
      self.loop = loop
      self.resolvers = resolvers
      self.multi = multi
      self.source = source
    }
  }

  init(plan: Plan, userAgent: String, certificateBundle: String) {
    self.plan = plan
    settings = CurlSettings(
      userAgent: userAgent, certificateBundle: certificateBundle, proxy: plan.probing.proxy)
  }

  nonisolated func perform(_ action: @escaping @Sendable (isolated FetchingCore) -> Void) {
    executor.queue.async { self.assumeIsolated(action) }
  }

  func fetch(_ request: FetchRequest, _ done: @escaping @Sendable (FetchResult) -> Void) {
    if case .fresh = state { begin() }
    guard case .running(let running) = state else {
      return done(
        .failed(outcome: .notProbed, detail: "no file descriptors left to fetch with", retryAfter: nil))
    }
    running.count += 1
    let number = running.count
    let context = HTTPContext(
      resolvers: running.resolvers, multi: running.multi, usesProxy: plan.probing.proxy != nil)
    let run = HTTPFetchRun(request, context: context) { [unowned running] result in
      // On a fresh stack: a run may end while it is being started, or from a callback of its own parts.
      running.loop.soon {
        running.runs[number] = nil
        done(result)
      }
    }
    running.runs[number] = run
    run.start()
    running.loop.settle()
  }

  private func begin() {
    guard let loop = EventLoop(), let multi = CurlMulti(settings: settings, loop: loop) else { return }
    let source = DispatchSource.makeReadSource(fileDescriptor: loop.descriptor, queue: executor.queue)
    source.setEventHandler { [weak self] in self?.assumeIsolated { $0.turn() } }
    let resolvers = Resolvers(plan.resolvers, timeout: plan.probing.timeout, loop: loop)
    state = .running(Running(loop: loop, resolvers: resolvers, multi: multi, source: source))
    source.activate()
  }

  private func turn() {
    guard case .running(let running) = state else { return }
    running.loop.turn()
  }

  func stop(_ done: @escaping @Sendable () -> Void) {
    guard case .running(let running) = state else {
      state = .stopped
      return done()
    }
    state = .stopped
    for run in running.runs.values { run.cancel() }
    running.runs.removeAll()
    running.multi.close()
    running.resolvers.close()
    // Dispatch forbids to close a descriptor before its source has let go of it.
    running.source.setCancelHandler {
      running.loop.close()
      done()
    }
    running.source.cancel()
  }
}
