import Testing

@testable import Assessment
@testable import Model

/// Two providers with two regions each, a DNS operator, and services on them.
struct Town {
  let plan: Plan
  var log: IncidentLog
  private let numbers: [String: Int]

  init(services: [Service], names: [String] = [], regions: [String] = Town.regions) {
    plan = Plan(
      regions: regions.map { WatchedRegion(id: domain($0), checks: []) },
      names: names.map { WatchedName(id: $0, checks: []) },
      domains: regions.map { FaultDomain(id: domain($0), needs: Self.provider(of: domain($0))) },
      services: services)
    let subjects = SubjectRecord.all(of: plan)
    log = IncidentLog(DependencyGraph(of: plan), subjects: subjects)
    numbers = Dictionary(uniqueKeysWithValues: subjects.enumerated().map { ($1.subject.label, $0) })
  }

  static let regions = ["aws/us-east-1", "aws/us-west-2", "gcp/us-central1", "gcp/europe-west1"]

  private static func provider(of id: DomainID) -> [Need] {
    id.provider.map { [.domain($0, evidence: nil)] } ?? []
  }

  mutating func set(_ health: Health, _ labels: [String], at seconds: Int, reason: SafeText = "reset") {
    let instant = start + .seconds(seconds)
    for label in labels {
      guard let number = numbers[label] else {
        Issue.record("\(label) is not watched")
        continue
      }
      let reason: SafeText = health == .ok ? "" : reason
      let outcome = Outcome(rawValue: reason.string)
      let details = IncidentLog.Details(
        kind: outcome.map { FailureKind($0, httpStatus: nil) }, phrase: outcome.map { FailureKind.phrase($0) }
      )
      log.note(
        Standing(health: health, since: instant, reason: reason), details, of: number,
        at: instant)
    }
    log.settle(at: instant)
  }

  /// A condition on my side explains what these show.
  mutating func mask(_ kind: Condition.Kind, since: Int, _ labels: [String], at seconds: Int) {
    let instant = start + .seconds(seconds)
    let mask = IncidentLog.Mask(kind: kind, since: start + .seconds(since))
    for number in labels.compactMap({ numbers[$0] }) {
      log.note(
        Standing(since: instant, reason: "masked"), IncidentLog.Details(maskedFor: mask), of: number,
        at: instant)
    }
    log.settle(at: instant)
  }

  var everything: [String] { numbers.keys.sorted() }
  var open: [Incident] { log.all.filter { $0.closedAt == nil } }
}

func domain(_ text: String) -> DomainID { DomainID(text) ?? .service(text) }

func needing(_ id: String, _ domains: String...) -> Service {
  Service(id: id, needs: domains.map { .domain(domain($0), evidence: nil) })
}

@Suite("Incidents gather what fails together")
struct IncidentTests {
  let shops = (1...6).map { needing("shop\($0)", "aws/us-east-1") }
  let others = (1...12).map { needing("other\($0)", "gcp/us-central1") }
  var shopLabels: [String] { (1...6).map { "service:shop\($0)" } }

  func town(_ extra: [Service] = []) -> Town {
    var town = Town(
      services: shops + others + extra,
      names: ["dynamodb.us-east-1.amazonaws.com", "www.example.com"])
    town.set(.ok, town.everything, at: 0)
    return town
  }

