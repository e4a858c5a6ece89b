import Model
import RiskSupport
import Testing

@testable import Risk

@Suite("What would explode is bounded, within the budget")
struct ExplosionTests {
  /// Services that each need many random pairs of 120 operators to stand: diagrams grow without end.
  private func graph() -> DependencyGraph {
    var random = SplitMix(state: 9)
    let operators = (0..<120).compactMap { DomainID("dns:o\($0)") }
    let services = (0..<6).map { index in
      let needs = (0..<80).map { _ in
        Need.any(
          (0..<3).map { _ in .domain(operators.randomElement(using: &random) ?? operators[0], evidence: nil) }
        )
      }
      return Service(id: "s\(index)", needs: [.atLeast(70, of: needs)])
    }
    return DependencyGraph(
      domains: operators.map { FaultDomain(id: $0, unavailability: Unavailability(0.05, .configured)) },
      services: services)
  }

  @Test func aServiceThatExplodesHasBoundsAndSaysWhatTheyRestOn() throws {
    let request = RiskRequest(details: .most(3), recommendations: 2, nodeBudget: 2_000)
    let report = RiskCalculator.report(on: graph(), request: request)
    let loss = try #require(report.expectedLoss)
    #expect(loss.method == .bound)
    #expect(loss.bounds.lowerBound < loss.bounds.upperBound)
    for detail in try #require(report.serviceDetails) {
      #expect(detail.method == .bound)
      #expect(0 <= detail.bounds.lowerBound && detail.bounds.upperBound <= 1)
      let sums = try #require(detail.sums)
      #expect(sums.truncatedMass > 0)
      #expect(sums.minCut <= sums.rareEvent + 1e-15)
    }
  }

  @Test func noDiagramHasMoreNodesThanItsBudget() throws {
    let graph = graph()
    let events = FailureEvents(of: graph, reported: graph.domains.map(\.node))
    #expect(throws: BudgetExceeded.self) {
      try GraphDiagram(
        of: graph, services: graph.services.map(Int.init), events: events, cone: .max, budget: 2_000,
        effort: .max)
    }
    var diagram = DecisionDiagram(order: Array(0..<200), budget: 500, effort: .max)
    var product = DecisionDiagram.always
    #expect(throws: BudgetExceeded.self) {
      for event in stride(from: 0, to: 100, by: 1) {
        let pair = try diagram.or(diagram.variable(event), diagram.variable(event + 100))
        product = try diagram.and(product, pair)
      }
    }
    #expect(diagram.liveCount <= 500)
  }

  @Test func rareEventSumMinCutBoundAndTruncatedMassAreToldApart() throws {
    var tree = FaultTree()
    let events = zip(["A", "B", "C"], [0.1, 0.2, 0.3]).map {
      tree.add(FaultTree.Event(name: $0, probability: $1))
    }
    let pair = tree.add(FaultTree.Gate(failing: 2, members: [events[0], events[1]]))
    tree.tops = [tree.add(FaultTree.Gate(failing: 1, members: [events[0], pair, events[2]]))]
    let whole = CutSetBounds(of: tree)
    // {A, B} holds {A} and is no minimal cut set.
    #expect(whole.sums.sets == 2)
    #expect(abs(whole.sums.rareEvent - 0.4) < 1e-12)
    #expect(abs(whole.sums.minCut - 0.37) < 1e-12)
    #expect(whole.sums.truncatedMass == 0)
    let cut = CutSetBounds(of: tree, steps: 2)
    #expect(cut.sums.truncatedMass > 0)
    #expect(cut.bounds.low <= 0.37 && 0.37 <= cut.bounds.high)
    let report = FaultTreeCalculator.report(on: tree, top: tree.tops[0], named: "top", budget: 2)
    #expect(report.method == .bound)
    #expect(report.sums == whole.sums)
  }
}
