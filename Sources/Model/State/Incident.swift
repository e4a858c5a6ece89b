/// A span in which related checks fail.
package struct Incident: Sendable, Equatable, Identifiable {
  package var id: String
  /// The first failing observation.
  package var openedAt: Timestamp
  /// When it was decided.
  package var confirmedAt: Timestamp
  package var closedAt: Timestamp?
  /// Its title when it was worst: what happened; `health` is the present state.
  package var title: SafeText
  /// The worst of what fails now; once closed, the worst that it was.
  package var health: Health
  /// The worst that it was so far.
  package var worst: Health
  package var cause: Cause?
  /// What fails or failed.
  package var members: [Subject]
  /// From `openedAt` to the provider's first update.
  package var feedLag: Duration?
  /// What may be to blame, likeliest first, the cause included where there is one.
  package var suspects: [Suspect]
  /// Each member's part, in the order in which they began to fail: the first symptom comes first.
  package var spread: [Symptom]
  /// All that the cause alone takes down by the declared needs; empty without a cause.
  package var predicted: [Subject]
  /// Services that began to fail with the incident and do not declare a need that would explain it.
  package var missingEdges: [Service.ID]
  /// How often it reopened after everything had recovered.
  package var relapses: Int

  /// - Parameter worst: `nil` if it was never worse than `health`.
  package init(
    id: String, openedAt: Timestamp, confirmedAt: Timestamp, closedAt: Timestamp? = nil, title: SafeText,
    health: Health, worst: Health? = nil, cause: Cause? = nil, members: [Subject], feedLag: Duration? = nil,
    suspects: [Suspect] = [], spread: [Symptom] = [], predicted: [Subject] = [],
    missingEdges: [Service.ID] = [], relapses: Int = 0
  ) {
    self.id = id
    self.openedAt = openedAt
    self.confirmedAt = confirmedAt
    self.closedAt = closedAt
    self.title = title
    self.health = health
    self.worst = worst ?? health
    self.cause = cause
    self.members = members
    self.feedLag = feedLag
    self.suspects = suspects
    self.spread = spread
    self.predicted = predicted
    self.missingEdges = missingEdges
    self.relapses = relapses
  }
}

extension Incident {
  /// Whether any of it is past. The evidence for a cause counts everything that failed, also what has recovered
  /// since: it is then worded in the past tense.
  package var isPartlyOver: Bool { closedAt != nil || spread.contains { $0.recoveredAt != nil } }

  /// The probable cause, and its evidence. Everything watched and decided counts once: a region by its own
  /// checks, a name by the region it names, a service by its needs. What merely has an alternative to the
  /// domain counts on neither side.
  package struct Cause: Sendable, Equatable {
    package var domain: DomainID
    package var dependents, dependentsFailing, others, othersFailing: Int

    package init(domain: DomainID, dependents: Int, dependentsFailing: Int, others: Int, othersFailing: Int) {
      self.domain = domain
      self.dependents = dependents
      self.dependentsFailing = dependentsFailing
      self.others = others
      self.othersFailing = othersFailing
    }
  }

  /// A fault domain under suspicion.
  package struct Suspect: Sendable, Equatable {
    package var cause: Cause
    /// Its share of the likelihood among all suspects, 0...1.
    package var likelihood: Double

    package init(cause: Cause, likelihood: Double) {
      self.cause = cause
      self.likelihood = likelihood
    }
  }

  /// One member's failure.
  package struct Symptom: Sendable, Equatable {
    package var member: Subject
    package var failedAt: Timestamp
    /// `nil` while it fails.
    package var recoveredAt: Timestamp?

    package init(member: Subject, failedAt: Timestamp, recoveredAt: Timestamp? = nil) {
      self.member = member
      self.failedAt = failedAt
      self.recoveredAt = recoveredAt
    }
  }
}
