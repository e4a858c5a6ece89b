internal import Synchronization
import Testing

@testable import Model
@testable import Monitor

/// A source and a feed that emit what the test hands them, and stop when it says so.
private final class ManualSource: ObservationSource, FeedSource {
  private struct State {
    var emit: (@Sendable (Observation) -> Void)?
    var stopped: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  var sources: [SafeText] { [] }
  /// Whether somebody waits for its end.
  var isStopping: Bool { state.withLock { $0.stopped != nil } }

  func start(emit: @escaping @Sendable (Observation) -> Void) { state.withLock { $0.emit = emit } }
  func start(emit: @escaping @Sendable (FeedReport) -> Void) {}
  func confirm(_ check: CheckID) {}
  func probeNow(_ checks: [CheckID]) {}
  func ask(_ checks: [CheckID]) {}
  func stop(done: @escaping @Sendable () -> Void) { state.withLock { $0.stopped = done } }

  func send(_ observation: Observation) { state.withLock { $0.emit }?(observation) }
  func finishStopping() { state.withLock { $0.stopped }?() }
}

@Suite("The running whole, without a clock")
struct MonitorTests {
  private let start = Timestamp(seconds: 1_767_571_200)
  private let check = Check(
    for: .service("shop"), probe: .tcp(TCPProbe(endpoint: Endpoint(host: "shop.example", port: 443))),
    interval: .seconds(30), timeout: .seconds(5))
  private let source = ManualSource()
  private let feed = ManualSource()
  /// What is to be done within a publishing period; a tick is never due.
  private let due = ManualQueue()
  private let published = Published()
  private let mailbox: SnapshotMailbox

  private final class Published: Sendable {
    private let puts = Mutex(0)
    var count: Int { puts.withLock { $0 } }
    func add() { puts.withLock { $0 += 1 } }
  }

  init() { mailbox = SnapshotMailbox { [published] in published.add() } }

  private func monitor() -> Monitor {
    Monitor(
      plan: Plan(services: [Service(id: "shop", checks: [check])]), source: source, feeds: feed,
      clock: { [start] in start },
      delay: { [due] span, job in if span < .seconds(1) { due.add(job) } }, mailbox: mailbox)
  }

  /// Starts it and publishes until risk is computed.
  private func started() async -> Monitor {
    let monitor = monitor()
    monitor.start()
    while await monitor.exposureNumber == 0 { await Task.yield() }
    due.runNext()
    while await monitor.isPublishingDue { await Task.yield() }
    return monitor
  }

  private func observation(_ seconds: Int64) -> Observation {
    Observation(check: check.id, vantage: "local", startedAt: start + .seconds(seconds), outcome: .ok)
  }

  @Test func theFirstSnapshotKnowsNothingAndTheNextOneHasRisk() async throws {
    _ = await started()
    let snapshot = try #require(mailbox.take())
    #expect(snapshot.number == 1 && snapshot.risk != nil)
    #expect(published.count == 2)
  }

  @Test func ofManyObservationsOneSnapshotComes() async throws {
    let monitor = await started()
    for second in 0..<1000 { source.send(observation(Int64(second))) }
    #expect(await monitor.isPublishingDue)
    #expect(due.count == 1)
    due.runNext()
    while await monitor.isPublishingDue { await Task.yield() }
    #expect(published.count == 3)
    let snapshot = try #require(mailbox.take())
    #expect(snapshot[.service("shop")]?.checks.first?.last?.startedAt == start + .seconds(999))
  }

  @Test func itStopsWhenItsSourcesHaveAndThenPublishesNothing() async {
    let monitor = await started()
    source.send(observation(0))
    #expect(await monitor.isPublishingDue)
    let isStopped = Mutex(false)
    await withCheckedContinuation { done in
      monitor.stop {
        isStopped.withLock { $0 = true }
        done.resume()
      }
      #expect(source.isStopping && feed.isStopping)
      source.finishStopping()
      #expect(!isStopped.withLock { $0 }, "a feed is still at work")
      feed.finishStopping()
    }
    due.runNext()
    source.send(observation(1))
    #expect(await !monitor.isPublishingDue)
    #expect(published.count == 2)
  }
}
