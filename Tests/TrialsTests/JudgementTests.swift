import Testing

@testable import Trials

/// What is told of three hundred worlds, against what is true in them. `bench-judgement` shows which seed went wrong,
/// and `bench-judgement --seed S --verbose` how.
@Suite struct JudgementTests {
  private static let tally: Tally = {
    var tally = Tally()
    for seed in 1...300 as ClosedRange<UInt64> { tally.add(Trial.run(World(seed: seed))) }
    return tally
  }()

  @Test func theSideToldIsTheOneAtFault() { #expect(Self.tally.sideRight >= 0.7, "\(Self.tally.report)") }

  @Test func theConditionOrCauseToldIsTheRightOne() {
    #expect(Self.tally.causeRight >= 0.55, "\(Self.tally.report)")
  }
}
