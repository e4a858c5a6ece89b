import Testing

@testable import Model

@Suite("The trail keeps an hour and its gaps")
struct TrailTests {
  let start = Timestamp(seconds: 1_760_942_880)

  @Test func aGapStaysAGap() {
    var trail = Trail()
    trail.add(.ok, latency: .milliseconds(10), at: start)
    trail.add(.down, latency: nil, at: start + .seconds(120))
    let slots = trail.lastHour(endingAt: start + .seconds(120)).suffix(5)
    #expect(slots.map { $0?.health } == [.ok, nil, nil, nil, .down])
    #expect(slots.first??.milliseconds == 10)
    #expect(slots.last??.milliseconds == nil)
  }

  @Test func aSlotShowsItsWorst() {
    var trail = Trail()
    trail.add(.down, latency: nil, at: start)
    trail.add(.ok, latency: .milliseconds(3), at: start + .seconds(1))
    #expect(trail.lastHour(endingAt: start).last == Trail.Slot(health: .down, milliseconds: 3))
  }

  @Test func timeMovesTheHourOn() {
    var trail = Trail()
    trail.add(.ok, latency: nil, at: start)
    #expect(trail.lastHour(endingAt: start + .seconds(3570)).first??.health == .ok)
    #expect(trail.lastHour(endingAt: start + .seconds(3600)).allSatisfy { $0 == nil })
    trail.add(.down, latency: nil, at: start + .seconds(86_400))
    #expect(trail.lastHour(endingAt: start + .seconds(86_400)).compactMap { $0?.health } == [.down])
  }

  @Test func whatComesTooLateIsDropped() {
    var trail = Trail()
    trail.add(.ok, latency: nil, at: start + .seconds(7200))
    trail.add(.down, latency: nil, at: start)
    #expect(trail.lastHour(endingAt: start + .seconds(7200)).compactMap { $0?.health } == [.ok])
  }

  private func state(every interval: Duration, _ seen: [(Health, Duration)]) -> CheckState {
    var state = CheckState(
      check: Check(for: .control, probe: .ping(host: "a"), interval: interval, timeout: .seconds(5)))
    for (health, after) in seen { state.trail.add(health, latency: .milliseconds(5), at: start + after) }
    return state
  }

  @Test func severalChecksAreSeenAsTheWorst() {
    let states = [
      state(every: .seconds(30), [(.ok, .zero)]), state(every: .seconds(30), [(.degraded, .zero)]),
    ]
    #expect(CheckState.lastHour(of: states, endingAt: start).last??.health == .degraded)
  }

  @Test func anObservationHoldsUntilTheNextIsDueAndNoLonger() {
    let each = state(every: .seconds(60), [0, 1, 4].map { (.ok, .seconds($0 * 60)) })
    let hour = CheckState.lastHour(of: [each], endingAt: start + .seconds(4 * 60))
    #expect(hour.suffix(9).map { $0 != nil } == [true, true, true, true, false, false, false, false, true])
  }

  @Test func whatIsTakenBackIsUnknownAndNoFailure() {
    var trail = Trail()
    for step in 0..<10 {
      trail.add(step < 2 || step > 6 ? .down : .ok, latency: nil, at: start + .seconds(30) * step)
    }
    let end = start + .seconds(270)
    trail.add(.ok, latency: .milliseconds(7), at: end)
    trail.disregardFailures(from: end + .seconds(30))
    #expect(trail.failures(inHourEndingAt: end) == 5)
    trail.disregardFailures(from: start + .seconds(225))
    let slots = trail.lastHour(endingAt: end).suffix(10)
    #expect(slots.prefix(2).allSatisfy { $0?.health == .down })
    #expect(slots.suffix(3).allSatisfy { $0?.health == .unknown })
    #expect(slots.last??.milliseconds == 7, "a success that was seen was one")
    #expect(trail.failures(inHourEndingAt: end) == 2)
    trail.disregardFailures(from: start + .seconds(-7200))
    #expect(trail.failures(inHourEndingAt: end) == 0)
  }

  @Test func failuresAreCountedWhileTheyAreWithinTheHour() {
    var trail = Trail()
    #expect(trail.failures(inHourEndingAt: start) == 0)
    for step in 0..<200 {
      trail.add(
        step % 3 == 0 ? .down : .ok, latency: step % 3 == 0 ? nil : .milliseconds(step),
        at: start + .seconds(30) * step)
    }
    let end = start + .seconds(30) * 199
    for later in [0, 1, 17, 119, 120, 500] {
      let instant = end + .seconds(30) * later
      let slots = trail.lastHour(endingAt: instant)
      #expect(slots.count == Trail.slotCount)
      #expect(trail.failures(inHourEndingAt: instant) == slots.count { $0?.health == .down })
    }
    #expect(trail.failures(inHourEndingAt: end) == 40)
    #expect(trail.failures(inHourEndingAt: end + .seconds(3600)) == 0)
  }
}
