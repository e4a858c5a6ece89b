import Testing

@testable import Trials

/// What is told of three hundred worlds, against what is true in them; the floors lie just under what is reached.
/// `bench-judgement --from 1 --seeds 300` shows which seeds went wrong, and `bench-judgement --seed S --verbose` how.
@Suite struct JudgementTests {
  private static let tally: Tally = {
    var tally = Tally()
    for seed in 1...300 as ClosedRange<UInt64> { tally.add(Trial.run(World.of(seed: seed))) }
    return tally
  }()

  @Test func theSideToldIsTheOneAtFault() {
    #expect(Self.tally.sideRight >= 0.9, "\(Self.tally.report)")
  }

  @Test func theConditionToldIsTheOneThatHolds() {
    #expect(Self.tally.conditionRight >= 0.8, "\(Self.tally.report)")
  }

  @Test func theCauseToldIsTheOneThatBrokeOrRightlyNone() {
    #expect(Self.tally.farCauseRight >= 0.85, "\(Self.tally.report)")
  }

  @Test func noBystanderIsBlamed() {
    #expect(Self.tally.bystanders <= 0.2, "\(Self.tally.report)")
  }

  @Test func nothingIsGreenWithoutEvidence() {
    #expect(Self.tally.worldsWithBaselessGreens == 0, "\(Self.tally.report)")
  }

  @Test func noTargetIsCalledDownWhileItIsUpAndMySideIsSound() {
    #expect(Self.tally.worldsWithFalseDowns == 0, "\(Self.tally.report)")
  }

  @Test func quietDaysHaveNoIncident() {
    var days = QuietDays.ofSingleFailures
    for seed in 1...2 as ClosedRange<UInt64> { days.add(seed: seed) }
    #expect(days.incidents == 0, "\(days.report)")
  }

  @Test func aFailureIsToldWithinTheTimesStated() {
    let times = DetectionTimes(intervals: [5, 30], runs: 6)
    for entry in times.entries {
      if let target = entry.target { #expect(entry.worst <= target, "\(entry)") }
    }
    #expect(times.entries.contains { $0.target != nil })
  }
}
