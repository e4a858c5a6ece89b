import Model
import RiskSupport
import Testing

@testable import Risk

@Suite("Hypotheses and recommendations")
struct WhatIfTests {
  private func id(_ text: String) throws -> DomainID { try #require(DomainID(text)) }
  private func need(_ text: String) throws -> Need { .domain(try id(text), evidence: nil) }

  private func graph() throws -> DependencyGraph {
    let domains = [
      FaultDomain(id: try id("aws"), jurisdiction: "US"),
      FaultDomain(
        id: try id("aws/seoul"), country: "KR", jurisdiction: "US",
        coordinates: Coordinates(latitude: 37.57, longitude: 126.98), needs: [try need("aws")]),
      FaultDomain(
        id: try id("gcp/tokyo"), country: "JP", coordinates: Coordinates(latitude: 35.69, longitude: 139.69),
        needs: [try need("gcp")]),
    ]
    return DependencyGraph(
      domains: domains,
      services: [
        Service(id: "hard", weight: 3, needs: [try need("aws/seoul")]),
        Service(id: "soft", weight: 2, needs: [.any([try need("aws/seoul"), try need("gcp/tokyo")])]),
        Service(id: "loop", weight: 1, needs: [.any([try need("service:pool"), try need("aws/seoul")])]),
        Service(id: "pool", weight: 0, needs: [try need("service:loop")]),
      ])
  }

  @Test func hardSoftAndWhatCouldNotRestartAreToldApart() throws {
    let hypothesis = RiskCalculator.whatIf([try id("country:KR")], on: try graph())
    #expect(hypothesis.hard == ["hard"])
    #expect(hypothesis.soft == ["soft", "loop", "pool"])
    #expect(hypothesis.weightLost == 3)
    #expect(hypothesis.cannotRestart == ["loop", "pool"])
  }

  @Test func aDisasterTakesWhatStandsNear() throws {
    let graph = try graph()
    let seoul = Coordinates(latitude: 37.57, longitude: 126.98)
    #expect(RiskCalculator.domains(within: 500, of: seoul, on: graph) == [try id("aws/seoul")])
    #expect(RiskCalculator.domains(within: 1200, of: seoul, on: graph).count == 2)
    let tokyo = Coordinates(latitude: 35.69, longitude: 139.69)
    #expect(abs(seoul.kilometres(to: tokyo) - 1153) < 5)
    #expect(RiskCalculator.domainsAbroad(from: "KR", on: graph) == [try id("aws"), try id("aws/seoul")])
  }

  @Test func whatHasFailedAlreadyIsNotCountedAgain() throws {
    let graph = try graph()
    let hypothesis = RiskCalculator.whatIf([try id("gcp")], on: graph, beside: [try id("aws")])
    #expect(hypothesis.hard == ["soft"])
    #expect(hypothesis.weightLost == 2)
  }

  @Test func aFailedControlPlaneStopsRestartsNotServices() throws {
    let graph = DependencyGraph(
      domains: [
        FaultDomain(id: try id("service:iam"), needs: [try need("aws/east")]),
        FaultDomain(id: try id("aws/west"), needs: [try need("aws")], controlPlanes: [try id("service:iam")]),
      ], services: [Service(id: "a", needs: [try need("aws/west")])])
    let hypothesis = RiskCalculator.whatIf([try id("aws/east")], on: graph)
    #expect(hypothesis.hard.isEmpty)
    #expect(hypothesis.cannotRestart == ["a"])
  }

  @Test func theBestChangeComesFirstAndNamesSharedFate() throws {
    let report = RiskCalculator.report(on: try graph())
    let best = try #require(report.recommendations?.first)
    #expect(best.service == "hard")
    #expect(best.add == (try id("gcp/tokyo")))
    #expect(best.change == "second provider")
    #expect(best.deltaExpectedLoss < 0 && best.deltaWorst < 0)
    #expect(best.sharesFateWith.isEmpty)
  }

  @Test("a recommended change cuts what it says", arguments: 200..<215)
  func aRecommendedChangeCutsWhatItSays(seed: UInt64) throws {
    var random = RandomGraph(seed: seed, services: 6)
    let before = RiskCalculator.report(on: random.graph, request: RiskRequest(recommendations: 50))
    let single = before.recommendations?.first { !$0.change.string.contains("together") }
    guard let advice = single, let index = random.services.firstIndex(where: { $0.id == advice.service })
    else { return }
    // The change is to one of the service's needs; whichever it was, one of them must give the number told.
    let needs = random.services[index].needs
    let outcomes = needs.indices.compactMap { position -> Double? in
      random.services[index].needs = needs
      random.services[index].needs[position] = widened(needs[position], advice.add)
      return RiskCalculator.report(on: random.graph, request: RiskRequest(recommendations: 0)).expectedLoss?
        .fraction
    }
    let old = try #require(before.expectedLoss?.fraction)
    #expect(
      outcomes.contains { abs($0 - old - advice.deltaExpectedLoss) < 1e-9 },
      "\(advice) \(outcomes.map { $0 - old }) \(needs)")
  }

  private func widened(_ need: Need, _ addition: DomainID) -> Need {
    switch need {
    case .any(let members): .any(members + [.domain(addition, evidence: nil)])
    case .atLeast(1, of: let members): .any(members + [.domain(addition, evidence: nil)])
    default: .any([need, .domain(addition, evidence: nil)])
    }
  }

  @Test func aHypothesisTellsFatesApartAndTheChangeThatSavesMost() throws {
    let result = RiskCalculator.whatIfResult([try id("country:KR")], on: try graph())
    #expect(result.casualties.map(\.id) == ["hard", "loop", "pool", "soft"])
    #expect(result.casualties.map(\.position) == [0, 2, 3, 1])
    #expect(result.casualties.map(\.fate) == [.falls, .cannotRestart, .cannotRestart, .thinner])
    #expect(result.weightLost == 3)
    #expect(result.weight == 6)
    let remedy = try #require(result.remedy)
    #expect(remedy.service == "hard")
    #expect(remedy.add == (try id("gcp/tokyo")))
    #expect(remedy.weightSaved == 3)
  }

  @Test func aRemedyCountsWhatStandsWithIt() throws {
    let services = [
      Service(id: "auth", weight: 1, needs: [try need("aws/seoul")]),
      Service(id: "shop", weight: 5, needs: [try need("service:auth")]),
      Service(id: "lone", weight: 4, needs: [try need("aws/seoul")]),
    ]
    let domains = try graph().domains.map(\.facts)
    let result = RiskCalculator.whatIfResult(
      [try id("aws/seoul")], on: DependencyGraph(domains: domains, services: services))
    #expect(result.remedy?.service == "auth")
    #expect(result.remedy?.weightSaved == 6)
    #expect(result.remedy?.servicesSaved == 2)
  }

  @Test func withoutAnAlternativeThereIsNoRemedy() throws {
    let all: Set = [try id("aws"), try id("gcp")]
    #expect(RiskCalculator.whatIfResult(all, on: try graph()).remedy == nil)
  }
}
