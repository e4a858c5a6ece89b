import Model
import Screen
import Testing

@testable import Dashboard

@Suite("The command line")
struct CommandLineTests {
  var state = AppState(
    glyphs: .unicode, themes: ["dark", "light", "mono"], theme: "dark", now: Outage.now,
    size: Size(width: 120, height: 40), snapshot: Outage.snapshot())

  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    keys.flatMap { Reducer.reduce(&state, .input(.key($0))) }
  }

  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.flatMap { press(.character($0)) }
  }

  @discardableResult
  mutating func run(_ line: String) -> [Effect] {
    type(":\(line)")
    return press(.enter)
  }

  private var typed: String? {
    if case .commanding(let line) = state.interaction.mode { line.text } else { nil }
  }

  private var error: String? {
    if case .failed(let why) = state.interaction.notice { why.string } else { nil }
  }

  // MARK: - Names

  @Test func everyBindingHasANameOfItsOwn() {
    let names = Bindings.names(inReplay: true)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { name in name.allSatisfy { $0.isLowercase || $0 == "-" } })
  }

  /// What a key does at the root, its name does too.
  @Test("a name does what its key does", arguments: Bindings.all.filter { !$0.keys.isEmpty })
  func aNameDoesWhatItsKeyDoes(binding: Binding) {
    var (byKey, byName) = (self, self)
    let effects = byKey.press(binding.keys[0])
    #expect(byName.run(binding.name) == effects)
    #expect(byName.state.interaction.mode == byKey.state.interaction.mode)
    #expect(byName.state.navigation.focus == byKey.state.navigation.focus)
    #expect(byName.state.listing.query == byKey.state.listing.query)
    #expect(byName.state.navigation.layers == byKey.state.navigation.layers)
  }

  @Test mutating func aBeginningThatIsOnlyOneNamesIsEnough() {
    #expect(run("qu") == [.quit])
    run("fre")
    #expect(header.contains("FROZEN"))
  }

  @Test(
    "what cannot be read says why, with a suggestion",
    arguments: [
      ("frezee", "\"frezee\" is not a command; did you mean \"freeze\"?"),
      ("zzz", "\"zzz\" is not a command; Tab lists them"),
      ("sort plaec", "\"plaec\" is not a column; did you mean \"place\"?"),
      ("sort name x", "expected \"reversed\" or nothing after the column"),
      ("theme lihgt", "\"lihgt\" is not a theme; did you mean \"light\"?"),
      (
        "export cvs9",
        "\"cvs9\" is not a format; use one of "
          + ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      ),
      ("freeze now", "freeze has no argument"), ("bell maybe", "expected \"on\" or \"off\""),
      ("mute soon", "expected minutes, from 1 to 10080"), ("mute 0", "expected minutes, from 1 to 10080"),
    ])
  mutating func whatCannotBeRead(line: String, words: String) {
    #expect(run(line).isEmpty)
    #expect(error == words)
    #expect(state.interaction.mode == .browsing)
  }

  @Test mutating func anEmptyLineDoesNothing() {
    #expect(run("  ").isEmpty)
    #expect(error == nil)
    #expect(state.interaction.pastCommands.isEmpty)
  }

  // MARK: - Completion

  @Test mutating func tabCompletesWhatIsMeant() {
    type(":p")
    let candidates = Bindings.names(inReplay: false).filter { $0.hasPrefix("p") }
    #expect(candidates.count > 2)
    press(.tab)
    #expect(typed == candidates[0])
    press(.tab)
    #expect(typed == candidates[1])
    press(.control("u"))
    type("pr")
    press(.tab, .backspace)
    type("z")
    press(.tab)
    #expect(typed?.hasSuffix("z") == true, "what nothing begins with stays as it is")
    press(.control("u"))
    type("rev")
    press(.tab)
    #expect(typed == "reverse ")
  }

  @Test mutating func tabGoesRoundWhereNothingIsCommon() {
    type(":bell ")
    press(.tab)
    #expect(typed == "bell o")
    press(.tab)
    #expect(typed == "bell on")
    press(.tab)
    #expect(typed == "bell off")
    press(.tab)
    #expect(typed == "bell on")
  }

  @Test mutating func argumentsAreCompletedToo() {
    type(":theme l")
    press(.tab)
    #expect(typed == "theme light ")
    #expect(press(.enter) == [.theme("light")])
    type(":sort pl")
    press(.tab)
    type("r")
    press(.tab)
    #expect(typed == "sort place reversed ")
  }

  @Test("every name and every word that is offered can be run", arguments: Bindings.all)
  func everythingOfferedCanBeRun(binding: Binding) {
    for word in binding.argument.words(state) where binding.argument != .text {
      var walk = self
      walk.run("\(binding.name) \(word)")
      #expect(walk.error == nil, "\(binding.name) \(word)")
    }
  }

  // MARK: - The past

  @Test mutating func upBringsBackWhatWasRunAndDownWhatWasBeingTyped() {
    run("sort name")
    run("frezee")
    type(":th")
    press(.up)
    #expect(typed == "frezee")
    press(.up, .up)
    #expect(typed == "sort name")
    press(.down, .down)
    #expect(typed == "th")
  }

  @Test mutating func escapeLeavesAndNothingHappens() {
    type(":quit")
    #expect(press(.escape).isEmpty)
    #expect(state.interaction.mode == .browsing)
    type(":")
    press(.backspace)
    #expect(state.interaction.mode == .browsing)
  }

  @Test mutating func aPasteIsTextAndNoKeys() {
    type(":")
    _ = Reducer.reduce(&state, .input(.paste("theme light\u{1B}[A")))
    #expect(typed == "theme light[A")
  }

  // MARK: - Sorting

  @Test("rows can be sorted by every column, and back", arguments: Panel.all)
  func rowsCanBeSortedByEveryColumn(panel: Panel) {
    for key in panel.sortKeys(of: state.snapshot) {
      var walk = self
      walk.run(panel.id)
      walk.run("sort \(key.word)")
      #expect(walk.state.listing.query[panel] == Query.Order(key.word), "\(key.word)")
      let forwards = walk.state.listing.rows[panel]
      walk.run("reverse")
      #expect(Set(walk.state.listing.rows[panel]) == Set(forwards))
    }
  }

  @Test mutating func namesAreSortedByWhatOneResolverAnswered() throws {
    let snapshot = try #require(state.snapshot)
    let resolver = try #require(snapshot.resolverIDs.last)
    run("dns")
    run("sort \(resolver)")
    let severities = state.listing.rows[.names].map { index in
      snapshot.names[index].checks.first { $0.resolverID == resolver }?.last?.outcome.health
        .severity
        ?? -1
    }
    #expect(severities == severities.sorted(by: >))
    #expect(severities.first == Health.down.severity)
  }

  private var header: String {
    FrameText.glyphs(View.frame(of: state, size: state.navigation.size)).split(separator: "\n").first.map(
      String.init)
      ?? ""
  }
}

extension Binding: CustomTestStringConvertible {
  var testDescription: String { name }
}
