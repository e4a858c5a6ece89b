import Screen
import Testing
import Themes

@testable import Terminal

@Suite("Colours as a terminal has them")
struct ColorTests {
  @Test func everyColourOfThePaletteIsItsOwnNearest() {
    for index in 16...255 {
      let color = Quantiser.color(at: index)
      #expect(Quantiser.color(at: Quantiser.index256(of: color)) == color)
    }
  }

  @Test(
    "near colours go where the eye would put them",
    arguments: [("#ff0000", 196), ("#5f87ae", 67), ("#101010", 233), ("#fefefe", 231), ("#88afff", 111)])
  func nearColours(hex: String, index: Int) throws {
    #expect(Quantiser.index256(of: try #require(RGB(hex: hex))) == index)
  }

  @Test("sixteen colours are readable on the backgrounds they are used on", arguments: [0, 7, 15])
  func sixteenColoursAreReadable(background: Int) {
    for index in 16...255 {
      let color = Quantiser.color(at: index)
      let foreground = Quantiser.color(at: Quantiser.index16(of: color, on: background, contrast: 4.5))
      #expect(foreground.contrast(with: Quantiser.color(at: background)) >= 4.5)
    }
  }

  @Test(
    "sixteen colours keep the hue, or give it up rather than lie",
    arguments: [
      ("#87c98f", 0, 2), ("#ff6b66", 0, 9), ("#1f6f2e", 15, 0), ("#c01f1f", 15, 1), ("#5fafff", 0, 6),
    ])
  func sixteenColoursKeepTheHue(hex: String, background: Int, index: Int) throws {
    let color = try #require(RGB(hex: hex))
    #expect(Quantiser.index16(of: color, on: background, contrast: 4.5) == index)
  }

  @Test(
    "the mode is what was asked for, as far as the terminal goes",
    arguments: [
      ("auto", 0, false, nil, .mono), ("auto", 8, false, nil, .indexed16),
      ("auto", 16, false, nil, .indexed16),
      ("auto", 256, false, nil, .indexed256), ("auto", 1 << 24, true, nil, .truecolor),
      ("auto", 256, false, "1", .mono), ("auto", 256, false, "", .indexed256),
      ("256", 256, false, "1", .indexed256), ("256", 8, false, nil, .indexed16),
      ("256", 0, false, nil, .mono),
      ("16", 256, false, nil, .indexed16), ("16", 0, false, nil, .mono), ("mono", 256, false, nil, .mono),
      ("truecolor", 256, false, nil, .indexed256), ("truecolor", 1 << 24, true, nil, .truecolor),
    ] as [(String, Int, Bool, String?, ColorMode)])
  func modes(word: String, colors: Int, isDirect: Bool, noColor: String?, mode: ColorMode) throws {
    let choice = try #require(ColorChoice(word))
    #expect(choice.mode(colors: colors, isDirect: isDirect, noColor: noColor) == mode)
  }

  @Test func unknownWordsAreNoColourMode() { #expect(ColorChoice("8") == nil) }

  @Test func anEightColourTerminalShowsBrightAsBold() throws {
    let theme = try EmbeddedTheme.named("dark")
    for role in Role.allCases {
      let brush = Brushes(theme: theme, mode: .indexed16, colors: 8).brush(for: Style(role, selected: true))
      #expect((0..<8).contains(try #require(brush.foreground)))
      #expect((0..<8).contains(try #require(brush.background)))
    }
  }

  @Test func selectionKeepsTheColourOfTheRoleInEveryMode() throws {
    let theme = try EmbeddedTheme.named("dark")
    for (mode, colors) in [(ColorMode.truecolor, 1 << 24), (.indexed256, 256)] {
      let brushes = Brushes(theme: theme, mode: mode, colors: colors)
      let plain = brushes.brush(for: Style(.down))
      let selected = brushes.brush(for: Style(.down, selected: true))
      #expect(plain.foreground == selected.foreground)
      #expect(plain.background != selected.background)
    }
  }

  @Test func withoutColourNoColourIsAskedFor() throws {
    let brushes = Brushes(theme: try EmbeddedTheme.named("mono"), mode: .mono, colors: 0)
    for role in Role.allCases {
      let brush = brushes.brush(for: Style(role))
      #expect(brush.foreground == nil)
      #expect(brush.background == nil)
    }
    #expect(brushes.brush(for: Style(.text, selected: true)).attributes == [.reverse])
    #expect(brushes.brush(for: Style(.text, bold: true)).attributes == [.bold])
  }
}
