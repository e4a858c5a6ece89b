/// A local fault: what it is, since when, and the evidence for it.
package struct Condition: Sendable, Equatable {
  /// The gravest first. Raw values are words of the JSON contract (`vantage.verdict`).
  package enum Kind: String, Sendable, CaseIterable, Comparable {
    /// Nothing beyond this machine answers.
    case localLink = "local-link"
    /// Names resolve, but no connection leaves.
    case noEgress = "no-egress"
    /// Somebody in between answers for everybody: a captive portal, TLS inspection.
    case intercepted
    /// The configured proxy does not do its work.
    case proxy
    /// A resolver that I use does not answer, whatever it is asked.
    case localResolver = "local-resolver"
    /// Every answer takes far longer than usual.
    case slowLink = "slow-link"
    /// Small packets pass, large ones are lost.
    case packetSize = "packet-size"
    /// This machine's clock is wrong.
    case clock
    /// This process did not run for a while.
    case asleep
    /// The prober lacks something: descriptors, the CA bundle, permissions.
    case ownLimits = "own-limits"

    package static func < (a: Kind, b: Kind) -> Bool { a.gravity > b.gravity }

    /// Higher is graver.
    private var gravity: Int { Self.allCases.count - (Self.allCases.firstIndex(of: self) ?? 0) }
  }

  package var kind: Kind
  /// When the first failure that it explains began.
  package var since: Timestamp
  /// What shows it, one sentence each.
  package var evidence: [SafeText]
  /// Of `local-resolver`: which one; `nil` for all other kinds.
  package var resolver: Resolver.ID?

  package init(kind: Kind, since: Timestamp, evidence: [SafeText], resolver: Resolver.ID? = nil) {
    self.kind = kind
    self.since = since
    self.evidence = evidence
    self.resolver = resolver
  }
}

/// Is the fault mine or theirs, as far as this vantage can tell.
package enum Verdict: Hashable, Sendable {
  case ok
  case unclear
  /// The gravest condition that holds.
  case condition(Condition.Kind)
}

extension Verdict: RawRepresentable, CaseIterable {
  package static var allCases: [Verdict] {
    [.ok] + Condition.Kind.allCases.map(Verdict.condition) + [.unclear]
  }

  package init?(rawValue: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  package var rawValue: String {
    switch self {
    case .ok: "ok"
    case .unclear: "unclear"
    case .condition(let kind): kind.rawValue
    }
  }
}
