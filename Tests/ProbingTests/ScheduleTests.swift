import Model
import Testing

@testable import Probing

@Suite("The schedule, on a virtual clock")
struct ScheduleTests {
  private static let start = Moment(nanoseconds: 1_000_000_000_000)

  private func schedule(_ count: Int, interval: Duration, seed: UInt64 = 0) -> Schedule {
    Schedule(
      (0..<count).map { (CheckID("service:s\($0) http https://s\($0).test/"), interval) }, seed: seed,
      start: Self.start)
  }

  /// Starts of every check until `end`, each probe lasting `length`.
  private func run(_ schedule: inout Schedule, for end: Duration, length: Duration = .zero) -> [[Moment]] {
    var starts: [Int: [Moment]] = [:]
    var highest = 0
    while let now = schedule.next, now <= Self.start + end {
      while let (check, due) = schedule.startDue(at: now) {
        starts[check, default: []].append(due)
        highest = max(highest, check)
        schedule.finish(check, at: now + length)
      }
    }
    return (0...highest).map { starts[$0] ?? [] }
  }

  /// When the check taken was due.
  private func startNext(_ schedule: inout Schedule, _ now: Moment) -> Moment? {
    schedule.startDue(at: now)?.due
  }

  @Test func theFirstRoundIsPromptAndSpread() {
    var schedule = schedule(1000, interval: .seconds(30))
    let first = run(&schedule, for: .seconds(29)).map { $0.first ?? Moment(nanoseconds: .max) }
    #expect(first.allSatisfy { $0 <= Self.start + .seconds(2) })
    let early = first.filter { $0 < Self.start + .seconds(1) }.count
    #expect((400...600).contains(early))
  }

  @Test func aFewChecksAllStartWithinATenthOfASecond() {
    var schedule = schedule(10, interval: .seconds(60))
    let starts = run(&schedule, for: .milliseconds(100))
    #expect(starts.map(\.count) == Array(repeating: 1, count: 10))
  }

  @Test func noCheckStartsTwiceWithinItsInterval() {
    var schedule = schedule(500, interval: .seconds(30))
    for starts in run(&schedule, for: .seconds(600), length: .seconds(3)) {
      for (earlier, later) in zip(starts, starts.dropFirst()) { #expect(later - earlier >= .seconds(30)) }
      #expect((19...21).contains(starts.count))
    }
  }

  @Test func laterRoundsAreSpreadOverTheWholeInterval() {
    var schedule = schedule(3000, interval: .seconds(30))
    let starts = run(&schedule, for: .seconds(90)).flatMap { $0 }.filter { $0 >= Self.start + .seconds(60) }
    for second in 60..<90 {
      let span = (Self.start + .seconds(second))..<(Self.start + .seconds(second + 1))
      #expect((50...150).contains(starts.filter(span.contains).count))
    }
  }

  @Test func thePhaseIsTheSameAtEveryRunAndTurnsWithTheSeed() {
    let id = CheckID("service:a http https://a.test/")
    #expect(Schedule.phase(of: id, seed: 1) == Schedule.phase(of: id, seed: 1))
    #expect(Schedule.phase(of: id, seed: 1) != Schedule.phase(of: id, seed: 2))
  }

  @Test func aConfirmationComesTwoSecondsLaterAndMovesNothingElse() throws {
    var schedule = schedule(1, interval: .seconds(30))
    let first = try #require(startNext(&schedule, Self.start + .seconds(2)))
    schedule.finish(0, at: first + .milliseconds(5))
    let regular = try #require(schedule.next)
    schedule.confirm(0, at: first + .milliseconds(5))
    #expect(schedule.next == first + .milliseconds(2005))
    #expect(startNext(&schedule, first + .milliseconds(2004)) == nil)
    #expect(startNext(&schedule, first + .milliseconds(2005)) != nil)
    schedule.finish(0, at: first + .milliseconds(2010))
    #expect(schedule.next == regular)
  }

  @Test func aProbeByHandKeepsTheFloorAndCountsForTheInterval() throws {
    var schedule = schedule(1, interval: .seconds(30))
    let begun = Self.start + .seconds(2)
    #expect(startNext(&schedule, begun) != nil)
    schedule.finish(0, at: begun)
    schedule.startNow(0, at: begun + .milliseconds(10))
    #expect(schedule.next == begun + .seconds(1))
    #expect(startNext(&schedule, begun + .seconds(1)) != nil)
    schedule.finish(0, at: begun + .seconds(1))
    let next = try #require(schedule.next)
    #expect(next >= begun + .seconds(31))
    schedule.startNow(0, at: begun + .seconds(5))
    #expect(schedule.next == next)
  }

  @Test func whatIsAskedDuringARunStartsOnceASecondLater() throws {
    var schedule = schedule(1, interval: .seconds(30))
    let begun = Self.start + .seconds(2)
    #expect(startNext(&schedule, begun) != nil)
    for tenth in 1...5 { schedule.ask(0, at: begun + .milliseconds(100 * tenth)) }
    #expect(schedule.next == nil)
    schedule.finish(0, at: begun + .milliseconds(600))
    #expect(schedule.next == begun + .seconds(1))
    #expect(startNext(&schedule, begun + .seconds(1)) != nil)
    schedule.finish(0, at: begun + .milliseconds(1010))
    #expect(try #require(schedule.next) > begun + .seconds(2))
  }

  @Test func askingMovesNoRegularStart() throws {
    var (asked, quiet) = (schedule(1, interval: .seconds(30)), schedule(1, interval: .seconds(30)))
    let first = try #require(startNext(&asked, Self.start + .seconds(2)))
    #expect(startNext(&quiet, Self.start + .seconds(2)) == first)
    asked.finish(0, at: first)
    quiet.finish(0, at: first)
    for second in 3..<9 {
      asked.ask(0, at: first + .seconds(second))
      #expect(startNext(&asked, first + .seconds(second)) == first + .seconds(second))
      asked.finish(0, at: first + .seconds(second))
    }
    #expect(asked.next == quiet.next)
  }

  @Test func askingWithoutEndStartsOnceASecond() {
    var schedule = schedule(1, interval: .seconds(600))
    _ = startNext(&schedule, Self.start + .seconds(2))
    schedule.finish(0, at: Self.start + .seconds(2))
    var starts = 0
    for step in 1...100 {
      let now = Self.start + .seconds(2) + .milliseconds(100 * step)
      schedule.ask(0, at: now)
      guard startNext(&schedule, now) != nil else { continue }
      starts += 1
      schedule.finish(0, at: now)
    }
    #expect(starts == 10)
  }

  @Test func aRunningCheckIsNotStartedAgain() throws {
    var schedule = schedule(1, interval: .seconds(1))
    let begun = Self.start + .seconds(2)
    #expect(startNext(&schedule, begun) != nil)
    schedule.startNow(0, at: begun + .seconds(5))
    schedule.confirm(0, at: begun + .seconds(5))
    #expect(schedule.next == nil)
    schedule.finish(0, at: begun + .seconds(9))
    #expect(try #require(schedule.next) >= begun + .seconds(9))
  }

  @Test func afterASleepTheOverdueIsSpreadAgain() throws {
    var schedule = schedule(1000, interval: .seconds(30))
    _ = run(&schedule, for: .seconds(30))
    let woken = Self.start + .seconds(7200)
    schedule.resume(at: woken)
    #expect(try #require(schedule.next) >= woken)
    var started = 0
    while schedule.startDue(at: woken + .milliseconds(1000)) != nil { started += 1 }
    #expect((400...600).contains(started))
  }
}
