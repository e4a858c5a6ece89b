import Foundation
import TestSupport
import Testing

/// What other people's terminal emulator makes of our bytes.
@Suite("Terminals of every kind show the same screen", .serialized)
struct EmulatorTests {
  private let folder: TemporaryFolder
  private let configuration: String

  /// Names that are wide, that combine, that are both, that are neither.
  init() throws {
    folder = try TemporaryFolder()
    configuration = try folder.file(
      "lab.yaml",
      """
      version: 1
      vantage: {name: lab}
      controls: []
      services:
        - {id: plain, name: Plain Name, checks: [{tcp: "127.0.0.1:1"}], needs: [aws/us-east-1]}
        - {id: wide, name: 東京都庁の監視, checks: [{tcp: "127.0.0.1:1"}], needs: [aws/us-east-1]}
        - {id: marks, name: "e\u{301}cole cafe\u{301}", checks: [{tcp: "127.0.0.1:1"}], needs: [gcp]}
        - {id: hangul, name: 한국어 서비스, checks: [{tcp: "127.0.0.1:1"}], needs: [gcp]}

      """)
  }

  private func watch(_ term: String, _ options: [String] = [], width: Int = 80, height: Int = 24) throws
    -> Pty
  {
    try Pty(
      [Program.path, "watch", "--no-history", "--config", configuration] + options, width: width,
      height: height, environment: ["TERM": term], folder: folder.path)
  }

  /// The screen as `emulator.py` shows the bytes: its rows, then a line for the cursor and one for the title.
  private func rows(_ pty: Pty, width: Int = 80, height: Int = 24) throws -> [String] {
    let bytes = folder.path + "/bytes"
    try Data(pty.output).write(to: URL(filePath: bytes))
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "emulator.py").path
    let run = try Execution(
      program: "/bin/sh", ["-c", "exec /usr/bin/python3 \(script) \(width) \(height) < \(bytes)"],
      environment: ["PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"])
    #expect(run.code == 0, "\(run.errors)")
    return run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Waits until the failures are decided and drawn; from then on the screen stands still for a while.
  private func settled(_ pty: Pty) throws {
    try #require(pty.shows("4 down") || pty.shows("down"), "\(pty.text)")
    pty.type("3f")
    pty.settle(quiet: .seconds(1))
  }

  @Test(
    "each terminal shows header, panels and footer",
    arguments: [
      "xterm", "xterm-256color", "screen", "screen-256color", "tmux", "tmux-256color", "linux", "vt100",
      "vt220", "rxvt-unicode-256color", "konsole-256color", "alacritty",
    ])
  func eachTerminal(term: String) throws {
    let pty = try watch(term)
    try settled(pty)
    let rows = try rows(pty)
    #expect(rows[0].hasPrefix(" FAULTLINE  lab"), "\(rows.joined(separator: "\n"))")
    #expect(rows.contains { $0.contains("Plain Name") })
    #expect(rows[23].contains("? help"))
    pty.type("q")
    #expect(pty.wait() == .exit(0))
    #expect(pty.isCooked)
  }

  /// Where names are wide or combine, what stands right of them stays in its column.
  @Test(
    "borders stay in line beside names of every script",
    arguments: ["xterm-256color", "linux", "tmux-256color"])
  func bordersStayInLine(term: String) throws {
    let pty = try watch(term)
    try settled(pty)
    let rows = try rows(pty)
    let names = ["Plain Name", "東京都", "cole caf", "한국어 서비스"]
    let columns = names.map { name in
      rows.first { $0.contains(name) }.flatMap { row in column(ofSecond: "│", in: row) }
    }
    #expect(
      columns.allSatisfy { $0 != nil && $0 == columns[0] }, "\(columns)\n\(rows.joined(separator: "\n"))")
  }

  /// The column of the second border of a row, wide characters counted as two.
  private func column(ofSecond border: Character, in row: String) -> Int? {
    var (column, seen) = (0, 0)
    for glyph in row {
      if glyph == border { seen += 1 }
      if seen == 2 { return column }
      // pyte leaves an empty cell behind a wide character; its display has both in one.
      column +=
        glyph.unicodeScalars.first.map {
          $0.value >= 0x1100 && $0.value < 0xE000 && !(0x2000...0x2BFF).contains($0.value) ? 2 : 1
        } ?? 0
    }
    return nil
  }

  @Test func aStormOfResizesEndsWithTheLastSizeDrawnWhole() throws {
    let pty = try watch("xterm-256color")
    try settled(pty)
    for step in 0..<60 { pty.resize(width: 20 + step * 7 % 150, height: 5 + step * 3 % 50) }
    pty.resize(width: 100, height: 30)
    pty.settle(quiet: .seconds(1))
    pty.forget()
    pty.type("\u{C}")
    try #require(pty.shows("FAULTLINE"))
    pty.settle()
    let rows = try rows(pty, width: 100, height: 30)
    #expect(rows[0].hasPrefix(" FAULTLINE"), "\(rows.joined(separator: "\n"))")
    #expect(rows[29].contains("? help"))
  }

  @Test func theCursorIsSeenWhereACommandIsTyped() throws {
    let pty = try watch("xterm-256color")
    try settled(pty)
    pty.type(":sort")
    pty.settle()
    let rows = try rows(pty)
    #expect(rows.contains("cursor 6 23 shown"), "\(rows.suffix(3))")
  }

  @Test func pastedTextIsNoKeys() throws {
    let pty = try watch("xterm-256color")
    try settled(pty)
    pty.type("/\u{1B}[200~plain\nq\u{1B}[201~")
    pty.settle()
    let rows = try rows(pty)
    #expect(rows[23].contains("/plain q"), "\(rows.joined(separator: "\n"))")
    pty.type("\u{3}")
    #expect(pty.wait() == .exit(128 + 2))
  }
}
