import Model
import RiskSupport
import Testing

@testable import Risk

@Suite("Exact probability, importance and cut sets")
struct RightAnswerTests {
  /// A = .1, B = .2, C = .3.
  private func tree(_ gate: (inout FaultTree, [FaultTree.Reference]) -> FaultTree.Reference)
    -> FaultTreeReport
  {
    var tree = FaultTree()
    let events = zip(["A", "B", "C"], [0.1, 0.2, 0.3]).map {
      tree.add(FaultTree.Event(name: $0, probability: $1))
    }
    let top = gate(&tree, events)
    return FaultTreeCalculator.report(on: tree, top: top, named: "top")
  }

  private func values(
    _ report: FaultTreeReport, _ value: (FaultTreeReport.Importance) -> Double
  ) -> [Double] {
    report.importance.sorted { $0.event < $1.event }.map(value)
  }

  private func near(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
  }

  @Test func orOfThree() {
    let report = tree { tree, events in tree.add(FaultTree.Gate(failing: 1, members: events)) }
    #expect(near([report.probability], [0.496]))
    #expect(report.orders == [3])
  }

  @Test func twoAndsThatShareAnEvent() {
    let report = tree { tree, events in
      let first = tree.add(FaultTree.Gate(failing: 2, members: [events[0], events[1]]))
      let second = tree.add(FaultTree.Gate(failing: 2, members: [events[1], events[2]]))
      return tree.add(FaultTree.Gate(failing: 1, members: [first, second]))
    }
    #expect(near([report.probability], [0.074]))
    #expect(near(values(report, \.mif), [0.14, 0.37, 0.18]))
    #expect(near(values(report, \.raw), [2.702_702_7, 5, 2.702_702_7], 1e-7))
    #expect(report.importance.first { $0.event == "B" }?.rrw == nil)
  }

  @Test func twoOfThree() {
    let report = tree { tree, events in tree.add(FaultTree.Gate(failing: 2, members: events)) }
    #expect(near([report.probability], [0.098]))
    #expect(near(values(report, \.mif), [0.38, 0.34, 0.26]))
    #expect(report.orders == [0, 3])
  }

  private func need(_ text: String) throws -> Need { .domain(try #require(DomainID(text)), evidence: nil) }

  private func checkout() throws -> DependencyGraph {
    let chances = [
      "aws/us-east-1": 0.002, "aws/eu-west-1": 0.001, "aws": 0.0001, "dns:route53": 0.0005,
      "dns:ns1": 0.001, "ca:digicert": 0.0002,
    ]
    let domains = try chances.map { text, chance in
      let id = try #require(DomainID(text))
      return FaultDomain(
        id: id, needs: id.provider.map { [.domain($0, evidence: nil)] } ?? [],
        unavailability: Unavailability(chance, .configured))
    }
    let needs: [Need] = [
      .any([try need("aws/us-east-1"), try need("aws/eu-west-1")]),
      .any([try need("dns:route53"), try need("dns:ns1")]), try need("ca:digicert"),
    ]
    return DependencyGraph(domains: domains, services: [Service(id: "checkout", needs: needs)])
  }

  @Test func aCheckoutThatStandsOnTwoRegionsOfOneProvider() throws {
    let report = RiskCalculator.report(
      on: try checkout(), request: RiskRequest(details: .only(["checkout"])))
    let detail = try #require(report.serviceDetails?.first)
    #expect(abs(detail.unavailability - 3.02479e-4) < 5e-10)
    #expect(detail.method == .exact)
    #expect(
      detail.cutSets.map { $0.map(\.description) } == [
        ["aws"], ["ca:digicert"], ["aws/eu-west-1", "aws/us-east-1"], ["dns:ns1", "dns:route53"],
      ])
    #expect(detail.singlePoints.map(\.description) == ["aws", "ca:digicert"])
    #expect(!detail.isTruncated)
  }

  @Test func riskReductionWorthOfTheCheckoutsDomains() throws {
    let named = try #require(FaultTree.of(try checkout()))
    let report = FaultTreeCalculator.report(on: named.tree, top: named.tree.tops[0], named: "checkout")
    let worth = Dictionary(uniqueKeysWithValues: report.importance.map { ($0.event, $0.rrw ?? .infinity) })
    #expect(abs((worth["aws"] ?? 0) - 1.49373) < 5e-6)
    #expect(abs((worth["aws/us-east-1"] ?? 0) - 1.00665) < 5e-6)
  }

  @Test func theCheckoutsMeasuresAgreeWithEachOther() throws {
    let named = try #require(FaultTree.of(try checkout()))
    let report = FaultTreeCalculator.report(on: named.tree, top: named.tree.tops[0], named: "checkout")
    #expect(report.orders == [2, 2] && report.cutSets == 4)
    let chances = Dictionary(uniqueKeysWithValues: named.tree.events.map { ($0.name, $0.probability) })
    for item in report.importance {
      let q = try #require(chances[item.event])
      #expect(abs(item.cif - q * item.mif / report.probability) < 1e-12)
      #expect(abs(item.raw - (1 + (1 - q) * item.mif / report.probability)) < 1e-9)
      #expect(abs(item.dif - q * item.raw) < 1e-12)
      #expect(abs(item.cif - (1 - 1 / (item.rrw ?? .infinity))) < 1e-9)
    }
  }

  @Test func anExplodingTreeIsBoundedNotAbandoned() {
    var tree = FaultTree()
    var random = SplitMix(state: 7)
    let events = (0..<120).map { tree.add(FaultTree.Event(name: "e\($0)", probability: 0.01)) }
    let gates = (0..<60).map { _ in
      tree.add(
        FaultTree.Gate(
          failing: 2, members: (0..<6).map { _ in events[Int.random(in: 0..<120, using: &random)] }))
    }
    let top = tree.add(FaultTree.Gate(failing: 3, members: gates))
    let report = FaultTreeCalculator.report(on: tree, top: top, named: "top", budget: 2_000)
    #expect(report.method == .bound)
    #expect(report.bounds.lowerBound < report.bounds.upperBound)
    #expect(report.bounds.lowerBound >= 0 && report.bounds.upperBound <= 1)
    #expect(report.cutSets == nil && report.importance.isEmpty)
  }

  @Test("bounds hold the exact value, and are tight for rare events", arguments: 0..<20)
  func boundsHoldTheExactValue(seed: UInt64) throws {
    var random = RandomGraph(seed: seed, services: 6, cycles: seed.isMultiple(of: 2))
    for index in random.domains.indices {
      let chance = (random.domains[index].unavailability?.probability ?? 0) / 10
      random.domains[index].unavailability = Unavailability(chance, .configured)
    }
    let named = try #require(FaultTree.of(random.graph))
    for top in named.tree.tops {
      var single = named.tree
      single.tops = [top]
      let exact = FaultTreeCalculator.report(on: named.tree, top: top, named: "top").probability
      let bounds = CutSetBounds(of: single, steps: 300).bounds
      #expect(bounds.low <= exact + 1e-12 && exact <= bounds.high + 1e-12)
    }
  }
}