  @Test func aRegionsFallIsOneIncidentWithTheRegionAsItsCause() throws {
    var town = town()
    town.set(.down, ["aws/us-east-1", "name:dynamodb.us-east-1.amazonaws.com"], at: 60, reason: "dns-nodata")
    town.set(.down, shopLabels, at: 75)
    #expect(town.open.count == 1)
    let incident = try #require(town.open.first)
    #expect(
      incident.cause
        == Incident.Cause(
          domain: domain("aws/us-east-1"), dependents: 8, dependentsFailing: 8, others: 16, othersFailing: 0))
    #expect(incident.openedAt == start + .seconds(60))
    #expect(incident.title == "aws/us-east-1 down: dns-nodata; 7 others down")
    #expect(incident.spread.first?.member.label == "aws/us-east-1")
    #expect(incident.members.count == 8)
    #expect(Set(incident.predicted) == Set(incident.members))
    #expect(incident.missingEdges.isEmpty)
  }

  @Test func aDependentThatStaysWellIsCountedAgainstTheCause() throws {
    var town = town()
    town.set(.down, ["aws/us-east-1"] + shopLabels.dropLast(), at: 60)
    let cause = try #require(town.open.first?.cause)
    #expect((cause.dependentsFailing, cause.dependents) == (6, 8))
  }

  @Test func aFewFailuresOfManyDependentsBlameNobody() throws {
    var town = town()
    town.set(.down, ["service:shop1", "service:shop2"], at: 60)
    #expect(town.open.count == 1, "they share a region and a time")
    #expect(try #require(town.open.first).cause == nil)
    #expect(town.open.first?.title == "shop1 down: reset; 1 other down")
  }

  @Test func whatSharesNothingOrComesLaterIsAnotherIncident() {
    var town = town()
    town.set(.down, ["service:shop1"], at: 60)
    town.set(.down, ["service:other1", "name:www.example.com"], at: 60)
    #expect(town.open.count == 3)
    town.set(.down, ["service:shop2"], at: 60 + 301)
    #expect(town.open.count == 4)
  }

  @Test func aLateVictimOfAKnownCauseJoinsAtAnyTime() {
    var town = town()
    town.set(.down, ["aws/us-east-1"] + shopLabels.dropLast(), at: 60)
    town.set(.down, ["service:shop6"], at: 7200)
    #expect(town.open.count == 1)
  }

  @Test func anIncidentClosesWhenItsLastMemberIsWell() throws {
    var town = town()
    town.set(.down, ["aws/us-east-1"] + shopLabels, at: 60)
    let id = try #require(town.open.first).id
    town.set(.ok, ["aws/us-east-1"] + shopLabels.dropLast(), at: 600)
    #expect(town.open.first?.id == id)
    #expect(town.open.first?.cause?.dependentsFailing == 7, "what fell stays evidence")
    town.set(.unknown, ["service:shop6"], at: 700)
    #expect(town.open.count == 1)
    town.set(.ok, ["service:shop6"], at: 800)
    #expect(town.open.isEmpty)
    let closed = try #require(town.log.all.first)
    #expect(closed.id == id)
    #expect(closed.closedAt == start + .seconds(800))
    #expect(closed.spread.allSatisfy { $0.recoveredAt != nil })
    #expect(closed.cause?.domain == domain("aws/us-east-1"))
  }

  @Test func flappingIsNamedAndStaysOneIncident() throws {
    var town = town()
    for round in 0..<4 {
      town.set(.down, ["service:shop1"], at: 60 + round * 300)
      town.set(.ok, ["service:shop1"], at: 120 + round * 300)
    }
    town.set(.down, ["service:shop1"], at: 60 + 4 * 300)
    #expect(town.log.all.count == 1)
    let incident = try #require(town.open.first)
    #expect(incident.title == "shop1 flapping, failed 5 times within the hour: reset")
    #expect(incident.relapses == 4)
    #expect(incident.openedAt == start + .seconds(60))
  }

  @Test func plannedMaintenanceIsNeitherFailureNorEvidence() throws {
    var town = town()
    town.set(.maintenance, ["service:shop1"], at: 30)
    #expect(town.log.all.isEmpty)
    town.set(.down, ["aws/us-east-1"] + shopLabels.dropFirst(), at: 60)
    let cause = try #require(town.open.first?.cause)
    #expect((cause.dependentsFailing, cause.dependents) == (6, 7))
  }

  @Test func aServiceThatFallsAlongWithoutANeedSuggestsOne() throws {
    var town = town([needing("odd", "dns:elsewhere"), needing("later", "dns:another")])
    town.set(.down, ["aws/us-east-1", "service:odd"] + shopLabels, at: 60)
    town.set(.down, ["service:later"], at: 3600)
    let incident = try #require(town.open.first { $0.cause != nil })
    #expect(incident.missingEdges == ["odd"])
    #expect(!incident.members.contains(.service("odd")), "it is an incident of its own")
  }

  @Test func anAlternativeIsNoDependent() throws {
    let either = Service(
      id: "either",
      needs: [
        .any([
          .domain(domain("aws/us-east-1"), evidence: nil), .domain(domain("gcp/us-central1"), evidence: nil),
        ])
      ])
    var town = town([either])
    town.set(.down, ["aws/us-east-1"] + shopLabels, at: 60)
    let cause = try #require(town.open.first?.cause)
    #expect(cause.dependents == 8)
    #expect(cause.others == 16)
  }

  @Test func aSharedNeedAloneJoinsNoIncidents() throws {
    var town = Town(
      services: [needing("a", "dns:x"), needing("b", "dns:y"), needing("c", "dns:x", "dns:y")])
    town.set(.down, ["service:a"], at: 0)
    town.set(.down, ["service:b"], at: 10)
    town.set(.down, ["service:c"], at: 20)
    #expect(town.open.map(\.members) == [[.service("a"), .service("c")], [.service("b")]])
  }

  @Test func failuresThatLookDifferentAreTwoIncidents() throws {
    var town = Town(services: [needing("orders", "aws/us-east-1"), needing("cart", "aws/us-east-1")])
    town.set(.ok, town.everything, at: -60)
    town.set(.down, ["service:orders"], at: 0, reason: "http-status")
    town.set(.down, ["service:cart"], at: 13, reason: "tls-expired")
    #expect(town.open.map(\.title) == ["orders down: http-status", "cart down: tls-expired"])
    #expect(town.open.allSatisfy { $0.cause == nil })
    town.set(.ok, ["service:orders"], at: 60)
    #expect(town.open.map(\.title) == ["cart down: tls-expired"])
  }

  @Test func incidentsOfOneCauseBecomeTheOldestOfThem() throws {
    var town = town()
    town.set(.down, ["service:shop1"], at: 0, reason: "http-status")
    town.set(.down, ["aws/us-east-1"], at: 10, reason: "dns-nodata")
    let oldest = try #require(town.open.first { $0.members == [.service("shop1")] })
    town.set(.down, shopLabels, at: 20, reason: "http-status")
    #expect(town.open.map(\.id) == [oldest.id])
    #expect(town.open.first?.members.count == 7)
    #expect(town.log.all.count == 1)
  }

  @Test func aRestartGoesOnWithTheIncidentsThatWereOpen() throws {
    var before = town()
    before.set(.down, ["aws/us-east-1"] + shopLabels, at: 60)
    let incident = try #require(before.open.first)
    var after = Town(services: shops + others)
    after.log.restore(open: [incident])
    after.set(.down, ["aws/us-east-1"] + shopLabels, at: 900)
    #expect(after.open.map(\.id) == [incident.id])
    #expect(after.open.first?.openedAt == incident.openedAt)
    #expect(after.open.first?.confirmedAt == incident.confirmedAt)
    after.set(.ok, after.everything, at: 1000)
    #expect(after.open.isEmpty)
    #expect(after.log.all.first?.closedAt == start + .seconds(1000))
  }
}

