internal import Model
internal import Risk

/// What risk adds to every snapshot of one graph: the report, and what stands on each watched region.
struct Exposure: Sendable {
  let report: RiskReport
  private let dependents: [DomainID: RegionState.Dependents]

  /// - Parameter candidates: domains that recommendations may add, beside those of the graph.
  init(of regions: [DomainID], on graph: DependencyGraph, candidates: [FaultDomain]) {
    report = RiskCalculator.report(on: graph, request: RiskRequest(candidates: candidates))
    dependents = RiskCalculator.dependents(of: regions, on: graph).mapValues {
      RegionState.Dependents(services: $0.required + $0.alternative, weightShare: $0.weightShare)
    }
  }

  func fill(_ snapshot: inout Snapshot) {
    snapshot.risk = report
    for index in snapshot.regions.indices {
      snapshot.regions[index].dependents = dependents[snapshot.regions[index].id] ?? .init()
    }
  }
}
