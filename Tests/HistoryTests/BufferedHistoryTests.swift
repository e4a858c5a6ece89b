internal import GRDB
import TestSupport
import Testing

@testable import History
@testable import Model

@Suite struct BufferedHistoryTests {
  private let folder: TemporaryFolder
  private let label = "service:shop"

  init() throws { folder = try TemporaryFolder() }

  private func history() -> BufferedHistory {
    BufferedHistory(file: folder.history, retention: RetentionPolicy())
  }

  private func tally(_ window: Range<Timestamp>) throws -> Uptime.Tally {
    let store = try Store(folder.history, for: .reading)
    return try store.read {
      try store.timeline(of: label, in: window, in: $0)
        .tally(of: window.lowerBound.milliseconds..<window.upperBound.milliseconds)
    }
  }

  /// Beats every minute from `first` to `last`, as the timer does.
  private func beat(
    _ history: inout BufferedHistory, from first: Int64, to last: Int64, _ snapshot: (Timestamp) -> Snapshot?
  ) {
    for second in stride(from: first, through: last, by: 60) {
      let now = start + .seconds(second)
      _ = history.update([], snapshot(now), at: now)
    }
  }

  @Test func timeFallsIntoItsFourBuckets() throws {
    var history = history()
    beat(&history, from: 0, to: 3600) { now in
      switch (now - start).inSeconds {
      case ..<600: snapshot(.ok, since: start, at: now)
      case ..<900: snapshot(.down, since: start + .seconds(540), at: now)
      case ..<1200: snapshot(.maintenance, since: start + .seconds(900), at: now)
      case ..<1800: snapshot(.degraded, since: start + .seconds(1200), at: now)
      case ..<2400: snapshot(.unknown, since: start + .seconds(1800), at: now)
      default: snapshot(.ok, since: start + .seconds(2400), at: now)
      }
    }
    let hour = try tally(start..<start + .seconds(3600))
    #expect(hour.down == .seconds(360), "it began with the first failing observation")
    #expect(hour.excluded == .seconds(300))
    #expect(hour.degraded == .seconds(600))
    #expect(hour.noData == .seconds(600))
    #expect(hour.ok == .seconds(3600 - 360 - 300 - 600 - 600))
    #expect(hour.share == 2340.0 / 2700)
    #expect(hour.coverage == 3000.0 / 3600)
  }

  @Test func timeInWhichFaultlineWasOffIsNoData() throws {
    var first = history()
    beat(&first, from: 0, to: 600) { snapshot(.ok, since: start, at: $0) }
    first.close([], nil, at: start + .seconds(600))
    var second = history()
    beat(&second, from: 1800, to: 2400) { snapshot(.ok, since: start + .seconds(1800), at: $0) }
    let tally = try tally(start..<start + .seconds(2400))
    #expect(tally.noData == .seconds(1200))
    #expect(tally.ok == .seconds(1200))
  }

  @Test func timeInWhichTheMachineSleptIsNoData() throws {
    var history = history()
    beat(&history, from: 0, to: 600) { snapshot(.ok, since: start, at: $0) }
    beat(&history, from: 4200, to: 4800) { snapshot(.ok, since: start, at: $0) }
    let tally = try tally(start..<start + .seconds(4800))
    #expect(tally.noData == .seconds(3600))
  }

  @Test func anInterruptionStaysOneWhenTheOldStandingComesBack() throws {
    var history = history()
    beat(&history, from: 0, to: 1200) { now in
      (300..<900).contains((now - start).inSeconds)
        ? snapshot(.unknown, since: start + .seconds(300), at: now) : snapshot(.ok, since: start, at: now)
    }
    #expect(try tally(start..<start + .seconds(1200)).noData == .seconds(600))
  }

  @Test func aClockSetBackNeitherLosesNorDoublesTime() throws {
    var history = history()
    beat(&history, from: 0, to: 3600) { snapshot(.ok, since: start, at: $0) }
    beat(&history, from: 1800, to: 3000) { snapshot(.down, since: start + .seconds(1800), at: $0) }
    let tally = try tally(start..<start + .seconds(3600))
    #expect(tally.down == .seconds(1200), "the later word on the same time counts")
    #expect(tally.ok == .seconds(2400))
    #expect(tally.noData == .zero)
  }

  @Test func aYearAheadByMistakeLeavesThePresentAsItIs() throws {
    var history = history()
    beat(&history, from: 0, to: 600) { snapshot(.ok, since: start, at: $0) }
    beat(&history, from: 31_536_000, to: 31_536_600) { snapshot(.down, at: $0) }
    beat(&history, from: 660, to: 1200) { snapshot(.ok, since: start, at: $0) }
    let tally = try tally(start..<start + .seconds(1200))
    #expect(tally.down == .zero)
    #expect(tally.ok == .seconds(1140))
  }

  @Test func incidentsThatWereOpenAreToldAtTheNextStart() throws {
    let cause = Incident.Cause(
      domain: .service("shop"), dependents: 15, dependentsFailing: 14, others: 40, othersFailing: 1)
    let open = Incident(
      id: "1", openedAt: start, confirmedAt: start + .seconds(5), title: "shop down", health: .down,
      cause: cause, members: [.service("shop")] + ["aws/us-east-1"].compactMap(Subject.init(label:)),
      feedLag: .seconds(1380),
      suspects: [.init(cause: cause, likelihood: 0.9)],
      spread: [.init(member: .service("shop"), failedAt: start, recoveredAt: start + .seconds(9))],
      predicted: [.service("shop")], missingEdges: ["venmo"], relapses: 2)
    var closed = open
    closed.id = "2"
    closed.closedAt = start + .seconds(50)
    var first = history()
    _ = first.update([], snapshot(.down, at: start, incidents: [open, closed]), at: start)
    first.close([], nil, at: start)
    var second = history()
    #expect(second.update([], nil, at: start + .seconds(60)).contains(.opened(openIncidents: [open])))
  }

  @Test func theFirstUpdateTellsTheUptimeOfEverySubject() throws {
    var history = history()
    beat(&history, from: 0, to: 60) { snapshot(.ok, since: start, at: $0) }
    let news = history.update([], nil, at: start + .seconds(120))
    let uptimes = news.compactMap { if case .uptimes(let uptimes) = $0 { uptimes } else { nil } }
    #expect(uptimes.first?[.service("shop")]?[.day].ok == .seconds(120))
    #expect(uptimes.first?[.service("shop")]?[.day].share == 1)
  }
}
