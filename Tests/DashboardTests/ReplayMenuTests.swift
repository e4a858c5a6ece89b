import Model
import Screen
import Testing

@testable import Dashboard

@Suite("Past outages are chosen, watched and left")
struct ReplayMenuTests {
  var state = AppState(
    glyphs: .unicode, themes: ["dark"], theme: "dark", now: Outage.now, size: Size(width: 120, height: 40),
    snapshot: Outage.snapshot(),
    surroundings: Surroundings(replays: [
      ReplayChoice(name: "first", title: "The first day"), ReplayChoice(name: "second", title: "Another"),
    ]))

  private var guest: AppState {
    state.opening(replay: "replay x60", Outage.snapshot(), in: state.surroundings)
  }

  private func screen(_ state: AppState) -> String {
    FrameText.glyphs(View.frame(of: state, size: state.navigation.size))
  }

  @discardableResult
  private func press(_ keys: Key..., in state: inout AppState) -> [Effect] {
    keys.flatMap { Reducer.reduce(&state, .input(.key($0))) }
  }

  @Test mutating func theListGoesRoundAndEnterOpensWhatIsSelected() {
    press(.character("R"), in: &state)
    #expect(screen(state).contains("1 first   The first day"))
    #expect(press(.down, .down, .up, .enter, in: &state) == [.openReplay("second")])
    #expect(state.interaction.mode == .browsing)
  }

  @Test mutating func aDigitOpensAndEscapeLeavesTheList() {
    #expect(press(.character("R"), .character("1"), in: &state) == [.openReplay("first")])
    #expect(press(.character("R"), .escape, in: &state) == [])
    #expect(state.interaction.mode == .browsing)
  }

  @Test func aReplayThatWasOpenedHereIsLeftLayerByLayer() {
    var guest = guest
    #expect(screen(guest).contains("replay x60"))
    #expect(press(.enter, .escape, in: &guest) == [])
    #expect(press(.character("p"), .escape, in: &guest) == [])
    #expect(press(.escape, in: &guest) == [.leaveReplay])
    #expect(press(.character("q"), in: &guest) == [.leaveReplay])
    #expect(press(.control("c"), in: &guest) == [.quit], "from anywhere")
  }

  @Test mutating func whatWasLeftGoesOnWhereItWas() {
    press(.character("3"), .down, in: &state)
    var guest = guest
    _ = Reducer.reduce(&guest, .input(.resize(Size(width: 80, height: 24))))
    let back = state.resumed(after: guest)
    #expect(back.navigation.focus == .services)
    #expect(back.navigation[.services].index == 1)
    #expect(back.navigation.size == Size(width: 80, height: 24))
    #expect(back.data.replay == nil)
  }

  @Test func theKeysOfAReplayStandInItsHelpOnly() {
    var guest = guest
    press(.character("?"), in: &guest)
    #expect(screen(guest).contains("ten minutes back"))
    var live = state
    press(.character("?"), in: &live)
    #expect(!screen(live).contains("ten minutes back"))
    #expect(screen(live).contains("replay a past outage"))
  }

  @Test func withoutAnyThereIsNoList() {
    var state = AppState(
      glyphs: .unicode, themes: ["dark"], theme: "dark", now: Outage.now, size: Size(width: 120, height: 40),
      snapshot: Outage.snapshot())
    press(.character("R"), in: &state)
    #expect(state.interaction.mode == .browsing)
  }
}
