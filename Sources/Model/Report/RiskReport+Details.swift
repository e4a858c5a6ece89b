extension RiskReport {
  /// One service: how often it fails, and through what.
  package struct ServiceDetail: Sendable, Equatable, Identifiable {
    package var id: Service.ID
    /// 0...1; the middle of the bounds where it is not exact.
    package var unavailability: Double
    package var bounds: ClosedRange<Double>
    package var method: Method
    /// Domains whose failure alone takes the service down.
    package var singlePoints: [DomainID]
    /// Minimal sets of domains whose failure together does, small ones first.
    package var cutSets: [[DomainID]]
    /// There are more cut sets than listed.
    package var isTruncated: Bool
    /// What the bounds rest on; `nil` where the method is exact, or where not even cut sets were looked for.
    package var sums: CutSetSums?

    /// Expected, in a year of 365 days.
    package var minutesPerYear: Double { unavailability * 525_600 }

    package init(
      id: Service.ID, unavailability: Double, bounds: ClosedRange<Double>, method: Method,
      singlePoints: [DomainID], cutSets: [[DomainID]], isTruncated: Bool, sums: CutSetSums? = nil
    ) {
      self.id = id
      self.unavailability = unavailability
      self.bounds = bounds
      self.method = method
      self.singlePoints = singlePoints
      self.cutSets = cutSets
      self.isTruncated = isTruncated
      self.sums = sums
    }
  }

  /// What the likeliest cut sets say of a probability that was too dear to compute: bounds, each by its name.
  package struct CutSetSums: Sendable, Equatable {
    /// Σ P(set), the rare-event approximation: never below what the sets found contribute; may exceed 1.
    package var rareEvent: Double
    /// 1 - Π (1 - P(set)), the min-cut upper bound of what the sets found contribute.
    package var minCut: Double
    /// What the sets that were not found can add at most; may exceed 1.
    package var truncatedMass: Double
    /// How many sets were found.
    package var sets: Int

    package init(rareEvent: Double, minCut: Double, truncatedMass: Double, sets: Int) {
      self.rareEvent = rareEvent
      self.minCut = minCut
      self.truncatedMass = truncatedMass
      self.sets = sets
    }
  }

  /// Two failures at once, for every two of the domains that most services reach.
  package struct Pairs: Sendable, Equatable {
    package struct Pair: Sendable, Equatable {
      package var first, second: DomainID
      /// The weight lost, in the configured unit.
      package var weight: Double
      /// Share of all weight, 0...1; `nil` if nothing has weight.
      package var blastRadius: Double?
      /// The weight among it that neither failure alone takes down.
      package var excess: Double
      /// Services that fail.
      package var services: Int

      package init(
        first: DomainID, second: DomainID, weight: Double, blastRadius: Double?, excess: Double, services: Int
      ) {
        self.first = first
        self.second = second
        self.weight = weight
        self.blastRadius = blastRadius
        self.excess = excess
        self.services = services
      }
    }

    /// How many domains were paired, each with each.
    package var domains: Int
    /// How many there are; more than were paired where that would take too long.
    package var allDomains: Int
    /// Greatest weight lost first.
    package var worst: [Pair]
    /// Greatest excess over the two single failures first; only those with any.
    package var surprising: [Pair]

    package init(domains: Int, allDomains: Int, worst: [Pair], surprising: [Pair]) {
      self.domains = domains
      self.allDomains = allDomains
      self.worst = worst
      self.surprising = surprising
    }
  }

  /// What a what-if takes down.
  package struct WhatIf: Sendable, Equatable {
    /// The domains supposed to have failed.
    package var failed: [DomainID]
    /// Services that fail.
    package var hard: [Service.ID]
    /// Services that stay up with fewer alternatives.
    package var soft: [Service.ID]
    /// In the configured unit.
    package var weightLost: Double
    /// Services that keep running but, once stopped, could not start again before the failure is over.
    package var cannotRestart: [Service.ID]

    package init(
      failed: [DomainID], hard: [Service.ID], soft: [Service.ID], weightLost: Double,
      cannotRestart: [Service.ID]
    ) {
      self.failed = failed
      self.hard = hard
      self.soft = soft
      self.weightLost = weightLost
      self.cannotRestart = cannotRestart
    }
  }
}

extension RiskReport.Layer {
  /// The Hill number of an order: as many equal domains would be as diverse. Order 0 counts domains, 1 weighs
  /// them by their share, 2 is the effective number. `nil` for a layer that nothing reaches.
  ///
  /// Source: M. Hill, "Diversity and evenness", Ecology 54 (1973).
  package func hillNumber(order: Int) -> Double? {
    guard let indices else { return nil }
    switch order {
    case 0: return Double(shares.count)
    case 1: return exponential(indices.entropy)
    default:
      let sum = shares.reduce(0.0) { $0 + exponential(Double(order) * logarithm($1.share)) }
      return exponential(logarithm(sum) / Double(1 - order))
    }
  }

  /// (HHI - 1/n) / (1 - 1/n), 0...1: comparable between layers of different size. `nil` for fewer than two.
  package var normalisedHHI: Double? {
    guard let indices, shares.count > 1 else { return nil }
    let least = 1 / Double(shares.count)
    return (indices.hhi - least) / (1 - least)
  }
}
