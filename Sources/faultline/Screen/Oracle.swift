internal import Dispatch
internal import Model
internal import Risk
internal import Synchronization

/// Answers what-if questions on a queue of its own. Questions that come while one is being answered replace
/// each other, so that holding a key down costs one answer and not twenty.
final class Oracle: Sendable {
  private let queue = DispatchQueue(label: "faultline.hypothesis", qos: .userInitiated)
  private let asked = Mutex<Set<DomainID>?>(nil)
  private let answers: @Sendable (WhatIfResult) -> Void
  private let plan: Plan
  /// Built with the first question; only the queue touches it.
  private let graph = Mutex<DependencyGraph?>(nil)

  init(plan: Plan, answers: @escaping @Sendable (WhatIfResult) -> Void) {
    self.plan = plan
    self.answers = answers
  }

  func ask(_ failing: Set<DomainID>) {
    let isIdle = asked.withLock { asked in
      defer { asked = failing }
      return asked == nil
    }
    guard isIdle else { return }
    queue.async {
      let newest = self.asked.withLock { asked in
        defer { asked = nil }
        return asked
      }
      if let newest { self.answers(RiskCalculator.hypothesis(newest, on: self.compiled())) }
    }
  }

  private func compiled() -> DependencyGraph {
    graph.withLock { graph in
      let made = graph ?? DependencyGraph(domains: plan.domains, services: plan.services)
      graph = made
      return made
    }
  }
}
