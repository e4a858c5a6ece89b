import Model
import Screen
import Testing

@testable import Dashboard

@Suite("What ought to be kept and is not is said")
struct LapseTests {
  private func state(_ lapse: SourceState?) -> AppState {
    var state = AppState(
      glyphs: .unicode, themes: ["dark"], theme: "dark", now: Outage.now, size: Size(width: 120, height: 40),
      snapshot: Outage.snapshot())
    receive(lapse, &state)
    return state
  }

  private func receive(_ lapse: SourceState?, _ state: inout AppState) {
    var snapshot = Outage.snapshot()
    snapshot.number += 1
    if let lapse { snapshot.sources.append(lapse) }
    _ = Reducer.reduce(&state, .snapshot(snapshot))
  }

  private func footer(_ state: AppState) -> String {
    FrameText.glyphs(View.frame(of: state, size: state.navigation.size)).split(separator: "\n").last.map(
      String.init)
      ?? ""
  }

  private let readOnly = SourceState(
    id: "history", health: .degraded,
    detail: "another Faultline writes this history; this one only reads it")

  @Test func aSecondInstanceSaysSoInFullAndGoesOnToSayIt() {
    var state = state(readOnly)
    #expect(footer(state).contains("history: another Faultline writes this history; this one only reads it"))
    _ = Reducer.reduce(&state, .input(.key(.tab)))
    #expect(footer(state).hasSuffix("▲ history"))
    receive(readOnly, &state)
    #expect(footer(state).hasSuffix("▲ history"), "it is not said in full again")
  }

  @Test func aRecordingThatEndedIsNamed() {
    var state = state(nil)
    #expect(state.interaction.notice == nil)
    receive(SourceState(id: "recording", health: .down, detail: "day.jsonl: cannot record"), &state)
    #expect(state.interaction.notice == .failed("recording: day.jsonl: cannot record"))
    receive(nil, &state)
    _ = Reducer.reduce(&state, .input(.key(.tab)))
    #expect(!footer(state).contains("recording"))
  }

  @Test func whatIsKeptIsNotMentioned() {
    #expect(state(SourceState(id: "history", health: .ok)).interaction.notice == nil)
    #expect(
      state(SourceState(id: "aws-health", health: .unknown, detail: "NO SIGNAL")).interaction.notice == nil)
  }
}
