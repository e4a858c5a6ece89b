internal import Dispatch
internal import Model
internal import Monitor
internal import Risk

/// Computes what-if results on a queue of its own; holding a key down costs one computation and not twenty.
final class WhatIfWorker: Sendable {
  private let worker: CoalescingWorker<Set<DomainID>, WhatIfResult>

  /// - Parameter deliver: called on the worker's queue, results in the order of the requests.
  init(graph: DependencyGraph, deliver: @escaping @Sendable (WhatIfResult) -> Void) {
    worker = CoalescingWorker(
      on: DispatchQueue(label: "faultline.what-if", qos: .userInitiated),
      compute: { RiskCalculator.whatIfResult($0, on: graph) }, deliver: { deliver($1) })
  }

  func submit(_ failing: Set<DomainID>) { worker.submit(failing) }
}
