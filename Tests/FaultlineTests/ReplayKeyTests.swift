import Foundation
import TestSupport
import Testing

/// Replays on a real screen, by their keys.
@Suite("A replay is watched, steered and left", .serialized)
struct ReplayKeyTests {
  private let folder: TemporaryFolder
  private let configuration: String

  init() throws {
    folder = try TemporaryFolder()
    configuration = try folder.file(
      "lab.yaml",
      """
      version: 1
      vantage: {name: lab}
      controls: []
      services:
        - {id: nobody, name: Nobody Home, checks: [{tcp: "127.0.0.1:1"}], needs: [gcp]}
        - {id: shop, name: Corner Shop, checks: [{tcp: "127.0.0.1:1"}], needs: [aws/us-east-1]}

      """)
  }

  private func replay(_ name: String, _ options: String = "") throws -> Tmux {
    let tmux = try Tmux(
      "\(Program.path) replay \(name) --config \(configuration) \(options)", folder: folder.path)
    try #require(tmux.shows("Nobody Home"), "\(tmux.screen)")
    return tmux
  }

  /// The clock in the header.
  private func time(on screen: String) -> String? {
    screen.firstMatch(of: /\d\d:\d\d:\d\dZ/).map { String($0.output) }
  }

  @Test func spaceStopsTheClockAndStartsItAgain() throws {
    let tmux = try replay("us-east-1-2025-10-20")
    #expect(tmux.shows("replay x60"))
    tmux.type(" ")
    #expect(tmux.shows("replay x60 paused"))
    let stopped = time(on: tmux.screen)
    tmux.type("}")
    #expect(tmux.shows { self.time(on: $0) != stopped }, "seeking works while paused")
    let later = try #require(time(on: tmux.screen))
    tmux.type(" ")
    #expect(tmux.hides("paused"))
    #expect(tmux.shows { (self.time(on: $0) ?? "") > later })
  }

  @Test func bracketsChangeTheSpeedAndBracesTheTime() throws {
    let tmux = try replay("us-east-1-2025-10-20")
    tmux.type("]")
    #expect(tmux.shows("replay x120"))
    tmux.type("[[")
    #expect(tmux.shows("replay x30"))
    tmux.type(" }}}")
    #expect(tmux.shows { (self.time(on: $0) ?? "") >= "06:59:00Z" })
    #expect(tmux.shows("Corner Shop down: no connection in time"), "\(tmux.screen)")
    tmux.type("{{{")
    #expect(tmux.shows { (self.time(on: $0) ?? "99") <= "06:40:00Z" })
    #expect(tmux.hides("connect-timeout"), "what was played is taken back")
  }

  @Test func helpTellsTheKeysOfAReplayWhereThereIsOne() throws {
    let tmux = try replay("link-cut")
    tmux.type("?")
    #expect(tmux.shows("double the speed"))
    #expect(tmux.shows("ten minutes back"))
    tmux.press("Escape")
    #expect(tmux.hides("ten minutes back"))
  }

  @Test func qEndsAReplayThatWasAskedFor() throws {
    let tmux = try replay("link-cut")
    tmux.type("q")
    #expect(tmux.hides("FAULTLINE"))
    tmux.type("echo code $?\r")
    #expect(tmux.shows("code 0"))
  }

  @Test func aPastOutageIsOpenedFromTheLiveDashboardAndLeftAgain() throws {
    let history = "\(folder.path)/history.db"
    let tmux = try Tmux(
      "\(Program.path) --config \(configuration) --history \(history)", folder: folder.path)
    try #require(tmux.shows("Nobody Home"), "\(tmux.screen)")
    tmux.type("R")
    #expect(tmux.shows("AWS us-east-1 loses the DNS record of its database"), "\(tmux.screen)")
    #expect(tmux.screen.contains("link-cut"))
    tmux.press("Enter")
    #expect(tmux.shows("replay x60"), "\(tmux.screen)")
    #expect(tmux.screen.contains("Corner Shop"), "it plays on the configuration that is watched")
    tmux.type("}}}")
    #expect(tmux.shows("Corner Shop down: no connection in time"), "\(tmux.screen)")
    tmux.press("Escape")
    #expect(tmux.hides("replay x60"))
    #expect(tmux.shows("connect-refused"), "\(tmux.screen)")
    #expect(!tmux.screen.contains("connect-timeout"))
    tmux.type("R2")
    #expect(tmux.shows("2025-06-12"), "\(tmux.screen)")
    tmux.type("q")
    #expect(tmux.hides("2025-06-12"), "q leaves the replay, not the program")
    tmux.type("q")
    #expect(tmux.hides("FAULTLINE"))
    try expectNothingReplayed(in: history)
  }

  @Test func aSecondInstanceOnOneHistorySaysThatItOnlyReads() throws {
    let command = "\(Program.path) --config \(configuration) --history \(folder.path)/history.db"
    let first = try Tmux(command, folder: folder.path)
    try #require(first.shows("down"), "\(first.screen)")
    try #require(first.shows { _ in FileManager.default.fileExists(atPath: "\(folder.path)/history.db") })
    let second = try Tmux(command, width: 140, folder: folder.path)
    #expect(second.shows("history: read only: another Faultline"), "\(second.screen)")
    second.press("Tab")
    #expect(second.shows { $0.contains("▲ history") && !$0.contains("another Faultline") })
    #expect(!first.screen.contains("▲ history"))
  }

  /// What was watched is remembered, and nothing else.
  private func expectNothingReplayed(in history: String) throws {
    let uptimes = try Execution("history", "uptime", "--history", history)
    #expect(uptimes.output.contains("service:"))
    let incidents = try Execution("history", "incidents", "--history", history)
    #expect(incidents.output.contains("connect-refused"))
    for output in [uptimes.output, incidents.output] {
      #expect(!output.contains("connect-timeout"))
      #expect(!output.contains("2025-"))
    }
  }
}
