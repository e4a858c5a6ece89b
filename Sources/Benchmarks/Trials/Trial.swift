internal import Model
internal import Monitor

/// Plays a world through the pipeline that `watch` and `replay` run, and scores what it tells.
package enum Trial {
  /// Snapshots are looked at this often, on the virtual clock.
  static let look = Duration.seconds(5)

  package static func run(_ world: World) -> Score {
    run(world, seeing: { _ in }, failure: { _, _, _ in })
  }

  static func run(
    _ world: World, seeing: (Snapshot) -> Void, failure: @escaping (Observation, Bool, Timestamp) -> Void
  ) -> Score {
    let witness = Witness(world.landscape)
    witness.onFailure = failure
    var scorer = Scorer(world, witness: witness)
    var playback = Playback(
      WorldReel(world, witness: witness), over: world.span, plan: world.landscape.plan, label: "trial")
    var number: UInt64 = 0
    while !playback.isOver {
      playback.seek(to: playback.now + look)
      number += 1
      let snapshot = playback.snapshot(number: number)
      seeing(snapshot)
      scorer.look(at: snapshot)
    }
    return scorer.finished()
  }
}
