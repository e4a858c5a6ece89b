/// Monotone gates over basic events: what probability is computed on, wherever it came from.
///
/// Gates come after their members.
/// A gate fails when at least `failing` of its members do: 1 is or, the member count is and, 0 is always
/// failed, more than there are members is never.
package struct FaultTree: Sendable, Equatable {
  package struct Gate: Sendable, Equatable {
    package let failing: Int
    package let members: [Reference]

    package init(failing: Int, members: [Reference]) {
      self.failing = failing
      self.members = members
    }
  }

  package struct Event: Sendable, Equatable {
    package let name: String
    package let probability: Double

    package init(name: String, probability: Double) {
      self.name = name
      self.probability = probability
    }
  }

  package enum Reference: Hashable, Sendable {
    case event(Int)
    case gate(Int)
  }

  package private(set) var events: [Event] = []
  package private(set) var gates: [Gate] = []
  package var tops: [Reference] = []

  package init() {}

  package mutating func add(_ event: Event) -> Reference {
    events.append(event)
    return .event(events.count - 1)
  }

  package mutating func add(_ gate: Gate) -> Reference {
    gates.append(gate)
    return .gate(gates.count - 1)
  }

  /// The or of these; a single one is itself.
  mutating func either(_ members: [Reference]) -> Reference {
    members.count == 1 ? members[0] : add(Gate(failing: 1, members: members))
  }

  /// The events that a reference depends on.
  package func support(of top: Reference) -> Set<Int> {
    var seenGates = Set<Int>()
    var events = Set<Int>()
    var open = [top]
    while let reference = open.popLast() {
      switch reference {
      case .event(let event): events.insert(event)
      case .gate(let gate):
        if seenGates.insert(gate).inserted { open.append(contentsOf: gates[gate].members) }
      }
    }
    return events
  }
}
