package import Dispatch

/// Lets an actor run on a Dispatch queue: Swift checks isolation, Dispatch schedules the work.
///
/// Neither a watched thing nor I/O: it is here because Model is the one room that every room with an actor imports.
package final class QueueExecutor: SerialExecutor {
  package let queue: DispatchQueue

  /// - Parameter label: what the queue is called in a debugger.
  package init(label: String, qos: DispatchQoS = .default) {
    queue = DispatchQueue(label: label, qos: qos)
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  package func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
