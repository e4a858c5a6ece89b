/// How incidents are listed, on the screen and in every export: open ones first, the worst and then the oldest
/// before the others; after them those that are over, the one that ended last first.
extension Incident {
  package var isOpen: Bool { closedAt == nil }

  package func isListed(before other: Incident) -> Bool {
    switch (closedAt, other.closedAt) {
    case (nil, nil):
      (other.health.severity, openedAt, id) < (health.severity, other.openedAt, other.id)
    case (nil, _): true
    case (_, nil): false
    case (let ended?, let otherEnded?): (otherEnded, id) < (ended, other.id)
    }
  }
}

extension Snapshot {
  /// In the order of the list: the worst first.
  package var openIncidents: [Incident] { incidents.filter(\.isOpen) }
}
