package import Dispatch
internal import Synchronization

/// Computes what is asked for in the background, one request at a time. Requests that come meanwhile replace each
/// other, so that only the newest is computed next. Requests are numbered, and results come in the order of their
/// numbers: none of an older request after one of a newer.
///
/// `submit` may be called on any thread and returns at once.
package final class CoalescingWorker<Request: Sendable, Result: Sendable>: Sendable {
  package typealias Job = @Sendable () -> Void

  private struct State {
    var newest: UInt64 = 0
    var isBusy = false
    var waiting: (number: UInt64, request: Request)?
  }

  private let state = Mutex(State())
  private let run: @Sendable (@escaping Job) -> Void
  private let compute: @Sendable (Request) -> Result
  private let deliver: @Sendable (UInt64, Result) -> Void

  /// - Parameters:
  ///   - run: runs a job some time later, off the caller's thread.
  ///   - deliver: called where `compute` was, with the request's number.
  package init(
    run: @escaping @Sendable (@escaping Job) -> Void, compute: @escaping @Sendable (Request) -> Result,
    deliver: @escaping @Sendable (UInt64, Result) -> Void
  ) {
    self.run = run
    self.compute = compute
    self.deliver = deliver
  }

  package convenience init(
    on queue: DispatchQueue, compute: @escaping @Sendable (Request) -> Result,
    deliver: @escaping @Sendable (UInt64, Result) -> Void
  ) {
    self.init(run: { queue.async(execute: $0) }, compute: compute, deliver: deliver)
  }

  /// Returns the request's number: the first is 1.
  @discardableResult
  package func submit(_ request: Request) -> UInt64 {
    let (number, isIdle) = state.withLock { state in
      state.newest += 1
      state.waiting = (state.newest, request)
      defer { state.isBusy = true }
      return (state.newest, !state.isBusy)
    }
    if isIdle { run { self.work() } }
    return number
  }

  private func work() {
    let next = state.withLock { state in
      defer { state.waiting = nil }
      return state.waiting
    }
    if let next { deliver(next.number, compute(next.request)) }
    let hasMore = state.withLock { state in
      state.isBusy = state.waiting != nil
      return state.isBusy
    }
    if hasMore { run { self.work() } }
  }
}
