package import Model

/// What stays the same while the dashboard runs and is no part of a snapshot: where the user sits, what a weight
/// means, what is known of the fault domains.
package struct Surroundings: Sendable {
  package let zone: LocalZone
  /// What a weight means, for example `USD per hour`; `nil` if not said.
  package let weightUnit: SafeText?
  /// Where the resolvers of the checks are, for commands that repeat one.
  let resolvers: [Resolver]
  let domains: [DomainID: FaultDomain]
  /// What can be replayed, in menu order.
  let replays: [ReplayChoice]

  package init(
    zone: LocalZone = .utc, weightUnit: SafeText? = nil, resolvers: [Resolver] = [],
    domains: [FaultDomain] = [], replays: [ReplayChoice] = []
  ) {
    self.zone = zone
    self.weightUnit = weightUnit
    self.resolvers = resolvers
    self.replays = replays
    self.domains = Dictionary(domains.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
