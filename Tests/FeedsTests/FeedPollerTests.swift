import Lab
import Testing

@testable import Feeds
@testable import Model
@testable import Probing

/// Against nginx on loopback. Each look is begun by the test, so nothing here waits for a clock.
@Suite("Polling feeds")
struct FeedPollerTests {
  private static let calm = """
    {"page":{"id":"p"},"status":{"indicator":"none"},"components":[{"id":"c","name":"Web","status":"operational"}],
    "incidents":[]}
    """

  @Test func anUnchangedFeedIsAskedForWithItsETagAndStaysFresh() async throws {
    let (server, world) = try start(Self.calm)
    let first = try await world.look()
    #expect(first.health == .ok)
    #expect(first.source == "statuspage 127.0.0.1")
    let second = try await world.look()
    #expect(try server.answered(atLeast: 2) == ["200", "304"])
    #expect(second.health == .ok)
    #expect(try #require(second.understoodAt) > (try #require(first.understoodAt)))
    await world.stop()
  }

  @Test func aChangeIsSeenAtTheNextLook() async throws {
    let (server, world) = try start(Self.calm)
    #expect(try await world.look().health == .ok)
    try server.serve(try Fixture.named("statuspage.json").bytes, as: "feed")
    let report = try await world.look()
    #expect(report.health == .down)
    #expect(report.events.contains { $0.id == "i1" })
    await world.stop()
  }

  @Test func aFeedThatFailsIsUnknownAtOnceAndKeepsWhatWasLastBelieved() async throws {
    let (server, world) = try start(try Fixture.named("statuspage.json").text)
    let good = try await world.look()
    try server.breakDown()
    let bad = try await world.look()
    #expect(bad.health == .unknown)
    #expect(bad.reason.string.hasPrefix("NO SIGNAL: answered 500"))
    #expect(bad.events == good.events)
    #expect(bad.understoodAt == good.understoodAt)
    #expect(bad.seenAt > good.seenAt)
    try server.repair()
    #expect(try await world.look().health == .down)
    // After a failure nothing is taken for unchanged.
    #expect(try server.answered(atLeast: 3) == ["200", "500", "200"])
    await world.stop()
  }

  @Test func anHTMLPageWithStatus200IsUnknown() async throws {
    let (server, world) = try start(Self.calm)
    #expect(try await world.look().health == .ok)
    try server.serve("<!DOCTYPE html><html><body>All systems operational</body></html>".utf8, as: "feed")
    let report = try await world.look()
    #expect(report.health == .unknown)
    #expect(report.reason == "NO SIGNAL: an HTML page was served instead of the feed")
    // The page's own ETag must not turn it into "unchanged".
    #expect(try await world.look().health == .unknown)
    await world.stop()
  }

  @Test func aBodyBeyondTheLimitIsUnknown() async throws {
    let (_, world) = try start(String(repeating: " ", count: FeedParser.sizeLimit) + Self.calm)
    #expect(try await world.look().reason == "NO SIGNAL: the body is larger than 4 MiB")
    await world.stop()
  }

  @Test(arguments: ["loop", "missing"])
  func redirectsForEverAndMissingPagesAreUnknown(path: String) async throws {
    let (_, world) = try start(Self.calm, path: path)
    #expect(try await world.look().health == .unknown)
    await world.stop()
  }

  @Test func aRedirectIsFollowed() async throws {
    let (server, world) = try start(Self.calm, path: "moved")
    #expect(try await world.look().health == .ok)
    #expect(try server.answered(atLeast: 2) == ["301", "200"])
    await world.stop()
  }

