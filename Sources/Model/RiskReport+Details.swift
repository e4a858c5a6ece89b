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

    /// Expected, in a year of 365 days.
    package var minutesPerYear: Double { unavailability * 525_600 }

    package init(
      id: Service.ID, unavailability: Double, bounds: ClosedRange<Double>, method: Method,
      singlePoints: [DomainID], cutSets: [[DomainID]], isTruncated: Bool
    ) {
      self.id = id
      self.unavailability = unavailability
      self.bounds = bounds
      self.method = method
      self.singlePoints = singlePoints
      self.cutSets = cutSets
      self.isTruncated = isTruncated
    }
  }

  /// What a hypothesis takes down.
  package struct WhatIf: Sendable, Equatable {
    /// The domains supposed to have failed.
    package var failed: [DomainID]
    /// Services that fall.
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
