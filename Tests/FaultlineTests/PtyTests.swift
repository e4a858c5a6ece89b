import Glibc
import TestSupport
import Testing

/// The real binary on a real line: however it ends, the terminal is as it was found.
@Suite("The dashboard and its terminal", .serialized)
struct PtyTests {
  private static let smcup = "\u{1B}[?1049h"
  private static let rmcup = "\u{1B}[?1049l"

  private let folder: TemporaryFolder
  private let configuration: String

  init() throws {
    folder = try TemporaryFolder()
    // One service on a port of the loopback interface where nobody listens.
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

  private func watch(
    _ options: [String] = [], width: Int = 80, height: Int = 24, environment: [String: String] = [:]
  ) throws -> Pty {
    try Pty(
      [Program.path, "watch", "--config", configuration] + options, width: width, height: height,
      environment: environment, folder: folder.path)
  }

  /// Waits for the first frame to be there.
  private func started(_ pty: Pty) throws {
    try #require(pty.shows("FAULTLINE"), "\(pty.text)")
    pty.settle()
    #expect(!pty.isCooked)
  }

  /// Alternate screen left after it was entered, mouse and paste off, cursor shown, line editing and echo on.
  private func expectRestored(_ pty: Pty, _ place: SourceLocation = #_sourceLocation) {
    #expect(pty.isCooked, sourceLocation: place)
    let text = pty.text
    for (on, off) in [
      (Self.smcup, Self.rmcup), ("\u{1B}[?1000h", "\u{1B}[?1000l"), ("\u{1B}[?1006h", "\u{1B}[?1006l"),
      ("\u{1B}[?2004h", "\u{1B}[?2004l"),
    ] {
      let entered = text.ranges(of: on).last?.upperBound
      let left = text.ranges(of: off).last?.lowerBound
      #expect(entered != nil && left != nil, "\(on.dropFirst())", sourceLocation: place)
      if let entered, let left { #expect(entered < left, "\(off.dropFirst())", sourceLocation: place) }
    }
    #expect(text.hasSuffix("\u{1B}[?25h") || text.contains("\u{1B}[?12l\u{1B}[?25h"), sourceLocation: place)
  }

  @Test func quittingLeavesTheTerminalAsItWas() throws {
    let pty = try watch()
    try started(pty)
    pty.type("q")
    #expect(pty.wait() == .exit(0))
    expectRestored(pty)
  }

  @Test(
    "signals that end it restore the terminal, and give 128 and their number",
    arguments: [SIGTERM, SIGHUP, SIGINT])
  func signalsThatEnd(signal: CInt) throws {
    let pty = try watch()
    try started(pty)
    pty.send(signal)
    #expect(pty.wait() == .exit(128 + signal))
    expectRestored(pty)
  }

  @Test func controlCEndsItFromAnywhere() throws {
    let pty = try watch()
    try started(pty)
    pty.type("?")
    pty.settle()
    pty.type("\u{3}")
    #expect(pty.wait() == .exit(128 + SIGINT))
    expectRestored(pty)
  }

  @Test(
    "a crash restores the terminal before it is one",
    arguments: [SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGTRAP])
  func crashes(signal: CInt) throws {
    let pty = try watch()
    try started(pty)
    pty.send(signal)
    #expect(pty.wait() == .signal(signal))
    expectRestored(pty)
  }

  @Test func aKeyThatASlowLineCutsInTwoIsStillOneKey() throws {
    let pty = try watch()
    try started(pty)
    pty.type("/\u{1B}[20")
    usleep(200_000)
    pty.type("0~xyzzy\u{1B}[20")
    usleep(200_000)
    pty.type("1~")
    #expect(pty.shows("xyzzy"), "\(pty.text)")
    #expect(!pty.text.contains("0~"))
    pty.type("\u{3}")
    #expect(pty.wait() == .exit(128 + SIGINT))
  }

  @Test func aTerminalThatReadsNothingForAWhileIsCaughtUpWith() throws {
    let pty = try watch()
    try started(pty)
    for step in 0..<60 {
      pty.resize(width: step.isMultiple(of: 2) ? 200 : 120, height: 50)
      usleep(20_000)
    }
    pty.type("?")
    #expect(pty.shows("Help"), "\(pty.text.suffix(2000))")
    pty.type("\u{3}")
    #expect(pty.wait() == .exit(128 + SIGINT))
    expectRestored(pty)
  }

  @Test func controlBackslashEndsAProgramThatHangsAndRestores() throws {
    let pty = try watch()
    try started(pty)
    pty.type("\u{1C}")
    #expect(pty.wait() == .signal(SIGQUIT))
    expectRestored(pty)
  }

  @Test func suspendingGivesTheShellItsTerminalAndFgTakesItAgain() throws {
    let pty = try Pty(["/bin/sh", "-i"], folder: folder.path)
    try #require(pty.shows("ready> "))
    pty.type("\(Program.path) watch --config \(configuration)\r")
    try started(pty)
    pty.type("\u{1A}")
    try #require(pty.shows("Stopped"), "\(pty.text)")
    #expect(pty.isCookedSoon())
    expectRestored(pty)
    pty.forget()
    pty.type("fg\r")
    try #require(pty.shows("FAULTLINE"))
    #expect(pty.text.contains(Self.smcup))
    pty.settle()
    #expect(!pty.isCooked)
    pty.type("q")
    try #require(pty.shows("ready> "))
    expectRestored(pty)
    pty.type("echo code $?\r")
    #expect(pty.shows("code 0"))
  }

  @Test func aStopFromOutsideAndContinuingDrawsEverythingAnew() throws {
    let pty = try watch()
    try started(pty)
    pty.forget()
    pty.send(SIGCONT)
    #expect(pty.shows("FAULTLINE"))
    pty.type("q")
    #expect(pty.wait() == .exit(0))
    #expect(pty.isCooked)
  }

  /// Without a shell that could continue it, stopping would be for ever.
  @Test func controlZWithoutAShellDoesNotFreezeIt() throws {
    let pty = try watch()
    try started(pty)
    pty.forget()
    pty.type("\u{1A}")
    #expect(pty.shows("FAULTLINE"))
    pty.type("q")
    #expect(pty.wait() == .exit(0))
    expectRestored(pty)
  }

  @Test func anySizeIsDrawnDownToOneCellAndBackWhileDrawing() throws {
    let pty = try watch()
    try started(pty)
    for (width, height) in [(1, 1), (120, 40), (2, 50), (200, 3), (1, 1), (38, 9), (80, 24)] {
      pty.resize(width: width, height: height)
      pty.type("?")
      pty.type("\u{1B}[A\u{1B}[B")
    }
    pty.settle()
    pty.forget()
    pty.resize(width: 120, height: 40)
    #expect(pty.shows("FAULTLINE"))
    pty.settle()
    pty.type("\u{3}")
    #expect(pty.wait() == .exit(128 + SIGINT))
    #expect(pty.isCooked)
  }

  @Test(arguments: [(1, 1), (2, 2), (5, 1), (300, 100)])
  func startsInAnySize(width: Int, height: Int) throws {
    let pty = try watch(width: width, height: height)
    try #require(pty.shows("\u{1B}[?2026l"))
    pty.settle()
    pty.type("q")
    #expect(pty.wait() == .exit(0))
    expectRestored(pty)
  }

  /// A key that means nothing, the same size again, time passing: not one byte.
  @Test func nothingIsWrittenWhenNothingChanges() throws {
    let pty = try watch()
    // What is found out at the start is news; after that nothing changes.
    try #require(pty.shows("]2;1 down - faultline"), "\(pty.text)")
    pty.type("f")
    pty.settle(quiet: .seconds(1))
    pty.forget()
    pty.type("\u{18}\u{1B}[99~")
    pty.send(SIGWINCH)
    pty.settle(quiet: .seconds(2))
    #expect(pty.output.isEmpty, "\(pty.text)")
  }

  @Test func everyUpdateIsSynchronized() throws {
    let pty = try watch()
    try started(pty)
    pty.forget()
    pty.type("/")
    pty.settle()
    #expect(pty.text.hasPrefix("\u{1B}[?2026h"))
    #expect(pty.text.hasSuffix("\u{1B}[?2026l"))
  }

  @Test(
    "a terminal that cannot show a dashboard is told what to use",
    arguments: ["dumb", "", "no-such-terminal"])
  func terminalsThatCannot(name: String) throws {
    let pty = try watch(environment: ["TERM": name])
    #expect(pty.wait() == .exit(64))
    #expect(pty.text.contains("faultline check"))
    #expect(!pty.text.contains("\u{1B}"))
    #expect(pty.isCooked)
  }

  @Test func anOldTerminalIsDrawnWithoutColourOrPrivateModes() throws {
    let pty = try watch(environment: ["TERM": "vt100"])
    try started(pty)
    pty.type("q")
    #expect(pty.wait() == .exit(0))
    #expect(pty.isCooked)
    for mode in ["\u{1B}[?2026", "\u{1B}[?1000", "\u{1B}[?2004", "\u{1B}[38", "\u{1B}[48"] {
      #expect(!pty.text.contains(mode))
    }
  }

  @Test func noColorMeansNone() throws {
    let colored = try watch()
    try started(colored)
    #expect(colored.text.contains("38;5;"))
    for pty in [try watch(environment: ["NO_COLOR": "1"]), try watch(["--color", "mono"])] {
      try started(pty)
      #expect(!pty.text.contains("38;5;"))
      #expect(!pty.text.contains("48;5;"))
    }
    let empty = try watch(environment: ["NO_COLOR": ""])
    try started(empty)
    #expect(empty.text.contains("38;5;"))
  }

  @Test func directColourIsUsedWhereTerminfoHasIt() throws {
    let pty = try watch(environment: ["TERM": "xterm-direct"])
    try started(pty)
    #expect(pty.text.contains("38:2::"))
  }

  @Test(
    "ASCII is all that is written where the locale or the user wants it",
    arguments: [
      (["--ascii"], [:]), (["--ambiguous-width", "2"], [:]), ([], ["LANG": "C"]), ([], ["LC_ALL": "POSIX"]),
    ] as [([String], [String: String])])
  func asciiOnly(options: [String], environment: [String: String]) throws {
    let pty = try watch(options, environment: environment)
    try started(pty)
    #expect(pty.output.allSatisfy { $0 < 0x80 })
  }

  @Test("a locale that is missing does not take the glyphs away", arguments: ["", "xx_XX.UTF-8"])
  func missingLocale(name: String) throws {
    let pty = try watch(environment: ["LANG": name])
    try started(pty)
    #expect(pty.text.contains("╭"))
  }

  @Test func wrongOptionsAreUsageErrorsBeforeTheTerminalIsTouched() throws {
    for options in [
      ["--color", "8"], ["--ambiguous-width", "3"], ["--theme", "nosuch"],
    ] {
      let pty = try watch(options)
      #expect(pty.wait() == .exit(64), "\(options)")
      #expect(!pty.text.contains("\u{1B}"))
    }
    let theme = try folder.file("bad.yaml", "roles:\n  down: rot\n")
    let pty = try watch(["--theme", theme])
    #expect(pty.wait() == .exit(78))
    #expect(pty.text.contains("\(theme):2:9: \"rot\" is not in the palette"))
  }
}
