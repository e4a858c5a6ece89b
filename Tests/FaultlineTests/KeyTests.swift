import Foundation
import TestSupport
import Testing

/// Keys typed into tmux, and the screen it shows.
@Suite("Keys do what the help says", .serialized)
struct KeyTests {
  private let folder: TemporaryFolder
  private let command: String

  init() throws {
    folder = try TemporaryFolder()
    let configuration = try folder.file(
      "lab.yaml",
      """
      version: 1
      vantage: {name: lab}
      controls: []
      services:
        - {id: nobody, name: Nobody Home, checks: [{tcp: "127.0.0.1:1"}], needs: [aws/us-east-1]}
        - {id: other, name: Someone Else, checks: [{tcp: "127.0.0.1:1"}], needs: [gcp]}

      """)
    command = "\(Program.path) --config \(configuration)"
  }

  private func start(in folder: String? = nil) throws -> Tmux {
    let tmux = try Tmux(command, folder: folder ?? self.folder.path)
    try #require(tmux.shows("Nobody Home"), "\(tmux.screen)")
    return tmux
  }

  @Test func helpOpensAndEscapeCloses() throws {
    let tmux = try start()
    tmux.type("?")
    #expect(tmux.shows("Look closer"))
    tmux.press("Escape")
    #expect(tmux.hides("Look closer"))
  }

  @Test func enterDrillsInAndEscapeComesBack() throws {
    let tmux = try start()
    tmux.type("3")
    tmux.press("Enter")
    #expect(tmux.shows("Services › "))
    tmux.press("Escape")
    #expect(tmux.hides("Services › "))
  }

  @Test func aFilterLeavesOnlyWhatMatches() throws {
    let tmux = try start()
    tmux.type("/someone")
    #expect(tmux.hides("Nobody Home"))
    tmux.press("Enter")
    tmux.press("Escape")
    #expect(tmux.shows("Nobody Home"))
  }

  @Test func freezingSaysSo() throws {
    let tmux = try start()
    tmux.type("f")
    #expect(tmux.shows("FROZEN"))
    tmux.type("f")
    #expect(tmux.hides("FROZEN"))
  }

  @Test func anExportIsWrittenAndNeverOverAnother() throws {
    let tmux = try start()
    for count in 1...2 {
      tmux.type("fe")
      #expect(tmux.shows("Export this snapshot"))
      tmux.type("2")
      #expect(tmux.shows("wrote "))
      #expect(tmux.shows { _ in folder.files.filter { $0.hasSuffix(".json") }.count == count })
      tmux.type("f")
    }
    let name = try #require(folder.files.first { $0.hasSuffix(".json") })
    let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
    #expect(text.contains("faultline.snapshot/1"))
    #expect(!folder.files.contains { $0.hasSuffix(".tmp") })
  }

  @Test func anExportThatCannotBeWrittenSaysWhy() throws {
    let tmux = try start(in: "/proc")
    tmux.type("e")
    #expect(tmux.shows("Export this snapshot"))
    tmux.press("Enter")
    #expect(tmux.shows("cannot create"))
  }

  @Test func anIncidentIsHandedOverAsMarkdown() throws {
    let tmux = try Tmux(
      "\(Program.path) replay us-east-1-2025-10-20 --speed 600", width: 120, height: 40, folder: folder.path)
    try #require(tmux.shows("06:48–"), "\(tmux.screen)")
    tmux.type("5H")
    #expect(tmux.shows("wrote "), "\(tmux.screen)")
    let name = try #require(folder.files.first { $0.hasSuffix(".md") })
    let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
    #expect(text.hasPrefix("# Incident: "))
    #expect(text.contains("aws/us-east-1"))
    #expect(text.contains("## What was done"))
  }

  @Test func theCommandLineCompletesRunsAndExplains() throws {
    let tmux = try start()
    tmux.type(":hel")
    tmux.press("Tab", "Enter")
    #expect(tmux.shows("Look closer"))
    tmux.press("Escape")
    tmux.type(":frezee")
    tmux.press("Enter")
    #expect(tmux.shows("did you mean \"freeze\"?"))
    tmux.type(":")
    tmux.press("Up")
    #expect(tmux.shows(":frezee"))
  }

  @Test func aThemeThatWasOnlyTriedComesOffWithEscape() throws {
    let tmux = try start()
    tmux.type("tj")
    #expect(tmux.shows { $0.contains("in use before") })
    tmux.press("Escape")
    tmux.type("t")
    #expect(
      tmux.shows { screen in
        screen.split(separator: "\n").contains { $0.contains("1 dark  ") && $0.contains("in use before") }
      })
  }

  @Test func themesChangeWhileItRuns() throws {
    let tmux = try start()
    tmux.type("t")
    #expect(tmux.shows("mono"))
    tmux.type("j")
    tmux.press("Enter")
    #expect(tmux.hides("in use before"))
    #expect(tmux.shows("Nobody Home"))
  }

  @Test func resizingFillsTheNewScreen() throws {
    let tmux = try start()
    tmux.resize(width: 120, height: 40)
    #expect(tmux.shows { $0.split(separator: "\n").contains { $0.count == 120 } })
    tmux.resize(width: 38, height: 9)
    #expect(tmux.shows { screen in screen.split(separator: "\n").allSatisfy { $0.count <= 38 } })
    tmux.resize(width: 100, height: 30)
    #expect(tmux.shows("Concentration risk"))
  }

  @Test func quittingShowsTheShellAgain() throws {
    let tmux = try start()
    tmux.type("q")
    #expect(tmux.hides("FAULTLINE"))
    tmux.type("echo code $?\r")
    #expect(tmux.shows("code 0"))
    #expect(tmux.screen.contains("ready> "))
  }
}
