import Model
import Screen
import Testing

@testable import Dashboard

@Suite("Whatever is pressed, at whatever size, over whatever data")
struct RandomWalkTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func theScreenIsDrawnAndEscLeadsHome(_ seed: UInt64) {
    var random = Seeded(seed)
    var state = AppState(
      glyphs: random.chance(50) ? .unicode : .ascii, themes: random.chance(20) ? [] : ["dark", "mono"],
      theme: "dark", now: Outage.now, size: size(&random),
      snapshot: random.chance(20) ? nil : RandomSnapshots.make(&random), surroundings: Outage.surroundings)
    for _ in 0..<100 {
      _ = Reducer.reduce(&state, action(&random, state))
      let size = random.chance(80) ? state.navigation.size : self.size(&random)
      expectSound(View.frame(of: state, size: size), size)
    }
    for _ in 0..<40 { _ = Reducer.reduce(&state, .input(.key(.escape))) }
    #expect(state.navigation.layers.isEmpty)
    #expect(state.interaction.mode == .browsing)
    #expect(state.listing.query.filter.isEmpty && !state.listing.query.isProblemsOnly)
  }

  private func expectSound(_ frame: Frame, _ size: Size) {
    #expect(frame.cells.count == size.width * size.height)
    #expect(fault(in: frame) == nil)
  }

  /// Every cell has to be drawable by itself, and both halves of a wide glyph have to be there.
  private func fault(in frame: Frame) -> String? {
    var isHalfway = false
    for (index, cell) in frame.cells.enumerated() {
      guard case .glyph(let glyph) = cell.content else {
        if !isHalfway { return "a half without its glyph at \(index)" }
        isHalfway = false
        continue
      }
      let width = TextWidth.of(glyph)
      if isHalfway { return "a glyph cut in half at \(index)" }
      if !(1...2).contains(width) { return "not drawable: \(glyph.unicodeScalars.map(\.value)) at \(index)" }
      isHalfway = width == 2
      if isHalfway, (index + 1) % frame.size.width == 0 { return "beyond the edge at \(index)" }
    }
    return isHalfway ? "cut at the end" : nil
  }

  private func size(_ random: inout Seeded) -> Size {
    random.pick([
      Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 60, height: 20),
      Size(width: 38, height: 9), Size(width: 1, height: 1), Size(width: 0, height: 0),
      Size(width: 300, height: 3), Size(width: 3, height: 100),
      Size(width: Int.random(in: 0...160, using: &random), height: Int.random(in: 0...60, using: &random)),
    ]) ?? Size(width: 80, height: 24)
  }

  private func action(_ random: inout Seeded, _ state: AppState) -> Action {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: return .snapshot(RandomSnapshots.make(&random))
    case 9, 10: return .whatIfResult(RandomSnapshots.answer(to: state, &random))
    case 1: return .tick(random.pick(RandomSnapshots.instants) ?? Outage.now)
    case 2: return .input(.resize(size(&random)))
    case 3: return .exported(path: random.pick(RandomSnapshots.names) ?? "")
    case 4: return .failed(SafeText(random.pick(RandomSnapshots.names) ?? ""))
    case 5: return .input(.paste(random.pick(RandomSnapshots.names) ?? ""))
    case 6...8: return .input(.mouse(mouse(&random, state.navigation.size)))
    default: return .input(.key(key(&random)))
    }
  }

  private func mouse(_ random: inout Seeded, _ size: Size) -> MouseEvent {
    let kinds: [MouseEvent.Action] = [.press, .release, .scrollUp, .scrollDown]
    return MouseEvent(
      random.pick(kinds) ?? .press, x: Int.random(in: -1...size.width, using: &random),
      y: Int.random(in: -1...size.height, using: &random))
  }

  private func key(_ random: inout Seeded) -> Key {
    let bound = Bindings.all.flatMap(\.keys)
    let others: [Key] = [
      .backspace, .delete, .function(1), .control("u"), .control("w"), .character("é"), .character("東"),
      .character("!"), .character(" "), .enter, .enter, .end,
    ]
    return random.pick(bound + others) ?? .enter
  }
}
