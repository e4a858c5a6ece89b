import Foundation
import Screen
import Terminal
import Testing
import Themes

@testable import Dashboard

/// Every theme once: the overview with the theme menu over it, and what becomes of each style that it uses.
/// After looking at a change, record it with `FAULTLINE_RECORD_FRAMES=1 swift test --filter ThemeFrameTests`.
@Suite("A theme looks as it was approved")
struct ThemeFrameTests {
  @Test("frames match", arguments: EmbeddedThemes.names)
  func framesMatch(name: String) throws {
    let size = Size(width: 80, height: 24)
    let names = EmbeddedThemes.names
    let before = names[(try #require(names.firstIndex(of: name)) + names.count - 1) % names.count]
    var state = AppState(
      glyphs: .unicode, themes: names, theme: before, now: Outage.now, size: size,
      snapshot: Outage.snapshot())
    #expect(Reducer.reduce(&state, .input(.key(.character("t")))) == [.theme(name)])
    let frame = View.frame(of: state, size: size)
    let theme = try ThemeFile.parse(try #require(EmbeddedThemes.source(of: name)), name: name)
    let drawn = "\(FrameText.glyphs(frame))\n=== styles\n\(legend(of: frame, theme))\n"
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Frames/theme-\(name)-80x24.txt")
    if ProcessInfo.processInfo.environment["FAULTLINE_RECORD_FRAMES"] == "1" {
      try drawn.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded: look at it, then run again without FAULTLINE_RECORD_FRAMES")
      return
    }
    #expect(drawn == (try String(contentsOf: file, encoding: .utf8)))
  }

  /// A line for each style: its role, then its brush in 24-bit colour, in 256 and in 16 colours.
  private func legend(of frame: Frame, _ theme: Theme) -> String {
    let modes: [(ColorMode, Int)] =
      theme.name == EmbeddedThemes.colorless
      ? [(.mono, 0)] : [(.truecolor, 1 << 24), (.indexed256, 256), (.indexed16, 16)]
    let all = modes.map { Brushes(theme: theme, mode: $0, colors: $1) }
    let lines = Set(frame.cells.map(\.style)).map { style in
      let name = style.role.rawValue + (style.isBold ? " bold" : "") + (style.isSelected ? " selected" : "")
      return ([name] + all.map { text(of: $0.brush(for: style)) }).joined(separator: " | ")
    }
    return lines.sorted().joined(separator: "\n")
  }

  private func text(of brush: Brush) -> String {
    let words: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"), (.italic, "italic"),
    ]
    func color(_ number: Int?) -> String { number.map { $0 < 256 ? "\($0)" : String($0, radix: 16) } ?? "-" }
    return
      (["\(color(brush.foreground)) on \(color(brush.background))"]
      + words.filter { brush.attributes.contains($0.0) }.map(\.1)).joined(separator: " ")
  }
}