  @Test func aServerThatStallsIsUnknownWhenTheTimeIsUp() async throws {
    let peer = try HostilePeer.tcp { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"page\":")
      connection.waitForClose()
    }
    let world = ManualWorld(plan: try plan(port: peer.port), timeout: .milliseconds(200))
    let report = try await world.look()
    #expect(report.health == .unknown)
    #expect(report.reason.string.hasPrefix("NO SIGNAL: ") && report.reason.string.hasSuffix("(http-timeout)"))
    #expect(report.understoodAt == nil)
    await world.stop()
  }

  @Test func aBodyCutShortIsUnknown() async throws {
    let peer = try HostilePeer.tcp { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[]")
    }
    let world = ManualWorld(plan: try plan(port: peer.port, kind: .awsHealth))
    #expect(try await world.look().health == .unknown)
    await world.stop()
  }

  /// status.azure.com has served a valid empty feed, hours old, during an outage.
  @Test func aFeedBuiltTooLongAgoIsUnknown() async throws {
    let built =
      "<rss><channel><title>Azure Status</title><lastBuildDate>Mon, 01 Dec 2025 09:55:00 Z</lastBuildDate></channel></rss>"
    let (server, world) = try start(built, kind: .azure)
    #expect(try await world.look().health == .ok)
    try server.serve((built.replacing("09:55", with: "08:30") + "\n").utf8, as: "feed")
    let report = try await world.look()
    #expect(report.health == .unknown)
    #expect(report.reason == "NO SIGNAL: stale: generated at 2025-12-01T08:30:00Z")
    await world.stop()
  }

  @Test func aFeedThatACacheHasHeldForHoursIsUnknown() async throws {
    let (_, world) = try start(Self.calm, path: "held")
    #expect(try await world.look().reason == "NO SIGNAL: stale: a cache has held it for 2 h")
    await world.stop()
  }

  @Test func aFeedThatFailsIsAskedLessAndLessOftenAndAsItWishes() async throws {
    let (server, world) = try start(Self.calm)
    try server.breakDown()
    var waits: [Duration] = []
    for _ in 0..<5 {
      _ = try await world.look()
      waits.append(world.wait)
    }
    let ideal: [Double] = [240, 480, 600, 600, 600]
    for (wait, wanted) in zip(waits, ideal) { #expect(abs(wait.inSeconds / wanted - 1) <= 0.1) }
    try server.repair()
    _ = try await world.look()
    #expect(abs(world.wait.inSeconds / 120 - 1) <= 0.1)
    await world.stop()
    let (_, wished) = try start(Self.calm, path: "later")
    _ = try await wished.look()
    #expect(abs(wished.wait.inSeconds / 300 - 1) <= 0.1)
    await wished.stop()
  }

  @Test func oneRequestServesTheServicesThatShareAPage() async throws {
    let server = try FeedServer()
    try server.serve(try Fixture.named("statuspage.json").bytes, as: "feed")
    let url = try #require(HTTPURL("http://127.0.0.1:\(server.port)/feed"))
    let services = [("web", ["Web"]), ("shop", ["API"]), ("store", ["API"])].map { id, components in
      Service(
        id: id,
        feed: FeedReference(
          kind: .statuspage, url: url, components: components.map { SafeText($0) }))
    }
    let world = ManualWorld(plan: Plan(services: services))
    let reports = [try await world.look(), try await world.next()]
    #expect(reports.map(\.health) == [.ok, .degraded])
    #expect(reports.map(\.services) == [["web"], ["shop", "store"]])
    #expect(Set(reports.map(\.source)).count == 2)
    #expect(try server.answered(atLeast: 1) == ["200"])
    await world.stop()
  }

  @Test func afterAStopNothingIsAskedOrReported() async throws {
    let (server, world) = try start(Self.calm)
    _ = try await world.look()
    await world.stop()
    world.clock.fire()
    #expect(try server.answered(atLeast: 1) == ["200"])
  }

  private func start(
    _ text: String, path: String = "feed", kind: FeedReference.Kind = .statuspage
  ) throws -> (FeedServer, ManualWorld) {
    let server = try FeedServer()
    try server.serve(text.utf8, as: "feed")
    return (server, ManualWorld(plan: try plan(port: server.port, path: path, kind: kind)))
  }

  private func plan(
    port: Int, path: String = "feed", kind: FeedReference.Kind = .statuspage
  ) throws -> Plan {
    let url = try #require(HTTPURL("http://127.0.0.1:\(port)/\(path)"))
    return Plan(feeds: [FeedReference(kind: kind, url: url)])
  }
}
