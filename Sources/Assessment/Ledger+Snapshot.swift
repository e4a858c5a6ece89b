package import Model

extension Ledger {
  /// The state as of the last `settle`; `number` and the risk report are the caller's.
  package func snapshot(number: UInt64, at now: Timestamp, sources: [SourceState]) -> Snapshot {
    var snapshot = Snapshot(
      number: number, generatedAt: now, vantage: vantage, overall: .unknown, counts: HealthCounts(),
      incidents: incidents.all, sources: sources + feeds.sources(at: now))
    let domains = Dictionary(plan.domains.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for record in subjects {
      snapshot.counts.add(record.standing.health)
      switch record.subject {
      case .region(let id):
        snapshot.regions.append(
          RegionState(
            domain: domains[id] ?? FaultDomain(id: id), standing: record.standing, checks: record.checks,
            feeds: record.feeds))
      case .name(let name):
        snapshot.names.append(
          NameState(
            id: name, region: record.region, standing: record.standing, agreement: record.agreement,
            checks: record.checks))
      case .service:
        guard let service = record.service else { continue }
        snapshot.services.append(
          ServiceState(
            service: service, standing: record.standing, checks: record.checks, feed: record.feeds?.first))
      }
    }
    snapshot.overall = Health.worst(of: subjects.lazy.map(\.standing.health))
    return snapshot
  }
}
