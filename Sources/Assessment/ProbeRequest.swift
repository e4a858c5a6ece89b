package import Model

/// What judgement asks the source for, out of turn.
package enum ProbeRequest: Hashable, Sendable {
  /// One more observation after the confirmation delay: a first failure.
  case confirm(CheckID)
  /// One more observation at once: a question about my own network, or what could not be seen while that failed.
  case ask(CheckID)
}
