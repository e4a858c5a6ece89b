package import Model

/// An outage told as faults on fault domains over time. What becomes of everything else follows from who needs
/// what.
package struct Scenario: Sendable, Equatable {
  package var name: String
  package var title: SafeText
  /// The virtual time that is played.
  package var span: ClosedRange<Timestamp>
  package var faults: [Fault]
  package var feeds: [Feed]
  package var notes: [Note]
  /// Services of that day, with what they needed then; empty: those of the configuration.
  package var services: [Service]

  /// Something that fails for a while.
  package struct Fault: Sendable, Equatable {
    package enum Target: Sendable, Equatable {
      case domain(DomainID)
      /// The way from here to everything.
      case link
    }

    package var target: Target
    package var span: Range<Timestamp>
    /// What checks of the domain itself show, and the sentence of evidence beside it.
    package var symptom: Symptom
    /// Beginnings of the host names whose DNS fails with the domain; `nil`: every name in it.
    package var names: [String]?
    package var dependents: Dependents

    /// What services that cannot stand without the domain show, and how closely they follow.
    package struct Dependents: Sendable, Equatable {
      package var symptom: Symptom
      /// They fall within this time after the domain, and are back within `recovery` after it.
      package var lag: Duration
      package var recovery: Duration
      /// How many of them are hit, 0...1; always the same ones.
      package var share: Double
    }
  }

  package struct Symptom: Sendable, Equatable {
    package var outcome: Outcome
    package var detail: SafeText
  }

  /// A provider's status page, and what it says over time.
  package struct Feed: Sendable, Equatable {
    package var source: SafeText
    package var provider: String
    /// In the order of time.
    package var statements: [Statement]
  }

  /// One word of a provider about one event; `ok` closes it. Statements of one title are one event.
  package struct Statement: Sendable, Equatable {
    package var at: Timestamp
    /// Region ids without the provider; empty: not bound to a region.
    package var regions: [String]
    package var health: Health
    package var title: SafeText
    package var text: SafeText
  }

  /// A line for the viewer.
  package struct Note: Sendable, Equatable {
    package var at: Timestamp
    package var text: SafeText
  }

  /// The newest note at an instant; `nil` before the first.
  package func note(at instant: Timestamp) -> Note? { notes.last { $0.at <= instant } }
}
