import Model
import Screen
import Testing

@testable import Dashboard

@Suite("Keys do what the binding table says")
struct ReducerTests {
  var state = AppState(
    glyphs: .unicode, themes: ["dark", "light", "mono"], theme: "dark", now: Outage.now,
    size: Size(width: 120, height: 40), snapshot: Outage.snapshot())

  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    keys.flatMap { Reducer.reduce(&state, .input(.key($0))) }
  }

  mutating func type(_ text: String) {
    for glyph in text { press(.character(glyph)) }
  }

  // MARK: - Moving

  @Test(arguments: Panel.all)
  mutating func aDigitLeadsToItsPanel(_ panel: Panel) {
    press(.character(Character("\(panel.number)")))
    #expect(state.navigation.focus == panel)
  }

  @Test mutating func tabGoesRoundThePanelsAndBackTabTheOtherWay() {
    press(.tab, .tab)
    #expect(state.navigation.focus == .services)
    press(.backTab, .backTab, .backTab)
    #expect(state.navigation.focus == .incidents)
  }

  @Test mutating func hAndLGoToThePanelBeside() {
    press(.character("l"))
    #expect(state.navigation.focus == .names)
    press(.left)
    #expect(state.navigation.focus == .regions)
    press(.character("h"))
    #expect(state.navigation.focus == .regions)
  }

  @Test mutating func jAndKMoveTheSelectionAndStopAtTheEnds() {
    press(.character("j"), .down, .character("k"))
    #expect(state.navigation[.regions].index == 1)
    press(.up, .up, .up)
    #expect(state.navigation[.regions].index == 0)
    press(.character("G"), .down)
    #expect(state.navigation[.regions].index == 16)
    press(.home)
    #expect(state.navigation[.regions].index == 0)
  }

  @Test mutating func aPageIsWhatCanBeSeenLessOneRow() {
    let visible = state.visibleRows(.regions)
    press(.pageDown)
    #expect(state.navigation[.regions].index == visible - 1)
    press(.pageUp)
    #expect(state.navigation[.regions].index == 0)
  }

  @Test mutating func theListScrollsSoThatTheSelectionIsSeen() {
    press(.end)
    let cursor = state.navigation[.regions]
    #expect(cursor.top + state.visibleRows(.regions) == 17)
    #expect(cursor.index >= cursor.top)
  }

  // MARK: - Order and narrowing

  @Test func theWorstStandsFirstAndEqualsKeepTheirOrder() throws {
    let snapshot = try #require(state.snapshot)
    let order = state.listing.rows[.regions].map { snapshot.regions[$0].id.description }
    #expect(order.prefix(4) == ["aws/us-east-1", "gcp/us-east4", "azure/westeurope", "aws/us-east-2"])
  }

  @Test mutating func theSelectionFollowsItsRowWhenTheOrderChanges() {
    press(.down, .down, .down)
    #expect(state.selectedPage == DomainID("aws/us-east-2").map(Page.init(of:)))
    press(.character("s"))
    #expect(state.listing.query[.regions].word == "name")
    #expect(state.selectedPage == DomainID("aws/us-east-2").map(Page.init(of:)))
  }

  @Test mutating func aSelectionThatWasNeverMovedStaysOnTheWorst() throws {
    var better = try #require(state.snapshot)
    better.regions[0].standing.health = .ok
    _ = Reducer.reduce(&state, .snapshot(better))
    #expect(state.selectedPage == DomainID("gcp/us-east4").map(Page.init(of:)))
  }

  @Test mutating func sGoesRoundTheSortKeysAndCapitalSReverses() throws {
    press(.character("s"), .character("S"))
    let snapshot = try #require(state.snapshot)
    let names = state.listing.rows[.regions].map { snapshot.regions[$0].id.description }
    #expect(names == names.sorted(by: >))
    for _ in 1..<Panel.regions.sortKeys(of: snapshot).count { press(.character("s")) }
    #expect(state.listing.query[.regions] == Query.Order("state"))
  }

  @Test mutating func pShowsProblemsOnlyAndAgainEverything() throws {
    press(.character("p"))
    let snapshot = try #require(state.snapshot)
    #expect(state.listing.rows[.regions].allSatisfy { snapshot.regions[$0].standing.health.isProblem })
    #expect(state.listing.rows[.regions].count == 3)
    press(.character("p"))
    #expect(state.listing.rows[.regions].count == 17)
  }

  @Test mutating func theFilterNarrowsWhileItIsTypedAndEnterKeepsIt() {
    type("/US-EAST")
    #expect(state.listing.rows[.regions].count == 3)
    press(.enter)
    #expect(state.interaction.mode == .browsing)
    #expect(state.listing.query.filter.text == "US-EAST")
    press(.escape)
    #expect(state.listing.rows[.regions].count == 17)
  }

  @Test mutating func escapeWhileTypingClearsTheFilter() {
    type("/us")
    press(.escape)
    #expect(state.listing.query.filter.isEmpty)
    #expect(state.interaction.mode == .browsing)
  }

  @Test mutating func anExclamationMarkLeavesOut() throws {
    type("/aws !us-")
    let snapshot = try #require(state.snapshot)
    let names = state.listing.rows[.regions].map { snapshot.regions[$0].id.description }
    #expect(names.count == 5)
    #expect(names.allSatisfy { $0.hasPrefix("aws/") && !$0.contains("us-") })
  }

  @Test mutating func lettersAreTextWhileTypingNotCommands() {
    type("/q?12")
    #expect(state.listing.query.filter.text == "q?12")
    #expect(press(.control("c")) == [.quit])
  }

  @Test mutating func theFilterIsEditedInPlace() {
    type("/west")
    press(.home, .character("u"), .character("s"), .character("-"), .end, .backspace)
    #expect(state.listing.query.filter.text == "us-wes")
    press(.control("w"))
    #expect(state.listing.query.filter.text.isEmpty)
    press(.backspace)
    #expect(state.interaction.mode == .browsing)
  }

  // MARK: - Layers

  @Test mutating func enterDrillsInAndEscComesBackOneLayer() {
    press(.enter)
    #expect(state.navigation.layers.map(\.page) == [DomainID("aws/us-east-1").map(Page.init(of:))])
    press(.down, .enter)
    #expect(state.navigation.layers.count == 2)
    press(.escape)
    #expect(state.navigation.layers.count == 1)
    press(.escape)
    #expect(state.navigation.layers.isEmpty)
    #expect(state.navigation[.regions].index == 0)
  }

  @Test mutating func aDigitLeavesAPageForItsPanel() {
    press(.enter, .character("3"))
    #expect(state.navigation.layers.isEmpty)
    #expect(state.navigation.focus == .services)
  }

  @Test mutating func qQuitsOnlyFromTheRoot() {
    press(.enter)
    #expect(press(.character("q")).isEmpty)
    #expect(press(.character("q")) == [.quit])
  }

  @Test mutating func controlCQuitsFromAnywhere() {
    for opening in [Key.enter, .character("?"), .character("e"), .character("t"), .character("/")] {
      press(opening)
      #expect(press(.control("c")).contains(.quit))
      press(.escape)
    }
  }

  @Test mutating func aPageScrollsToItsEndAndNoFurther() {
    _ = Reducer.reduce(&state, .input(.resize(Size(width: 80, height: 24))))
    press(.enter)
    for _ in 0..<200 { press(.down) }
    let end = state.navigation.openPage?.top
    #expect(end == state.laidOutPage?.lastTop(state.pageRows))
    press(.character("g"))
    #expect(state.navigation.openPage?.top == 0)
    press(.end)
    #expect(state.navigation.openPage?.top == end)
  }

  // MARK: - Acting

  @Test mutating func freezeHoldsTheSnapshotWhileLifeGoesOn() throws {
    press(.character("f"))
    var next = try #require(state.snapshot)
    next.number += 1
    _ = Reducer.reduce(&state, .snapshot(next))
    #expect(state.snapshot?.number == next.number - 1)
    press(.character("f"))
    #expect(state.snapshot?.number == next.number)
  }

  @Test mutating func rProbesTheSelectedThingNow() throws {
    let checks = try #require(state.snapshot?.regions.first?.checks.map(\.id))
    #expect(press(.character("r")) == [.probeNow(checks)])
    press(.enter)
    #expect(press(.character("r")) == [.probeNow(checks)])
  }

  @Test mutating func probingAnIncidentProbesItsMembers() {
    press(.character("5"))
    guard case .probeNow(let checks) = press(.character("r")).first else {
      Issue.record("no probe")
      return
    }
    #expect(checks.count == 2 + 4 + 5)
  }

  @Test mutating func exportAsksForTheFormat() {
    press(.character("e"), .down)
    #expect(press(.enter) == [.export(.json)])
    #expect(state.interaction.mode == .browsing)
    press(.character("e"))
    #expect(press(.character("4")) == [.export(.markdown)])
    press(.character("e"))
    #expect(press(.escape).isEmpty)
  }

  @Test mutating func whatBecameOfAnExportStandsInTheFooterUntilTheNextKey() {
    _ = Reducer.reduce(&state, .exported(path: "/tmp/a\u{1B}[2J.json"))
    #expect(footer.contains("wrote /tmp/a[2J.json"))
    press(.down)
    #expect(!footer.contains("wrote"))
    _ = Reducer.reduce(&state, .failed("the disk is full"))
    #expect(footer.contains("the disk is full"))
  }

  @Test mutating func tTriesThemesOnEnterKeepsAndEscGivesTheFormerBack() {
    #expect(press(.character("t")) == [.theme("light")])
    #expect(press(.character("t")) == [.theme("mono")])
    #expect(press(.escape) == [.theme("dark")])
    press(.character("t"))
    #expect(press(.enter).isEmpty)
    #expect(state.settings.theme == "light")
  }

  @Test mutating func suspendAndRedrawAreLeftToTheOutside() {
    #expect(press(.control("z")) == [.suspend])
    #expect(press(.control("l")) == [.redraw])
  }

  // MARK: - Time

  @Test mutating func aSignalThatDoesNotComeIsSaidToBeMissing() {
    #expect(header.hasSuffix("live"))
    _ = Reducer.reduce(&state, .tick(Outage.now + .seconds(181)))
    #expect(header.hasSuffix("NO SIGNAL 3 min"))
    press(.character("f"))
    #expect(header.hasSuffix("FROZEN 3 min"))
  }

  // MARK: - Mouse

  @Test mutating func aClickSelectsAndASecondOneOpens() throws {
    let rect = try #require(state.layout.panels[.services])
    let press = MouseEvent(.press, x: rect.x + 5, y: rect.y + 3)
    _ = Reducer.reduce(&state, .input(.mouse(press)))
    #expect(state.navigation.focus == .services)
    #expect(state.navigation[.services].index == 1)
    _ = Reducer.reduce(&state, .input(.mouse(press)))
    #expect(state.navigation.layers.first?.page == state.selectedPage)
  }

  @Test mutating func theWheelMovesInThePanelUnderThePointer() throws {
    let rect = try #require(state.layout.panels[.services])
    _ = Reducer.reduce(
      &state, .input(.mouse(MouseEvent(.scrollDown, x: rect.x + 5, y: rect.y + 3))))
    #expect(state.navigation.focus == .services)
    #expect(state.navigation[.services].index == 3)
  }

  @Test mutating func theKeysInTheFooterCanBeClicked() throws {
    let segment = try #require(
      Footer.visibleSegments(state, width: 120).first { $0.command == .help })
    _ = Reducer.reduce(&state, .input(.mouse(MouseEvent(.press, x: segment.x, y: 39))))
    #expect(state.interaction.mode == .help(top: 0))
  }

  // MARK: - The binding table

  @Test func noKeyIsBoundTwice() {
    let keys = Bindings.all.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  private var header: String { row(0) }
  private var footer: String { row(39) }

  private func row(_ y: Int) -> String {
    let rows = FrameText.glyphs(View.frame(of: state, size: state.navigation.size))
      .split(separator: "\n", omittingEmptySubsequences: false)
    return rows.indices.contains(y) ? String(rows[y]) : ""
  }
}
