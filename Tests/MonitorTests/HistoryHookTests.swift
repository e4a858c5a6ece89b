internal import Dispatch
internal import Glibc
internal import Synchronization
import Testing

@testable import History
@testable import Model
@testable import Monitor

/// A source that emits what a test hands it, at once.
private final class Hand: ObservationSource {
  private let emit = Mutex<(@Sendable (Observation) -> Void)?>(nil)

  func start(emit: @escaping @Sendable (Observation) -> Void) { self.emit.withLock { $0 = emit } }
  func confirm(_ check: CheckID) {}
  func probeNow(_ checks: [CheckID]) {}
  func ask(_ checks: [CheckID]) {}
  func stop(done: @escaping @Sendable () -> Void) { done() }

  /// Returns false before the start.
  func send(_ observation: Observation) -> Bool {
    emit.withLock { emit in
      emit?(observation)
      return emit != nil
    }
  }
}

/// What runs without a screen is remembered, and what is remembered is shown.
@Suite struct HistoryHookTests {
  private let check = Check(
    for: .service("shop"), probe: .tcp(TCPProbe(endpoint: Endpoint(host: "shop.example", port: 443))),
    interval: .seconds(30), timeout: .seconds(5))

  private static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  @Test func observationsAreRememberedAndUptimeIsShown() async throws {
    var template = Array("/tmp/faultline-monitor-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let file = HistoryFile(path: "\(folder)/history.db")
    defer {
      for suffix in ["", "-wal", "-shm", ".lock"] { unlink(file.path + suffix) }
      rmdir(folder)
    }
    let hand = Hand()
    let (snapshots, news) = AsyncStream.makeStream(of: Void.self)
    let mailbox = SnapshotMailbox { news.yield() }
    let history = HistoryWriter(
      file: file, retention: RetentionPolicy(), beat: .milliseconds(20), clock: Self.now)
    let monitor = Monitor(
      plan: Plan(services: [Service(id: "shop", checks: [check])]), source: hand, history: history,
      clock: Self.now, mailbox: mailbox)
    monitor.start()
    var seen: Snapshot?
    for await _ in snapshots {
      seen = mailbox.take() ?? seen
      _ = hand.send(
        Observation(check: check.id, vantage: "local", startedAt: Self.now(), outcome: .ok))
      if seen?.services.first?.uptime != nil, seen?.services.first?.standing.health == .ok { break }
    }
    #expect(seen?.sources.first { $0.id == "history" }?.health == .ok)
    await withCheckedContinuation { done in monitor.stop { done.resume() } }
    let reader = try HistoryReader(file)
    let end = Self.now()
    let span = Timestamp(seconds: end.seconds - 60)..<end + .seconds(1)
    #expect(try reader.observations(in: span).isEmpty == false)
    #expect(try reader.changes(of: [.service("shop")], in: span).map(\.health) == [.ok])
    // A second later: at the end itself the service may have been ok for no measurable time yet.
    let uptimes = try reader.uptimes(of: [.service("shop")], at: end + .seconds(1))
    #expect(uptimes[.service("shop")]?[.day].share == 1)
  }
}
