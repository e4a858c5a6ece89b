import TestSupport
import Testing

@testable import History
@testable import Model

@Suite struct ReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A region watched for so many days, down for the first hour of each.
  private func watched(days: Int64) throws -> Timestamp {
    let store = try Store(folder.history, for: .writing)
    let end = start + .seconds(days * 86_400)
    try store.write { db in
      let session = try store.beginSession(at: start, in: db)
      try store.prolongSession(session, until: end, in: db)
      for day in 0..<days {
        let midnight = start + .seconds(day * 86_400)
        let changes = [(midnight, Health.down), (midnight + .seconds(3600), .ok)].map {
          StandingChange(label: "aws/us-east-1", start: $0.0, health: $0.1, reason: "")
        }
        try store.append(changes, to: session, in: db)
      }
    }
    return end
  }

  @Test func windowsEndNowAndAreAsLongAsTheySay() throws {
    let end = try watched(days: 40)
    let reader = try HistoryReader(folder.history)
    let region = try #require(Subject(label: "aws/us-east-1"))
    let uptime = try #require(try reader.uptimes(of: [region], at: end)[region])
    #expect(uptime[.day].down == .seconds(3600))
    #expect(uptime[.week].down == .seconds(7 * 3600))
    #expect(uptime[.week].share == 23.0 / 24)
    #expect(uptime[.month].coverage == 1)
    #expect(uptime[.quarter].coverage == 40.0 / 90)
    #expect(uptime[.quarter].share == 23.0 / 24)
  }

  @Test func unavailabilityIsShrunkTowardsDoubt() throws {
    let end = try watched(days: 40)
    let region = try #require(DomainID("aws/us-east-1"))
    let reader = try HistoryReader(folder.history)
    let found = try reader.unavailabilities(of: [region], at: end)
    #expect(found == [region: Unavailability(40.5 / 961, .history)])
  }

  @Test func aLongRunIsToldAnewEachDay() throws {
    let end = try watched(days: 40)
    let region = try #require(DomainID("aws/us-east-1"))
    var history = BufferedHistory(file: folder.history, retention: RetentionPolicy(), regions: [region])
    func told(at instant: Timestamp) -> Int {
      history.update([], nil, at: instant).count { if case .unavailabilities = $0 { true } else { false } }
    }
    #expect(told(at: end) == 1)
    #expect(told(at: end + .seconds(86_399)) == 0)
    #expect(told(at: end + .seconds(86_400)) == 1)
  }

  @Test func lessThanThirtyDaysSayNothingOfUnavailability() throws {
    let end = try watched(days: 29)
    let region = try #require(DomainID("aws/us-east-1"))
    let reader = try HistoryReader(folder.history)
    #expect(try reader.unavailabilities(of: [region], at: end).isEmpty)
  }

  @Test func whatWasNeverWatchedIsAllNoData() throws {
    let end = try watched(days: 1)
    let reader = try HistoryReader(folder.history)
    let uptime = try #require(try reader.uptimes(of: [.service("none")], at: end)[.service("none")])
    #expect(uptime[.day].share == nil)
    #expect(uptime[.day].coverage == 0)
  }

  /// One success a minute for ten days at a latency that rises by 1 ms a day, half of it not rolled up yet.
  @Test func percentilesComeFromDaysHoursAndWhatIsNotRolledUp() throws {
    let store = try Store(folder.history, for: .writing)
    for day in 0..<10 as Range<Int64> {
      let batch = (0..<1440).map { minute in
        seen(
          CheckID("service:shop tcp shop.example:443"),
          at: start + .seconds(day * 86_400 + Int64(minute) * 60), latency: .milliseconds(10 * (day + 1)))
      }
      _ = try store.write { try store.append(batch, in: $0) }
      if day < 9 { _ = try store.write { try store.rollUp(in: $0) } }
    }
    let reader = try HistoryReader(folder.history)
    let end = start + .seconds(10 * 86_400)
    let day = try reader.latencies(of: .service("shop"), in: end - .seconds(86_400)..<end)
    #expect(day.observations == 1440)
    #expect(near(day.p50, .milliseconds(100)))
    let all = try reader.latencies(of: .service("shop"), in: start..<end)
    #expect(all.observations == 14_400)
    #expect(near(all.p50, .milliseconds(50)))
    #expect(near(all.p99, .milliseconds(100)))
    let partial = try reader.latencies(of: .service("shop"), in: start + .seconds(43_200)..<end)
    #expect(partial.observations == 14_400 - 720)
    #expect(try reader.latencies(of: .service("sho"), in: start..<end).observations == 0)
  }

  /// Within the sketch's bucket.
  private func near(_ latency: Duration?, _ expected: Duration) -> Bool {
    guard let latency else { return false }
    return (0.94...1.06).contains(latency.inMilliseconds / expected.inMilliseconds)
  }

  @Test func anIncidentIsFoundByTheBeginningOfItsId() throws {
    let store = try Store(folder.history, for: .writing)
    let incidents = ["2026-01-05/a", "2026-01-05/ab", "2026-01-06/c"].map {
      Incident(
        id: $0, openedAt: start, confirmedAt: start, title: "x", health: .down, members: [.service("a")])
    }
    _ = try store.write { try store.put(incidents, in: $0) }
    let reader = try HistoryReader(folder.history)
    #expect(try reader.incidents(idPrefix: "2026-01-05/a").map(\.id) == ["2026-01-05/a"])
    #expect(try reader.incidents(idPrefix: "2026-01-05").count == 2)
    #expect(try reader.incidents(idPrefix: "%").isEmpty)
  }

  @Test func anIncidentThatEasedIsKeptWithTheWorstThatItWas() throws {
    let store = try Store(folder.history, for: .writing)
    let eased = Incident(
      id: "1", openedAt: start, confirmedAt: start, title: "a down", health: .degraded, worst: .down,
      members: [.service("a")])
    _ = try store.write { try store.put([eased], in: $0) }
    #expect(try HistoryReader(folder.history).incidents(idPrefix: "1").first?.worst == .down)
  }
}
