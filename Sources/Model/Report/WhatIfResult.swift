/// The result of a what-if in the form in which a screen shows it: made off the screen's thread, so that a
/// list of 10^5 casualties costs the screen no more than the rows that can be seen.
package struct WhatIfResult: Sendable, Equatable {
  /// The domains supposed to have failed.
  package var failing: Set<DomainID>
  /// Those that fail first, then those that could not restart, then those with fewer alternatives; within
  /// each, the heaviest first.
  package var casualties: [Casualty]
  /// How many of all services meet each fate.
  package var counts: [Fate: Int]
  /// All services, and the weight of all of them.
  package var services: Int
  package var weight: Double
  /// In the configured unit.
  package var weightLost: Double
  /// `nil` if no single change saves anything.
  package var remedy: Remedy?

  package enum Fate: String, Sendable, CaseIterable {
    case falls
    /// Keeps running but, once stopped, could not start again before the failure is over.
    case cannotRestart = "cannot restart"
    /// Stays up with fewer alternatives.
    case thinner
  }

  package struct Casualty: Sendable, Equatable, Identifiable {
    package let id: Service.ID
    /// Its place among all services in the order written, which is a snapshot's.
    package let position: Int
    package let fate: Fate
    package let weight: Double

    package init(id: Service.ID, position: Int, fate: Fate, weight: Double) {
      self.id = id
      self.position = position
      self.fate = fate
      self.weight = weight
    }
  }

  /// One alternative for one service, and what would then still stand.
  package struct Remedy: Sendable, Equatable {
    package var service: Service.ID
    /// Its place among all services, as with a casualty.
    package var position: Int
    /// What kind of change, in words: `second region`.
    package var change: SafeText
    package var add: DomainID
    /// In the configured unit.
    package var weightSaved: Double
    package var servicesSaved: Int

    package init(
      service: Service.ID, position: Int, change: SafeText, add: DomainID, weightSaved: Double,
      servicesSaved: Int
    ) {
      self.service = service
      self.position = position
      self.change = change
      self.add = add
      self.weightSaved = weightSaved
      self.servicesSaved = servicesSaved
    }
  }

  package init(
    failing: Set<DomainID>, casualties: [Casualty], counts: [Fate: Int], services: Int, weight: Double,
    weightLost: Double, remedy: Remedy? = nil
  ) {
    self.failing = failing
    self.casualties = casualties
    self.counts = counts
    self.services = services
    self.weight = weight
    self.weightLost = weightLost
    self.remedy = remedy
  }
}
