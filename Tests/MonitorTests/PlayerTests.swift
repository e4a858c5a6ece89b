import Testing

@testable import Model
@testable import Monitor

@Suite("A player shows what was at each instant")
struct PlayerTests {
  private let begin = Timestamp(seconds: 1_767_571_200)
  private let check = Check(
    for: .service("shop"), probe: .tcp(TCPProbe(endpoint: Endpoint(host: "shop.example", port: 443))),
    interval: .seconds(30), timeout: .seconds(5))

  /// An observation every half minute; all fail from minute 30 on.
  private struct Shop: Reel {
    let check: CheckID
    let begin: Timestamp
    var index = 0

    var nextAt: Timestamp? { index < 120 ? begin + .seconds(Int64(index) * 30) : nil }

    mutating func next() -> ReelEvent? {
      guard let instant = nextAt else { return nil }
      defer { index += 1 }
      return .observation(
        Observation(
          check: check, vantage: "local", startedAt: instant, outcome: index < 60 ? .ok : .reset))
    }

    mutating func confirm(_ check: CheckID, after instant: Timestamp) {}
    mutating func ask(_ check: CheckID, at instant: Timestamp) {}
  }

  /// The snapshots that come into a mailbox.
  private struct Snapshots {
    let mailbox: SnapshotMailbox
    var news: AsyncStream<Void>.Iterator

    mutating func next() async -> Snapshot? {
      while await news.next() != nil { if let snapshot = mailbox.take() { return snapshot } }
      return nil
    }
  }

  /// A player, and what it shows.
  private func player(speed: Double, isPaused: Bool) -> (Player, Snapshots) {
    let playback = Playback(
      Shop(check: check.id, begin: begin), over: begin...begin + .seconds(3600),
      plan: Plan(services: [Service(id: "shop", checks: [check])]), label: "test")
    var pace = Player.Pace(speed: speed)
    pace.isPaused = isPaused
    let (news, sink) = AsyncStream.makeStream(of: Void.self)
    let mailbox = SnapshotMailbox { sink.yield() }
    return (
      Player(playback, pace: pace, into: mailbox),
      Snapshots(mailbox: mailbox, news: news.makeAsyncIterator())
    )
  }

  @Test func aMoveShowsThatInstantForwardsAndBackwards() async throws {
    let (player, shown) = player(speed: 1, isPaused: true)
    var snapshots = shown
    player.start()
    player.move(by: .seconds(2400))
    let late = try #require(await snapshots.next())
    #expect(late.generatedAt == begin + .seconds(2400))
    #expect(late[.service("shop")]?.standing.health == .down)
    player.move(by: .seconds(-1800))
    let early = try #require(await snapshots.next())
    #expect(early.generatedAt == begin + .seconds(600))
    #expect(early[.service("shop")]?.standing.health == .ok)
    #expect(early.number > late.number, "numbers rise, whichever way time goes")
    player.stop()
  }

  @Test func noMoveLeavesTheReel() async throws {
    let (player, shown) = player(speed: 1, isPaused: true)
    var snapshots = shown
    player.move(by: .seconds(100_000))
    #expect(await snapshots.next()?.generatedAt == begin + .seconds(3600))
    player.move(by: .seconds(-100_000))
    #expect(await snapshots.next()?.generatedAt == begin)
    player.stop()
  }

  @Test func itPlaysToTheEndByItself() async throws {
    let (player, shown) = player(speed: 1_000_000, isPaused: false)
    var snapshots = shown
    player.start()
    var last = try #require(await snapshots.next())
    while last.generatedAt < begin + .seconds(3600) { last = try #require(await snapshots.next()) }
    #expect(last[.service("shop")]?.standing.health == .down)
    player.stop()
  }
}
