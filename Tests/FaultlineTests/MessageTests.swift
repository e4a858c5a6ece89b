import Foundation
import TestSupport
import Testing

/// What the dashboard says to the terminal itself.
@Suite("Bell, notification, title and clipboard", .serialized)
struct MessageTests {
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
        - {id: nobody, name: Nobody Home, checks: [{tcp: "127.0.0.1:1"}], needs: [aws/us-east-1]}

      """)
  }

  private func watch(_ options: String..., term: String = "xterm-256color") throws -> Pty {
    try Pty(
      [Program.path, "watch", "--no-history", "--config", configuration] + options,
      environment: ["TERM": term], folder: folder.path)
  }

  @Test func aChangeRingsAndNotifiesWhereThatIsWanted() throws {
    let pty = try watch("--bell", "--notify")
    try #require(pty.shows("\u{1B}]9;Faultline: "), "\(pty.text)")
    #expect(pty.text.replacing(/\x1B\][^\x07]*\x07/, with: "").contains("\u{7}"))
    pty.type("q")
    #expect(pty.wait() == .exit(0))
  }

  @Test func silenceIsTheDefault() throws {
    let pty = try watch()
    try #require(pty.shows("1 down - faultline"), "\(pty.text)")
    pty.settle()
    #expect(!pty.text.contains("\u{1B}]9;"))
    #expect(!pty.text.replacing(/\x1B\][^\x07]*\x07/, with: "").contains("\u{7}"))
  }

  @Test func theTitleTellsTheStateAndTheFormerOneComesBack() throws {
    let pty = try watch()
    try #require(pty.shows("\u{1B}]2;1 down - faultline\u{7}"), "\(pty.text)")
    pty.type("q")
    #expect(pty.wait() == .exit(0))
    #expect(pty.text.contains("\u{1B}[22;0t"))
    #expect(pty.text.contains("\u{1B}[23;0t"))
  }

  @Test func yPutsTheCommandIntoTheClipboard() throws {
    let pty = try watch()
    try #require(pty.shows("Nobody Home"))
    pty.type("3y")
    let command = "nc -v -z -w 5 -- 127.0.0.1 1"
    let encoded = Data(command.utf8).base64EncodedString()
    #expect(pty.shows("\u{1B}]52;c;\(encoded)\u{7}"), "\(pty.text)")
  }

  @Test func anOldTerminalIsSentNoneOfIt() throws {
    let pty = try watch("--notify", term: "vt100")
    try #require(pty.shows("Nobody Home"))
    pty.type("3y")
    try #require(pty.shows("copied"))
    pty.settle(quiet: .seconds(3))
    #expect(!pty.text.contains("\u{1B}]"))
    #expect(!pty.text.contains("\u{1B}[22;0t"))
  }
}
