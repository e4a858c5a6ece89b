import Model
import RiskSupport
import Testing

@testable import Risk

@Suite("Weight spreads over the layers it reaches")
struct LayerTests {
  private func need(_ text: String) throws -> Need { .domain(try #require(DomainID(text)), evidence: nil) }

  private func indices(_ shares: [Double]) throws -> RiskReport.Indices {
    try #require(RiskReport.Indices(shares: shares))
  }

  private func shares(_ graph: DependencyGraph, _ kind: DomainID.Kind) -> [String: Double] {
    let layer = LayerShares(of: graph).layer(kind)
    return Dictionary(uniqueKeysWithValues: layer.shares.map { ($0.id.description, $0.share) })
  }

  @Test func publishedIndicesAreReproduced() throws {
    let four = try indices([0.3, 0.3, 0.2, 0.2])
    #expect(abs(four.hhi - 0.26) < 1e-12)
    #expect(abs(four.effective - 3.846_153_846) < 1e-9)
    let falling = try indices([40, 30, 20, 10])
    #expect(abs(falling.hhi - 0.3) < 1e-12)
    #expect(abs(exponential(falling.entropy) - 3.5961) < 5e-5)
    let eight = try indices([25, 20, 15, 10, 9, 8, 7, 6])
    #expect(abs(eight.hhi - 0.158) < 1e-12)
    #expect(abs(eight.cr4 - 0.7) < 1e-12)
    #expect(abs(try indices([45, 15, 10, 9, 8, 7, 6]).hhi - 0.258) < 1e-12)
    let incomes: [Double] = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    #expect(abs(try indices(incomes).gini - 0.462_091_130_267_624) < 1e-12)
  }

  private func layer(_ weights: [Double]) throws -> RiskReport.Layer {
    let services = try weights.enumerated().map { index, weight in
      Service(id: "s\(index)", weight: weight, needs: [try need("dns:o\(index)")])
    }
    return LayerShares(of: DependencyGraph(domains: [], services: services)).layer(.dns)
  }

  @Test func hillNumbersAndTheNormalisedIndexAreThePublishedOnes() throws {
    let falling = try layer([40, 30, 20, 10])
    #expect(falling.hillNumber(order: 0) == 4)
    #expect(abs(try #require(falling.hillNumber(order: 1)) - 3.5961) < 5e-5)
    #expect(abs(try #require(falling.hillNumber(order: 2)) - 1 / 0.3) < 1e-9)
    #expect(abs(try #require(falling.normalisedHHI) - 0.06667) < 5e-6)
    let equal = try layer([30, 30, 20, 20])
    #expect(abs(try #require(equal.indices?.effective) - 3.846) < 5e-4)
    #expect(try layer([7]).normalisedHHI == nil)
    #expect(try layer([]).hillNumber(order: 1) == nil)
  }

  @Test func aSingleShareHasNoEvenness() throws {
    let one = try indices([5])
    #expect([one.hhi, one.effective, one.entropy, one.cr4, one.gini] == [1, 1, 0, 1, 0])
    #expect(one.evenness == nil)
    #expect(RiskReport.Indices(shares: []) == nil)
  }

  @Test func needsThenAlternativesSplitEquallyAndOthersAreLeftOut() throws {
    let graph = DependencyGraph(
      domains: [],
      services: [
        Service(
          id: "a", weight: 4,
          needs: [
            .any([try need("aws/x"), .all([try need("gcp/y"), try need("aws/z")])]), try need("gcp/w"),
            try need("ca:c"),
          ]),
        Service(id: "b", weight: 6, needs: [try need("dns:d")]),
      ])
    #expect(shares(graph, .region) == ["aws/x": 0.25, "gcp/y": 0.125, "aws/z": 0.125, "gcp/w": 0.5])
    #expect(shares(graph, .provider) == ["aws": 0.375, "gcp": 0.625])
    #expect(LayerShares(of: graph).layer(.region).coverage == 0.4)
    #expect(LayerShares(of: graph).layer(.country).coverage == 0)
    #expect(LayerShares(of: graph).layer(.country).indices == nil)
  }

  @Test func exposureLayersCountWhereARegionStandsAndWhoseLawItIsUnder() throws {
    let provider = try #require(DomainID("aws"))
    let region = try #require(DomainID("aws/x"))
    let graph = DependencyGraph(
      domains: [
        FaultDomain(id: provider, jurisdiction: "US"),
        FaultDomain(id: region, country: "KR", needs: [.domain(provider, evidence: nil)]),
      ], services: [Service(id: "a", needs: [.domain(region, evidence: nil)])])
    #expect(shares(graph, .country) == ["country:KR": 1])
    #expect(shares(graph, .jurisdiction) == ["jurisdiction:US": 1])
  }

  @Test func weightInACycleLeavesIt() throws {
    let graph = DependencyGraph(
      domains: [],
      services: [
        Service(id: "a", needs: [try need("service:b")]),
        Service(id: "b", weight: 0, needs: [try need("service:a"), try need("aws/x"), try need("gcp/y")]),
        Service(id: "c", needs: [try need("service:c")]),
      ])
    let layer = LayerShares(of: graph).layer(.region)
    #expect(layer.coverage == 0.5)
    #expect(layer.shares.map(\.share) == [0.5, 0.5])
  }

  @Test("effective is one over HHI, and shares add up", arguments: 0..<20)
  func effectiveIsOneOverHHI(seed: UInt64) {
    let graph = RandomGraph(seed: seed, services: 10, cycles: seed.isMultiple(of: 2)).graph
    let shares = LayerShares(of: graph)
    for layer in LayerShares.layers.map(shares.layer) {
      guard let indices = layer.indices else { continue }
      #expect(abs(layer.shares.reduce(0) { $0 + $1.share } - 1) < 1e-12)
      #expect(abs(indices.effective * indices.hhi - 1) < 1e-12)
      #expect(layer.coverage > 0 && layer.coverage <= 1)
    }
  }
}
