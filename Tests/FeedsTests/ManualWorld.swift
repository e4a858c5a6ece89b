import Synchronization
import Testing

@testable import Feeds
@testable import Model
@testable import Probing

/// A world in which time passes, and looks begin, when a test says so; what is fetched is real.
final class ManualWorld: Sendable {
  let clock: Clock
  private let lastWait = Mutex(Duration.zero)
  private let poller: FeedPoller
  private let reports: AsyncStream<FeedReport>
  private let sink: AsyncStream<FeedReport>.Continuation

  init(plan: Plan, timeout: Duration = .seconds(20)) {
    let fetcher = HTTPFetcher(plan: plan, userAgent: "Faultline/test")
    (reports, sink) = AsyncStream.makeStream()
    let clock = Clock()
    poller = FeedPoller(
      plan: plan,
      world: FeedPoller.World(
        fetch: { fetcher.fetch($0, done: $1) }, now: { clock.now },
        after: { clock.add($0, $1) }, stop: { fetcher.stop(done: $0) }),
      policy: PollingPolicy(timeout: timeout))
    self.clock = clock
    poller.start { [sink] in sink.yield($0) }
  }

  /// Begins every look that waits, after as much time as the last wait, and gives the next report.
  func look() async throws -> FeedReport {
    clock.fire()
    let report = try await next()
    var iterator = clock.waits.makeAsyncIterator()
    let wait = try #require(await iterator.next())
    lastWait.withLock { $0 = wait }
    return report
  }

  /// The next report of a look that has begun.
  func next() async throws -> FeedReport {
    var iterator = reports.makeAsyncIterator()
    return try #require(await iterator.next())
  }

  /// How long the feed looked at last waits for its next look.
  var wait: Duration { lastWait.withLock { $0 } }

  func stop() async {
    await withCheckedContinuation { done in poller.stop { done.resume() } }
  }

  final class Clock: Sendable {
    private struct Waiting {
      let wait: Duration
      let action: @Sendable () -> Void
    }

    private struct State {
      var now = Timestamp(seconds: 1_764_583_200)
      var waiting: [Waiting] = []
      var isFresh = true
    }

    private let state = Mutex(State())
    private let sink: AsyncStream<Duration>.Continuation
    /// How long each look after the first one has to wait.
    let waits: AsyncStream<Duration>

    init() { (waits, sink) = AsyncStream.makeStream() }

    var now: Timestamp { state.withLock { $0.now } }

    func add(_ wait: Duration, _ action: @escaping @Sendable () -> Void) {
      let isFresh = state.withLock { state in
        state.waiting.append(Waiting(wait: wait, action: action))
        return state.isFresh
      }
      if !isFresh { sink.yield(wait) }
    }

    func fire() {
      let due = state.withLock { state in
        defer { state.waiting = [] }
        state.isFresh = false
        state.now = state.now + (state.waiting.map(\.wait).max() ?? .zero)
        return state.waiting
      }
      for waiting in due { waiting.action() }
    }
  }
}
