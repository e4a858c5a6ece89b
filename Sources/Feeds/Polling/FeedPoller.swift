internal import Dispatch
package import Model
package import Probing
internal import Synchronization

/// Polls every feed of a plan and reports each poll, also without changes, so that the age of the data is known.
///
/// Reports come on the fetcher's queue, one at a time.
package final class FeedPoller: FeedSource {
  /// The poller's dependencies; tests supply their own.
  package struct World: Sendable {
    package var fetch: @Sendable (FetchRequest, @escaping @Sendable (FetchResult) -> Void) -> Void
    package var now: @Sendable () -> Timestamp
    /// Calls the action once, after the time given, on any thread.
    package var after: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
    /// Calls `done` when no result will come any more.
    package var stop: @Sendable (_ done: @escaping @Sendable () -> Void) -> Void

    package init(
      fetch: @escaping @Sendable (FetchRequest, @escaping @Sendable (FetchResult) -> Void) -> Void,
      now: @escaping @Sendable () -> Timestamp,
      after: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void,
      stop: @escaping @Sendable (_ done: @escaping @Sendable () -> Void) -> Void
    ) {
      self.fetch = fetch
      self.now = now
      self.after = after
      self.stop = stop
    }
  }

  private struct State {
    var watches: [FeedWatch]
    var random: SplitMix
    var emit: (@Sendable (FeedReport) -> Void)?
  }

  package let sources: [SafeText]
  private let state: Mutex<State>
  private let count: Int
  private let policy: PollingPolicy
  private let regions: RegionDirectory
  private let world: World

  /// - Parameter seed: shifts the polls, so that vantages with different seeds do not poll in step.
  package init(
    plan: Plan, world: World, policy: PollingPolicy = PollingPolicy(), seed: UInt64 = 0,
    regions: RegionDirectory = .embedded
  ) {
    let watches = FeedWatch.all(in: plan)
    count = watches.count
    sources = watches.flatMap(\.audiences).map(\.source)
    state = Mutex(State(watches: watches, random: SplitMix(state: seed)))
    self.policy = policy
    self.regions = regions
    self.world = world
  }

  /// Over the network, on the wall clock.
  package convenience init(plan: Plan, userAgent: String, seed: UInt64 = 0) {
    self.init(plan: plan, world: .live(HTTPFetcher(plan: plan, userAgent: userAgent)), seed: seed)
  }

  package func start(emit: @escaping @Sendable (FeedReport) -> Void) {
    state.withLock { $0.emit = emit }
    // One after the other, so that the first screen is not in a race with all of them.
    for index in 0..<count { lookLater(index, .milliseconds(200 * index)) }
  }

  package func stop(done: @escaping @Sendable () -> Void) {
    state.withLock { $0.emit = nil }
    world.stop(done)
  }

  private func lookLater(_ index: Int, _ wait: Duration) {
    world.after(wait) { [weak self] in self?.look(index) }
  }

  private func look(_ index: Int) {
    let request = state.withLock { state in
      state.emit == nil ? nil : state.watches[index].request(timeout: policy.timeout)
    }
    guard let request else { return }
    world.fetch(request) { [weak self] result in self?.receive(result, of: index) }
  }

  private func receive(_ result: FetchResult, of index: Int) {
    let now = world.now()
    let (reports, emit, wait) = state.withLock { state in
      let reports = state.watches[index].receive(result, at: now, regions: regions)
      let watch = state.watches[index]
      let wait = policy.wait(failures: watch.failures, spread: state.random.next(), wish: watch.wish)
      return (reports, state.emit, wait)
    }
    guard let emit else { return }
    for report in reports { emit(report) }
    lookLater(index, wait)
  }
}

extension FeedPoller.World {
  package static func live(_ fetcher: HTTPFetcher) -> FeedPoller.World {
    let queue = DispatchQueue(label: "faultline.feeds", qos: .utility)
    return FeedPoller.World(
      fetch: { fetcher.fetch($0, done: $1) }, now: LiveProbing.systemClock,
      after: { wait, action in
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(wait.nanoseconds)), execute: action)
      },
      stop: { fetcher.stop(done: $0) })
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, good enough to spread polls in time.
struct SplitMix: Sendable {
  var state: UInt64

  /// 0..<1.
  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }
}
