package import Model

/// What a report is to hold beyond layers, radii and the expected loss.
package struct RiskRequest: Sendable, Equatable {
  package enum Details: Sendable, Equatable {
    case none
    /// So many services, those with the greatest weight times unavailability.
    case most(Int)
    case only([Service.ID])
  }

  package var details: Details
  /// The domains that have failed in the what-if; empty for none.
  package var failing: Set<DomainID>
  /// How many recommendations at most.
  package var recommendations: Int
  /// Domains that changes may add though nothing depends on them yet, and what these need; the graph's own are
  /// candidates anyway.
  package var candidates: [FaultDomain]
  /// How many of the worst pairs of failures at most; 0: none are looked at.
  package var pairs: Int
  /// Nodes of one decision diagram at most; what would take more is bounded instead. A node is about 50 bytes
  /// with its share of the tables.
  package var nodeBudget: Int

  package static let standardBudget = 400_000

  package init(
    details: Details = .none, failing: Set<DomainID> = [], recommendations: Int = 10,
    candidates: [FaultDomain] = [], pairs: Int = 0,
    nodeBudget: Int = standardBudget
  ) {
    self.details = details
    self.failing = failing
    self.recommendations = recommendations
    self.candidates = candidates
    self.pairs = pairs
    self.nodeBudget = nodeBudget
  }
}
