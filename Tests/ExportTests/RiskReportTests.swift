import Testing

@testable import Export
@testable import Model

@Suite("A risk report says what its numbers rest on")
struct RiskReportTests {
  private func id(_ text: String) throws -> DomainID { try #require(DomainID(text)) }

  private func report() throws -> RiskReport {
    let sums = RiskReport.CutSetSums(rareEvent: 0.25, minCut: 0.2, truncatedMass: 0.05, sets: 17)
    let detail = RiskReport.ServiceDetail(
      id: "shop", unavailability: 0.2, bounds: 0.15...0.25, method: .bound, singlePoints: [], cutSets: [],
      isTruncated: true, sums: sums)
    let loss = RiskReport.ExpectedLoss(
      fraction: 0.2, weightHoursPerYear: 1752, bounds: 0.15...0.25, method: .bound)
    let pair = RiskReport.Pairs.Pair(
      first: try id("aws"), second: try id("gcp"), weight: 1, blastRadius: 1, excess: 1, services: 1)
    var report = RiskReport(expectedLoss: loss, services: 1, weight: 1, serviceDetails: [detail])
    report.pairs = RiskReport.Pairs(domains: 2, allDomains: 9, worst: [pair], surprising: [pair])
    report.recommendations = [
      RiskReport.Recommendation(
        service: "shop", change: "second region", add: try id("aws/eu-west-1"), deltaExpectedLoss: -0.1,
        deltaWorst: 0, method: .bound, sharesFateWith: [])
    ]
    return report
  }

  @Test func boundsAreToldOneByOne() throws {
    let text = try report().text(RiskWording(rows: 10, unit: nil))
    #expect(
      text.contains(
        "Expected loss: between 0.15 and 0.25 of the total weight; 1,750 weight-hours a year, the"))
    #expect(text.contains("(weight: no unit configured)"))
    #expect(text.contains("shop     between 0.15 and 0.25  105,000         bound"))
    #expect(text.contains("SERVICE  AT LEAST  AT MOST  RARE-EVENT  MIN-CUT  TRUNCATED MASS  CUT SETS"))
    #expect(text.contains("shop     0.15      0.25     0.25        0.2      0.05            17"))
    let csv = try report().csv(.bounds)
    #expect(csv.hasSuffix("\r\nshop,0.15,0.25,0.25,0.2,0.05,17\r\n"))
  }

  @Test func aChangeInALargeGraphCutsAtLeastSoMuch() throws {
    let text = try report().text(RiskWording(rows: 10, unit: nil))
    #expect(text.contains("shop     second region  aws/eu-west-1  at least -0.1  40 %       0           –"))
  }

  @Test func pairsSayHowManyWereTriedAndWhatNeitherTakesAlone() throws {
    let text = try report().text(RiskWording(rows: 10, unit: nil))
    #expect(text.contains("IMPACT OF TWO FAILURES (2 OF 9 DOMAINS TRIED)\n"))
    #expect(text.contains("aws    gcp     100 %            1         1       1"))
    #expect(try report().csv(.pairs).hasSuffix("\r\naws,gcp,1,1,1,1\r\n"))
  }
}
