internal import GRDB
import TestSupport
import Testing

@testable import History
@testable import Model

@Suite struct RollUpTests {
  private static let outcomes: [Outcome] = [
    .ok, .ok, .ok, .ok, .slow, .connectTimeout, .dnsNoData, .notProbed,
  ]

  /// Observations of three checks over three days, in an order and at times that a clock set back and forth gives.
  private static func randomStream(seed: UInt64) -> [Observation] {
    var random = SeededGenerator(seed: seed)
    var now = start
    return (0..<4000).map { _ in
      now = now + .milliseconds(Int64.random(in: 0..<120_000, using: &random))
      if Int.random(in: 0..<200, using: &random) == 0 {
        now = now + .seconds(Int64.random(in: -90_000...90_000, using: &random))
      }
      let check = CheckID("check \(Int.random(in: 0..<3, using: &random))")
      let outcome = outcomes.randomElement(using: &random) ?? .ok
      let latency = Duration.microseconds(Int64.random(in: 100..<5_000_000, using: &random))
      return seen(check, at: now, outcome, latency: Bool.random(using: &random) ? latency : nil)
    }
  }

  /// The same cells, straight from the observations.
  private static func recomputed(_ stream: [Observation], _ resolution: Resolution) -> [String: RollUpBucket]
  {
    stream.reduce(into: [:]) { cells, observation in
      let slot = Slot(observation.startedAt.milliseconds, resolution)
      cells["\(observation.check) \(slot.row) \(slot.place)", default: RollUpBucket()]
        .add(observation.outcome.health, latency: observation.latency)
    }
  }

  private static func stored(in store: Store, _ resolution: Resolution) throws -> [String: RollUpBucket] {
    try store.read { db in
      var found: [String: RollUpBucket] = [:]
      let rows = try Row.fetchAll(
        db,
        sql: "SELECT label, start, cells FROM \(resolution.rawValue) JOIN thing ON thing.id = thing")
      for row in rows {
        for (place, cell) in try store.decoded(row[2]) {
          found["\(row[0] as String) \(row[1] as Int64) \(place)"] = cell
        }
      }
      return found
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func rollUpsEqualARecomputationFromTheRawObservations(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let store = try Store(folder.history, for: .writing)
    let stream = Self.randomStream(seed: seed)
    var random = SeededGenerator(seed: seed)
    var rest = stream[...]
    while !rest.isEmpty {
      let batch = rest.prefix(Int.random(in: 1...300, using: &random))
      rest = rest.dropFirst(batch.count)
      try store.write { try store.append(Array(batch), in: $0) }
      if Bool.random(using: &random) { _ = try store.write { try store.rollUp(in: $0) } }
    }
    _ = try store.write { try store.rollUp(in: $0) }
    for resolution in Resolution.allCases {
      #expect(try Self.stored(in: store, resolution) == Self.recomputed(stream, resolution))
    }
  }

  @Test func whatIsRolledUpOnceIsNotRolledUpAgain() throws {
    let folder = try TemporaryFolder()
    let store = try Store(folder.history, for: .writing)
    try store.write { try store.append([seen(CheckID("a"), at: start)], in: $0) }
    #expect(try store.write { try store.rollUp(in: $0) } == 1)
    #expect(try store.write { try store.rollUp(in: $0) } == 0)
    #expect(try Self.stored(in: store, .minutes).values.map(\.ok) == [1])
  }

  @Test func observationsComeBackAsTheyWentIn() throws {
    let folder = try TemporaryFolder()
    let store = try Store(folder.history, for: .writing)
    let plain = seen(CheckID("a"), at: start)
    var rich = seen(CheckID("b"), at: start + .seconds(1), .httpStatus, latency: nil)
    rich.phases = Phases(
      dns: .milliseconds(3), connect: .milliseconds(9), tls: .milliseconds(20), firstByte: .milliseconds(50),
      total: .milliseconds(60))
    rich.address = "192.0.2.7"
    rich.httpStatus = 503
    rich.detail = "503, not 200-399"
    try store.write { try store.append([plain, rich], in: $0) }
    var expected = plain
    expected.phases.total = plain.latency
    let found = try store.read { try store.observations(in: start..<start + .seconds(60), in: $0) }
    #expect(found == [expected, rich])
  }

  @Test func cellsSurviveTheirCoding() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      var cells: RollUpBuckets = [:]
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        let place = Int.random(in: 0..<60, using: &random)
        let health = Health.allCases.randomElement(using: &random) ?? .ok
        let latency = Duration.microseconds(Int64.random(in: 1..<90_000_000, using: &random))
        for _ in 0..<Int.random(in: 1...400, using: &random) {
          cells[place, default: RollUpBucket()].add(
            health, latency: Bool.random(using: &random) ? latency : nil)
        }
      }
      #expect(CellCoding.cells(from: CellCoding.bytes(of: cells)) == cells)
    }
  }

  @Test(arguments: [[0xFF], [0xF0, 0x80], [0x10], [0x10, 0xFF, 0x05], [0x20, 0x80, 0x03]] as [[UInt8]])
  func bytesThatAreNoCellsAreRefused(bytes: [UInt8]) {
    #expect(CellCoding.cells(from: bytes) == nil)
  }

  @Test func aMinuteTakesAFewBytes() {
    var cell = RollUpBucket()
    cell.add(.ok, latency: .milliseconds(40))
    cell.add(.ok, latency: .milliseconds(50))
    #expect(CellCoding.bytes(of: [0: cell]).count == 3)
  }
}
