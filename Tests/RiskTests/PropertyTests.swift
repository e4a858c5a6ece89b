import Model
import RiskSupport
import Testing

@testable import Risk

@Suite("What must hold on any graph")
struct PropertyTests {
  static let seeds = Array<UInt64>(100..<130)

  private func exact(_ graph: DependencyGraph) throws -> (RiskReport, [RiskReport.ServiceDetail]) {
    let report = RiskCalculator.report(
      on: graph, request: RiskRequest(details: .most(1000), recommendations: 0))
    return (report, try #require(report.serviceDetails))
  }

  /// Weighs every state of the domains: slow, and right by construction.
  private func bruteForce(_ graph: DependencyGraph, _ random: RandomGraph) -> [String: Double] {
    let events = random.domains.map { (graph.node(of: $0.id) ?? 0, $0.unavailability?.probability ?? 0) }
    var found: [String: Double] = [:]
    for state in 0..<(1 << events.count) {
      var chance = 1.0
      var failed: [Int] = []
      for (bit, event) in events.enumerated() {
        let fails = state >> bit & 1 == 1
        chance *= fails ? event.1 : 1 - event.1
        if fails { failed.append(event.0) }
      }
      let result = graph.failure(given: failed)
      for service in graph.services.map(Int.init) where result[service] {
        found[graph.serviceID(of: service), default: 0] += chance
      }
    }
    return found
  }

  @Test("the diagram gives what weighing every state gives", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func theDiagramGivesWhatWeighingEveryStateGives(seed: UInt64) throws {
    let random = RandomGraph(seed: seed, services: 5, cycles: seed.isMultiple(of: 2))
    let graph = random.graph
    let expected = bruteForce(graph, random)
    for detail in try exact(graph).1 {
      #expect(detail.method == .exact)
      #expect(abs(detail.unavailability - (expected[detail.id] ?? 0)) < 1e-12)
    }
  }

  @Test("single points are the cut sets of order one", arguments: seeds)
  func singlePointsAreTheCutSetsOfOrderOne(seed: UInt64) throws {
    for detail in try exact(RandomGraph(seed: seed, services: 6, cycles: seed.isMultiple(of: 2)).graph).1 {
      #expect(detail.singlePoints == detail.cutSets.filter { $0.count == 1 }.flatMap { $0 }.sorted())
    }
  }

  @Test("what-if of one domain is its radius, and no radius exceeds one", arguments: seeds)
  func whatIfOfOneDomainIsItsRadius(seed: UInt64) throws {
    let graph = RandomGraph(seed: seed, services: 8, cycles: seed.isMultiple(of: 2)).graph
    for domain in try exact(graph).0.domains {
      let hypothesis = RiskCalculator.whatIf([domain.id], on: graph)
      #expect(abs(hypothesis.weightLost - domain.weight) < 1e-9)
      #expect(hypothesis.hard.count == domain.services)
      if let radius = domain.blastRadius { #expect((0...1).contains(radius)) }
    }
  }

  @Test("an alternative never raises the probability, a required need never lowers it", arguments: seeds)
  func alternativesHelpAndRequirementsDoNot(seed: UInt64) throws {
    var random = RandomGraph(seed: seed, services: 5)
    let region = try #require(DomainID("q/b"))
    let before = try exact(random.graph).1.first { $0.id == "s0" }
    let needs = random.services[0].needs
    random.services[0].needs = needs.map { .any([$0, .domain(region, evidence: nil)]) }
    let easier = try exact(random.graph).1.first { $0.id == "s0" }
    random.services[0].needs = needs + [.domain(region, evidence: nil)]
    let harder = try exact(random.graph).1.first { $0.id == "s0" }
    let middle = try #require(before?.unavailability)
    #expect(try #require(easier?.unavailability) <= middle + 1e-12)
    #expect(try #require(harder?.unavailability) >= middle - 1e-12)
  }

  @Test("criticality is one minus one over the reduction worth", arguments: seeds)
  func criticalityAgreesWithReductionWorth(seed: UInt64) throws {
    let named = try #require(FaultTree.of(RandomGraph(seed: seed, services: 4).graph))
    for top in named.tree.tops {
      for item in FaultTreeCalculator.report(on: named.tree, top: top, named: "top").importance {
        #expect(abs(item.cif - (1 - (item.rrw.map { 1 / $0 } ?? 0))) < 1e-9)
      }
    }
  }

  @Test("birnbaum is the slope of the expected loss", arguments: [11, 12, 13] as [UInt64])
  func birnbaumIsTheSlopeOfTheExpectedLoss(seed: UInt64) throws {
    var random = RandomGraph(seed: seed, services: 5)
    let report = try exact(random.graph).0
    guard report.weight > 0 else { return }
    let measured = random.domains[2]
    let slope = try #require(report.domains.first { $0.id == measured.id }?.birnbaum)
    let step = 1e-3
    let chance = try #require(measured.unavailability?.probability)
    random.domains[2].unavailability = Unavailability(chance + step, .configured)
    let after = try exact(random.graph).0
    let rise = try #require(after.expectedLoss?.fraction) - (try #require(report.expectedLoss?.fraction))
    #expect(abs(rise / step - slope) < 1e-9)
  }

  @Test("bounds of a whole graph hold the exact values", arguments: seeds)
  func boundsOfAWholeGraphHoldTheExactValues(seed: UInt64) throws {
    let graph = RandomGraph(seed: seed, services: 8, cycles: seed.isMultiple(of: 2)).graph
    let bounds = FailureBounds(of: graph).values
    for detail in try exact(graph).1 {
      let bound = bounds[try #require(graph.node(of: .service(detail.id)))][0]
      #expect(bound.low <= detail.unavailability + 1e-12 && detail.unavailability <= bound.high + 1e-12)
    }
  }

  @Test("sifting keeps every function", arguments: [21, 22, 23] as [UInt64])
  func siftingKeepsEveryFunction(seed: UInt64) throws {
    let named = try #require(FaultTree.of(RandomGraph(seed: seed, services: 8).graph))
    let built = try DecisionDiagram.build(named.tree, budget: 1_000_000)
    let chances = named.tree.events.map(\.probability)
    var sifted = built.diagram
    sifted.sift(keeping: built.roots, visits: 1_000_000)
    for root in built.roots {
      #expect(
        abs(sifted.probability(of: root, chances) - built.diagram.probability(of: root, chances)) < 1e-12)
    }
    var garbageFree = built.diagram
    garbageFree.collectGarbage(keeping: built.roots)
    #expect(sifted.liveCount <= garbageFree.liveCount)
  }
}
