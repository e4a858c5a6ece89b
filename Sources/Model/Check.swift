/// The stable, readable id of a check: it names the check in recordings, history and logs.
package struct CheckID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  package static func < (a: CheckID, b: CheckID) -> Bool { a.description < b.description }
}

/// One thing probed at an interval.
package struct Check: Hashable, Sendable, Identifiable {
  /// What the check speaks for.
  package enum Subject: Hashable, Sendable {
    case region(DomainID)
    case name(String)
    case service(Service.ID)
    /// A domain of `domains:` that is no watched region; probed for its own sake.
    case domain(DomainID)
    /// A reference target for the verdict; counts for nothing else.
    case control
  }

  package let subject: Subject
  package let probe: Probe
  package let interval: Duration
  package let timeout: Duration
  /// `trust: always`: its failures stand whatever the verdict says (a target that my link cannot hide).
  package let isAlwaysTrusted: Bool
  /// The catalogue marks the endpoint as unverified: any HTTP reply counts as reachable, and the screen
  /// says so.
  package let isUnverified: Bool
  package let id: CheckID

  package init(
    subject: Subject, probe: Probe, interval: Duration, timeout: Duration, isAlwaysTrusted: Bool = false,
    isUnverified: Bool = false
  ) {
    self.subject = subject
    self.probe = probe
    self.interval = interval
    self.timeout = timeout
    self.isAlwaysTrusted = isAlwaysTrusted
    self.isUnverified = isUnverified
    id = CheckID("\(subject.label) \(probe.kind.rawValue) \(probe.target)")
  }
}

extension Check.Subject {
  package var label: String {
    switch self {
    case .region(let id), .domain(let id): id.description
    case .name(let name): "name:\(name)"
    case .service(let id): "service:\(id)"
    case .control: "control"
    }
  }
}