@Suite("An incident that eases keeps what it was")
struct EasingTests {
  let region = "aws/us-east-1"
  let shops = (1...6).map { "service:shop\($0)" }

  func town() -> Town {
    var town = Town(services: (1...6).map { needing("shop\($0)", "aws/us-east-1") })
    town.set(.ok, town.everything, at: 0)
    return town
  }

  @Test func theTitleTellsThePresentAndTheWorstIsKept() throws {
    var town = town()
    town.set(.down, [region] + shops, at: 60, reason: "dns-nodata")
    #expect(town.open.first?.title == "aws/us-east-1 down: dns-nodata; 6 others down")
    town.set(.degraded, [region] + shops, at: 9000, reason: "slow")
    let eased = try #require(town.open.first)
    #expect(eased.title == "aws/us-east-1 degraded: slow; 6 others degraded")
    #expect((eased.health, eased.worst) == (.degraded, .down))
  }

  @Test func aTitleNamesAMemberOnlyForItsOwnFailure() {
    var town = town()
    town.set(.down, [region] + shops, at: 60, reason: "dns-nodata")
    town.set(.ok, [region] + shops.dropLast(2), at: 600)
    #expect(town.open.first?.title == "aws/us-east-1: 2 down (7 at worst), began as an empty DNS answer")
  }

