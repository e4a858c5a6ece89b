import Testing

@testable import Model

@Suite("A subject is one thing watched, whatever its kind")
struct SubjectTests {
  private let noon = Timestamp(seconds: 1_767_571_200)

  private func region(_ id: String) throws -> DomainID { try #require(DomainID(id)) }

  private func snapshot() throws -> Snapshot {
    Snapshot(
      number: 1, generatedAt: noon, vantage: VantageState(name: "local"), overall: .down,
      counts: HealthCounts(),
      regions: [
        RegionState(
          domain: FaultDomain(id: try region("aws/us-east-1"), name: "US East"),
          standing: Standing(health: .down))
      ],
      names: [NameState(id: "shop.example", standing: Standing(health: .ok))],
      services: [
        ServiceState(service: Service(id: "shop", name: "Shop", weight: 3)),
        ServiceState(service: Service(id: "auth")),
      ])
  }

  @Test func aLabelIsReadAsTheSubjectThatItWasWrittenFor() throws {
    let subjects: [Subject] = [
      .region(try region("aws/us-east-1")), .name("shop.example"), .service("shop"), .service(""),
    ]
    #expect(subjects.map(\.label) == ["aws/us-east-1", "name:shop.example", "service:shop", "service:"])
    for subject in subjects { #expect(Subject(label: subject.label) == subject) }
  }

  @Test(arguments: ["", "aws", "dns:route53", "country:US", "a b", "service"])
  func whatLabelsNothingWatchedIsNoSubject(_ label: String) { #expect(Subject(label: label) == nil) }

  @Test func aSnapshotListsEverySubjectInThePlansOrder() throws {
    let snapshot = try snapshot()
    #expect(
      snapshot.subjects.map(\.subject.label) == [
        "aws/us-east-1", "name:shop.example", "service:shop", "service:auth",
      ])
    #expect(snapshot.subjects.map(\.title) == ["aws/us-east-1", "shop.example", "Shop", "auth"])
  }

  @Test func aSubjectsStateIsFoundByItsIdentity() throws {
    let snapshot = try snapshot()
    for state in snapshot.subjects { #expect(snapshot[state.subject]?.subject == state.subject) }
    #expect(snapshot[.service("shop")]?.weight == 3)
    #expect(snapshot[.region(try region("aws/us-east-1"))]?.standing.health == .down)
    #expect(snapshot[.service("shop.example")] == nil)
    #expect(snapshot[.region(try region("aws/us-west-2"))] == nil)
  }

  @Test func severalAreFoundAtOnce() throws {
    let wanted: Set<Subject> = [.service("auth"), .name("shop.example"), .service("gone")]
    let found = try snapshot()[wanted]
    #expect(Set(found.keys) == [.service("auth"), .name("shop.example")])
    #expect(found[.service("auth")]?.name == "auth")
  }
}
