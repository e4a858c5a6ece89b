import Testing

@testable import Export
@testable import Model

@Suite("An incident is told as it was")
struct PostmortemTests {
  private let start = Timestamp(seconds: 1_760_942_880)

  private func incident(_ health: Health, worst: Health, members: (Duration?, Duration?)) throws -> Incident {
    let subjects: [(Subject, Duration?)] = [
      (.region(try domain("aws/us-east-1")), members.0), (.service("shop"), members.1),
    ]
    let symptoms = subjects.map { member, recovered in
      Incident.Symptom(member: member, failedAt: start, recoveredAt: recovered.map { start + $0 })
    }
    return Incident(
      id: "1", openedAt: start, confirmedAt: start + .seconds(2), title: "aws/us-east-1 down: dns-nodata",
      health: health, worst: worst,
      cause: Incident.Cause(
        domain: try domain("aws/us-east-1"), dependents: 2, dependentsFailing: 2, others: 9, othersFailing: 0),
      members: symptoms.map(\.member), spread: symptoms)
  }

  /// The hand-over in Markdown and the card of the page: they tell the same.
  private func told(_ incident: Incident) -> [String] {
    let now = start + .seconds(3600)
    return [
      Postmortem(incident, events: [], at: now).markdown,
      IncidentCard(incident: incident, now: now).markup.source,
    ]
  }

  @Test func whatEasedIsSaidToHaveBeenWorse() throws {
    for text in told(try incident(.degraded, worst: .down, members: (nil, nil))) {
      #expect(text.contains("aws/us-east-1 down: dns-nodata"))
      #expect(text.contains("It was down, now degraded"))
    }
  }

  @Test func whatIsAsBadAsEverIsNotSaidTwice() throws {
    for text in told(try incident(.down, worst: .down, members: (nil, nil))) {
      #expect(!text.contains("It was"))
    }
  }

  @Test func theEvidenceIsPresentWhileAllOfItFails() throws {
    for text in told(try incident(.down, worst: .down, members: (nil, nil))) {
      #expect(text.contains("2 of 2 dependents failing, 0 of 9 others"))
    }
  }

  @Test func theEvidenceIsPastOnceAnyOfItHasRecovered() throws {
    for text in told(try incident(.down, worst: .down, members: (nil, .seconds(600)))) {
      #expect(text.contains("2 of 2 dependents failed, 0 of 9 others"))
    }
  }

  @Test func theEvidenceIsPastOnceItIsOver() throws {
    var over = try incident(.down, worst: .down, members: (.seconds(900), .seconds(600)))
    over.closedAt = start + .seconds(900)
    over.spread = []
    for text in told(over) { #expect(text.contains("2 of 2 dependents failed, 0 of 9 others")) }
  }
}