  @Test func aClosedIncidentTellsWhatWasAndDoesNotChange() throws {
    var town = town()
    town.set(.down, [region] + shops, at: 60, reason: "dns-nodata")
    town.set(.ok, [region] + shops, at: 9900)
    let closed = try #require(town.log.all.first)
    #expect(closed.title == "aws/us-east-1 was down: 7 failed, began as an empty DNS answer")
    #expect((closed.health, closed.worst) == (.down, .down))
    town.set(.down, ["service:shop1"], at: 12_000)
    #expect(town.log.all.contains(closed))
  }

  @Test func aCauseFoundLaterIsNamed() {
    var town = town()
    town.set(.down, ["service:shop1", "service:shop2"], at: 60)
    #expect(town.open.first?.title == "shop1 down: reset; 1 other down")
    town.set(.down, [region] + shops, at: 90, reason: "dns-nodata")
    #expect(town.open.first?.title == "aws/us-east-1 down: dns-nodata; 6 others down")
  }

  @Test func aRestartRewritesNothingUntilSomethingIsSeen() throws {
    var before = town()
    before.set(.down, [region] + shops, at: 60, reason: "dns-nodata")
    var after = Town(services: (1...6).map { needing("shop\($0)", "aws/us-east-1") })
    after.log.restore(open: before.open)
    after.set(.unknown, [region] + shops, at: 9300, reason: "")
    #expect(after.open.map(\.title) == before.open.map(\.title))
    after.set(.down, [region] + shops, at: 9360, reason: "dns-nodata")
    let incident = try #require(after.open.first)
    #expect(incident.title == "aws/us-east-1 down: dns-nodata; 6 others down")
    #expect((incident.id, incident.worst) == (before.open[0].id, .down))
  }

  @Test func anIncidentThatWasMineIsWithdrawnAndSaysSo() throws {
    var town = town()
    town.set(.down, ["service:shop1"], at: 60)
    town.mask(.localLink, since: 50, ["service:shop1"], at: 70)
    #expect(town.open.isEmpty)
    let withdrawn = try #require(town.log.all.first)
    #expect(withdrawn.title == "withdrawn: the fault was on my side (local-link)")
    #expect(withdrawn.cause == nil)
  }

  @Test func anIncidentFromBeforeMyFaultStays() {
    var town = town()
    town.set(.down, ["service:shop1"], at: 60)
    town.mask(.localLink, since: 100, ["service:shop1"], at: 120)
    #expect(town.open.map(\.title) == ["shop1 down: reset"])
  }
}

@Suite("The provider's first word is measured against the first symptom")
struct FeedLagTests {
  func fallen() -> Town {
    var town = Town(services: (1...6).map { needing("shop\($0)", "aws/us-east-1") })
    town.set(.ok, town.everything, at: -100)
    town.set(.down, ["aws/us-east-1"] + (1...6).map { "service:shop\($0)" }, at: 0)
    return town
  }

  @Test func theLagRunsFromTheFirstFailingObservation() {
    var town = fallen()
    #expect(town.open.first?.feedLag == nil)
    town.log.noteFeed(provider: "aws", regions: ["us-east-1"], at: start + .seconds(1380))
    town.log.settle(at: start + .seconds(1380))
    town.log.noteFeed(provider: "aws", regions: [], at: start + .seconds(2000))
    town.log.settle(at: start + .seconds(2000))
    #expect(town.open.first?.feedLag == .seconds(1380))
  }

  @Test func wordsAboutOtherThingsAndOldWordsDoNotCount() {
    var town = fallen()
    town.log.noteFeed(provider: "aws", regions: ["eu-west-1"], at: start + .seconds(60))
    town.log.noteFeed(provider: "gcp", regions: [], at: start + .seconds(60))
    town.log.noteFeed(provider: "aws", regions: [], at: start + .seconds(-86_400))
    town.log.settle(at: start + .seconds(60))
    #expect(town.open.first?.feedLag == nil)
  }
}
