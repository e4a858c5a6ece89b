import Foundation
import Model
import Screen
import Testing

@testable import Dashboard

/// Whole screens against recorded ones. After looking at a change, record it with
/// `FAULTLINE_RECORD_FRAMES=1 swift test --filter GoldenFrameTests`.
@Suite("The screen looks as it was approved")
struct GoldenFrameTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let width, height: Int
    var keys: [Key] = []
    var glyphs = Glyphs.unicode
    var snapshot = Outage.snapshot()
    /// What the screen showed before.
    var before: Snapshot?

    var testDescription: String { file }
    var file: String { "\(name)-\(width)x\(height)-mono.txt" }
  }

  /// What is drilled into, and the keys that lead there.
  private static let pages: [(name: String, keys: [Key])] = [
    ("overview", []),
    ("region", [.enter]),
    ("name", [.character("2"), .enter]),
    ("service", [.character("3")] + Array(repeating: .down, count: 7) + [.enter]),
    ("incident", [.character("5"), .enter]),
  ]

  static let cases: [Case] =
    [(120, 40), (80, 24), (60, 20), (38, 9), (200, 20)].flatMap { width, height in
      pages.map { Case(name: $0.name, width: width, height: height, keys: $0.keys) }
    } + [
      Case(name: "what-if", width: 120, height: 40, keys: [.character("w")]),
      Case(
        name: "what-if", width: 80, height: 24,
        keys: [.character("w"), .character("+"), .character("+"), .character("+")]),
      Case(name: "what-if", width: 60, height: 20, keys: [.character("w"), .tab]),
      Case(name: "what-if-ascii", width: 80, height: 24, keys: [.character("w")], glyphs: .ascii),
      Case(name: "risk", width: 120, height: 40, keys: [.character("4"), .enter]),
      Case(name: "risk", width: 80, height: 24, keys: [.character("4"), .enter]),
      Case(name: "map", width: 120, height: 40, keys: [.character("M")]),
      Case(name: "map", width: 80, height: 24, keys: [.character("M")]),
      Case(name: "map-ascii", width: 80, height: 24, keys: [.character("M")], glyphs: .ascii),
      Case(name: "provider", width: 80, height: 24, keys: [.character("4"), .enter, .enter]),
      Case(
        name: "fastly", width: 120, height: 40, keys: [.character("4"), .enter, .down, .enter],
        snapshot: EdgeProvider.snapshot()),
      Case(
        name: "fastly", width: 80, height: 24, keys: [.character("4"), .enter, .down, .enter],
        snapshot: EdgeProvider.snapshot()),
      Case(name: "overview-ascii", width: 80, height: 24, glyphs: .ascii),
      Case(name: "region-ascii", width: 80, height: 24, keys: [.enter], glyphs: .ascii),
      Case(name: "region-far-down", width: 80, height: 24, keys: [.enter, .end]),
      Case(name: "help", width: 120, height: 40, keys: [.character("?")]),
      Case(name: "help", width: 80, height: 24, keys: [.character("?")]),
      Case(name: "themes", width: 80, height: 24, keys: [.character("t"), .down]),
      Case(name: "replays", width: 80, height: 24, keys: [.character("R")]),
      Case(name: "risk-ascii", width: 80, height: 24, keys: [.character("4"), .enter], glyphs: .ascii),
      Case(
        name: "provider-ascii", width: 80, height: 24, keys: [.character("4"), .enter, .enter], glyphs: .ascii
      ),
      Case(name: "command", width: 80, height: 24, keys: ":so".map { .character($0) } + [.tab]),
      Case(name: "command-wrong", width: 80, height: 24, keys: ":frezee".map { .character($0) } + [.enter]),
      Case(
        name: "muted", width: 80, height: 24, keys: [.character("m"), .enter, .character(":")]),
      Case(name: "notices", width: 80, height: 24, keys: [.character("n")], before: Outage.over()),
      Case(name: "notices-new", width: 80, height: 24, before: Outage.over()),
      Case(
        name: "sorted", width: 80, height: 24,
        keys: ":sort p95 reversed".map { .character($0) } + [.enter]),
      Case(name: "export", width: 80, height: 24, keys: [.character("e")]),
      Case(name: "filter", width: 80, height: 24, keys: "/east".map { .character($0) }),
      Case(name: "waiting", width: 80, height: 24, snapshot: Outage.beforeFirstProbe()),
      Case(name: "no-network", width: 80, height: 24, snapshot: Outage.withoutNetwork()),
      Case(name: "all-well", width: 120, height: 40, snapshot: Outage.over()),
    ]

  @Test("frames match", arguments: cases)
  func framesMatch(_ golden: Case) throws {
    let size = Size(width: golden.width, height: golden.height)
    var state = AppState(
      glyphs: golden.glyphs, themes: ["dark", "mono"], theme: "dark", now: Outage.now, size: size,
      snapshot: golden.before ?? golden.snapshot, surroundings: Outage.surroundings)
    if golden.before != nil { _ = Reducer.reduce(&state, .snapshot(golden.snapshot)) }
    if size.height < 10 { _ = Reducer.reduce(&state, .input(.resize(Size(width: 80, height: 24)))) }
    for key in golden.keys { answer(Reducer.reduce(&state, .input(.key(key))), &state) }
    _ = Reducer.reduce(&state, .input(.resize(size)))
    let drawn = FrameText.both(View.frame(of: state, size: size))
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Frames/\(golden.file)")
    if ProcessInfo.processInfo.environment["FAULTLINE_RECORD_FRAMES"] == "1" {
      try drawn.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded: look at it, then run again without FAULTLINE_RECORD_FRAMES")
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(drawn == recorded, "\(differences(recorded, drawn))")
  }

  private func answer(_ effects: [Effect], _ state: inout AppState) {
    for case .whatIf(let failing) in effects {
      _ = Reducer.reduce(&state, .whatIfResult(Outage.answer(to: failing)))
    }
  }

  private func differences(_ recorded: String, _ drawn: String) -> String {
    let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let new = drawn.split(separator: "\n", omittingEmptySubsequences: false)
    return (0..<max(old.count, new.count)).compactMap { row in
      let (a, b) = (row < old.count ? old[row] : "", row < new.count ? new[row] : "")
      return a == b ? nil : "row \(row)\n-\(a)\n+\(b)"
    }.prefix(8).joined(separator: "\n")
  }
}
