import Model
import RiskSupport
import Testing

@testable import Risk

@Suite("Two failures at once")
struct PairTests {
  private func need(_ text: String) throws -> Need { .domain(try #require(DomainID(text)), evidence: nil) }

  @Test func thePairThatTakesAwayBothAlternativesIsTheSurprise() throws {
    let graph = DependencyGraph(
      domains: [],
      services: [
        Service(id: "a", weight: 5, needs: [.any([try need("dns:x"), try need("dns:y")])]),
        Service(id: "b", weight: 2, needs: [try need("ca:z")]),
        Service(id: "c", weight: 1, needs: [try need("dns:x")]),
      ])
    let pairs = try #require(RiskCalculator.report(on: graph, request: RiskRequest(pairs: 2)).pairs)
    #expect(pairs.domains == 3 && pairs.allDomains == 3)
    let first = try #require(pairs.surprising.first)
    #expect([first.first, first.second].map(\.description).sorted() == ["dns:x", "dns:y"])
    #expect(first.excess == 5 && first.weight == 6 && first.services == 2)
    #expect(first.blastRadius == 0.75)
    #expect(pairs.surprising.count == 1)
    #expect(pairs.worst.map(\.weight) == [6, 3])
    #expect(RiskCalculator.report(on: graph).pairs == nil)
  }

  @Test("every pair is what failing both gives", arguments: 70..<90 as Range<UInt64>)
  func everyPairIsWhatFailingBothGives(seed: UInt64) throws {
    let graph = RandomGraph(seed: seed, services: 10, cycles: seed.isMultiple(of: 2)).graph
    let pairs = try #require(RiskCalculator.report(on: graph, request: RiskRequest(pairs: 1_000)).pairs)
    #expect(pairs.worst.count == pairs.domains * (pairs.domains - 1) / 2)
    for pair in pairs.worst {
      let both = RiskCalculator.whatIf([pair.first, pair.second], on: graph)
      #expect(both.hard.count == pair.services)
      #expect(abs(both.weightLost - pair.weight) < 1e-9)
      let alone = Set(
        RiskCalculator.whatIf([pair.first], on: graph).hard
          + RiskCalculator.whatIf([pair.second], on: graph).hard)
      let union = alone.compactMap { graph.node(of: .service($0)) }.reduce(0) { $0 + graph.weights[$1] }
      #expect(abs(pair.excess - (both.weightLost - union)) < 1e-9)
    }
  }
}
