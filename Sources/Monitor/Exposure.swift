internal import Model
internal import Risk

/// What risk adds to every snapshot of one graph: the report, and who depends on what.
struct Exposure: Sendable {
  let report: RiskReport
  private let dependents: [DomainID: Dependents]

  /// - Parameter candidates: domains that recommendations may add, beside those of the graph.
  init(of graph: DependencyGraph, candidates: [FaultDomain]) {
    report = RiskCalculator.report(on: graph, request: RiskRequest(candidates: candidates))
    dependents = RiskCalculator.dependents(on: graph)
  }

  func fill(_ snapshot: inout Snapshot) {
    snapshot.risk = report
    snapshot.dependents = dependents
  }
}
