import TestSupport
import Testing

@testable import Feeds
@testable import Model

/// A seeded mutator over the fixtures: the same inputs in every run, a bounded number of them. A crash ends
/// the run; a feed that turns green is asked whether the mutation left it a right to.
@Suite("Feeds, mutated")
struct FuzzTests {
  private static let rounds = 400

  @Test(arguments: Fixture.all)
  func mutationsGiveAnAnswerOrAReasonAndNeverACrash(fixture: Fixture) throws {
    let seedBytes = try fixture.bytes
    var mutator = Mutator(seed: fixture.name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    var understood = 0
    for _ in 0..<Self.rounds {
      let bytes = mutator.mutation(of: seedBytes)
      do {
        let content = try FeedParser.read(bytes, kind: fixture.kind)
        understood += 1
        for event in content.events where event.isOpen { #expect(event.health != .ok) }
        #expect(content.health != .unknown || !content.doubts.isEmpty)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    // The mutator has to leave some payloads whole, or it would test nothing but the readers.
    #expect(understood > 0)
    #expect(understood < Self.rounds)
  }
}
