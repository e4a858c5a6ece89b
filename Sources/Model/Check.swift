/// The stable, readable id of a check: it names the check in recordings, history and logs.
package struct CheckID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  package static func < (a: CheckID, b: CheckID) -> Bool { a.description < b.description }
}

/// One thing probed at an interval.
package struct Check: Hashable, Sendable, Identifiable {
  /// What the check is evidence of.
  package enum Purpose: Hashable, Sendable {
    case subject(Subject)
    /// A domain of `domains:` that is not a monitored region; probed for its own sake.
    case domain(DomainID)
    /// A reference target for the verdict; counts for nothing else.
    case control

    package static func region(_ id: DomainID) -> Purpose { .subject(.region(id)) }
    package static func name(_ name: String) -> Purpose { .subject(.name(name)) }
    package static func service(_ id: Service.ID) -> Purpose { .subject(.service(id)) }
  }

  package let purpose: Purpose
  package let probe: Probe
  package let interval: Duration
  package let timeout: Duration
  /// `trust: always`: its failures stand whatever the verdict says (a target that a local fault cannot affect).
  package let isAlwaysTrusted: Bool
  /// The catalogue marks the endpoint as unverified: any HTTP reply counts as reachable, and the screen
  /// says so.
  package let isUnverified: Bool
  package let id: CheckID

  package init(
    for purpose: Purpose, probe: Probe, interval: Duration, timeout: Duration, isAlwaysTrusted: Bool = false,
    isUnverified: Bool = false
  ) {
    self.purpose = purpose
    self.probe = probe
    self.interval = interval
    self.timeout = timeout
    self.isAlwaysTrusted = isAlwaysTrusted
    self.isUnverified = isUnverified
    id = CheckID("\(purpose.label) \(probe.kind.rawValue) \(probe.target)")
  }
}

extension Check.Purpose {
  package var label: String {
    switch self {
    case .subject(let subject): subject.label
    case .domain(let id): id.description
    case .control: "control"
    }
  }
}
