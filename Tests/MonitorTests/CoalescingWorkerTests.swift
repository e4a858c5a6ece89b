internal import Synchronization
import Testing

@testable import Monitor

/// Runs jobs when the test says so.
final class ManualQueue: Sendable {
  private let jobs = Mutex<[@Sendable () -> Void]>([])

  var count: Int { jobs.withLock { $0.count } }

  func add(_ job: @escaping @Sendable () -> Void) { jobs.withLock { $0.append(job) } }

  /// Returns whether there was one.
  @discardableResult
  func runNext() -> Bool {
    let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    job?()
    return job != nil
  }
}

@Suite("Requests coalesce, and results come in their order")
struct CoalescingWorkerTests {
  private let queue = ManualQueue()
  private let results = Results()

  private final class Results: Sendable {
    let all = Mutex<[(number: UInt64, result: String)]>([])
    var numbers: [UInt64] { all.withLock { $0.map(\.number) } }
    var texts: [String] { all.withLock { $0.map(\.result) } }
  }

  private func worker(
    compute: @escaping @Sendable (String) -> String = { $0.uppercased() }
  ) -> CoalescingWorker<String, String> {
    CoalescingWorker(run: queue.add, compute: compute) { [results] number, result in
      results.all.withLock { $0.append((number, result)) }
    }
  }

  @Test func aRequestIsAnswered() {
    let worker = worker()
    #expect(worker.submit("a") == 1)
    #expect(queue.runNext() && results.texts == ["A"] && results.numbers == [1])
    #expect(!queue.runNext())
  }

  @Test func ofRequestsThatWaitOnlyTheNewestIsComputed() {
    let worker = worker()
    for request in ["a", "b", "c"] { worker.submit(request) }
    #expect(queue.count == 1)
    while queue.runNext() {}
    #expect(results.texts == ["C"] && results.numbers == [3])
  }

  @Test func aRequestDuringAComputationIsComputedAfterIt() {
    let submitted = Mutex<CoalescingWorker<String, String>?>(nil)
    let worker = worker { request in
      if request == "old" {
        _ = submitted.withLock { $0 }?.submit("skipped")
        _ = submitted.withLock { $0 }?.submit("new")
      }
      return request
    }
    submitted.withLock { $0 = worker }
    worker.submit("old")
    while queue.runNext() {}
    #expect(results.texts == ["old", "new"])
    #expect(results.numbers == [1, 3], "an older result never comes after a newer one")
    submitted.withLock { $0 = nil }
  }

  @Test func afterASpellOfIdlenessItWorksAgain() {
    let worker = worker()
    worker.submit("a")
    while queue.runNext() {}
    worker.submit("b")
    while queue.runNext() {}
    #expect(results.texts == ["A", "B"])
  }
}
