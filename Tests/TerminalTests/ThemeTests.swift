import Screen
import Testing

@testable import Terminal
@testable import Themes

enum EmbeddedTheme {
  static func named(_ name: String) throws -> Theme {
    try ThemeFile.parse(try #require(EmbeddedThemes.source(of: name)), name: name)
  }
}

@Suite("Themes say how roles look")
struct ThemeTests {
  @Test("every embedded theme can be read", arguments: EmbeddedThemes.names)
  func everyEmbeddedTheme(name: String) throws {
    let theme = try EmbeddedTheme.named(name)
    #expect(theme.name == name)
    #expect(!theme.summary.isEmpty)
  }

  /// Themes with colour, in each mode and on each terminal that shows colour.
  static let colored: [(theme: String, mode: ColorMode, colors: Int)] = EmbeddedThemes.names
    .filter { $0 != EmbeddedThemes.colorless }
    .flatMap { name in
      [
        (name, .truecolor, 1 << 24), (name, .indexed256, 256), (name, .indexed16, 16),
        (name, .indexed16, 8),
      ]
    }

  @Test("text is readable on the theme's own background", arguments: colored)
  func textIsReadable(name: String, mode: ColorMode, colors: Int) throws {
    let brushes = Brushes(theme: try EmbeddedTheme.named(name), mode: mode, colors: colors)
    for role in Role.allCases where role.carriesText {
      for isSelected in [false, true] {
        let brush = brushes.brush(for: Style(role, selected: isSelected))
        let front = try color(brush.foreground, mode, isBold: colors == 8 && brush.attributes.contains(.bold))
        let back = try color(brush.background, mode, isBold: false)
        let contrast = front.contrast(with: back)
        #expect(contrast >= Theme.readableContrast, "\(role), selected \(isSelected): \(front) on \(back)")
      }
    }
  }

  /// What the terminal shows for a colour as curses counts it; on eight colours bold is bright.
  private func color(_ number: Int?, _ mode: ColorMode, isBold: Bool) throws -> RGB {
    let number = try #require(number)
    guard mode == .truecolor else { return Quantiser.color(at: number < 8 && isBold ? number + 8 : number) }
    return RGB(red: UInt8(number >> 16), green: UInt8(number >> 8 & 0xFF), blue: UInt8(number & 0xFF))
  }

  @Test("the selected row stands out", arguments: colored)
  func theSelectionStandsOut(name: String, mode: ColorMode, colors: Int) throws {
    let brushes = Brushes(theme: try EmbeddedTheme.named(name), mode: mode, colors: colors)
    for role in Role.allCases where role != .selection {
      let plain = brushes.brush(for: Style(role))
      let selected = brushes.brush(for: Style(role, selected: true))
      #expect(plain.background != selected.background || plain.attributes != selected.attributes, "\(role)")
    }
  }

  @Test("healths are told apart", arguments: colored + [("mono", .mono, 0)])
  func healthsAreToldApart(name: String, mode: ColorMode, colors: Int) throws {
    let healths: [Role] = [.ok, .degraded, .down, .unknown, .maintenance]
    let brushes = Brushes(theme: try EmbeddedTheme.named(name), mode: mode, colors: colors)
    #expect(Set(healths.map { brushes.brush(for: Style($0)) }).count == healths.count)
  }

  @Test func highContrastMeansSevenToOne() throws {
    let theme = try EmbeddedTheme.named("high-contrast")
    for role in Role.allCases where role.carriesText {
      let look = theme.look(of: Style(role))
      let (front, back) = (try #require(look.foreground.rgb), try #require(look.background.rgb))
      #expect(front.contrast(with: back) >= 7, "\(role)")
    }
  }

  @Test func lowContrastIsFoundWithItsRole() throws {
    let source = try #require(EmbeddedThemes.source(of: "dark"))
    let faint = try ThemeFile.parse(source.replacing("muted: ash", with: "muted: line"), name: "faint")
    #expect(Set(faint.lowContrasts.map(\.role)) == [.muted])
    let brushes = Brushes(theme: faint, mode: .indexed256, colors: 256)
    let (front, back) = (
      brushes.brush(for: Style(.muted)).foreground, brushes.brush(for: Style(.muted)).background
    )
    let contrast = Quantiser.color(at: try #require(front)).contrast(
      with: Quantiser.color(at: try #require(back)))
    #expect(contrast >= Theme.readableContrast)
  }

  @Test func contrastIsTheRatioOfTheStandard() throws {
    let white = try #require(RGB(hex: "#ffffff"))
    #expect(abs(white.contrast(with: try #require(RGB(hex: "#000000"))) - 21) < 0.001)
    #expect(abs(white.contrast(with: try #require(RGB(hex: "#767676"))) - 4.54) < 0.01)
  }

  @Test(
    "what is no colour is refused", arguments: ["", "#", "fff", "#fff", "#12345g", "#1234567", "#+12345"])
  func whatIsNoColour(hex: String) { #expect(RGB(hex: hex) == nil) }
}

@Suite("Theme files are read strictly")
struct ThemeFileTests {
  /// A theme with every role, and the lines given in place of, or beside, its own.
  private func source(
    palette: String = "{ink: \"#101218\", snow: \"#f0f3f8\"}", _ changes: [Role: String] = [:]
  )
    -> String
  {
    let roles = Role.allCases.map { "  \($0.rawValue): \(changes[$0] ?? "snow")" }
    return (["palette: \(palette)", "roles:"] + roles).joined(separator: "\n") + "\n"
  }

  private func problems(_ yaml: String) -> [String] {
    do {
      _ = try ThemeFile.parse(yaml, name: "test")
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test func aWholeThemeIsRead() throws {
    let look = "{foreground: \"#ff0000\", background: ink, attributes: [bold, underline]}"
    let theme = try ThemeFile.parse(source([.down: look, .muted: "terminal"]), name: "mine")
    #expect(theme.appearance(of: .down).foreground == RGB(hex: "#ff0000").map(ThemeColor.rgb))
    #expect(theme.appearance(of: .down).background == RGB(hex: "#101218").map(ThemeColor.rgb))
    #expect(theme.appearance(of: .down).attributes == [.bold, .underline])
    #expect(theme.appearance(of: .muted).foreground == .terminal)
  }

  @Test func severalProblemsAreReportedAtOnceWithTheirPlaces() {
    let yaml = source(
      [
        .background: "{background: inc}", .text: "\"#12\"", .muted: "{colour: snow}",
        .border: "{attributes: [bolt]}", .title: "[snow]",
      ])
    #expect(
      problems(yaml) == [
        "3:28: \"inc\" is not in the palette; did you mean \"ink\"?",
        "4:9: \"#12\" is not a valid colour; write it as \"#rrggbb\", in quotes",
        "5:11: unknown key \"colour\"; use one of foreground, background, attributes",
        "6:25: \"bolt\" is not a valid attribute; did you mean \"bold\"?",
        "7:10: the value of a role must be a map; write one `key: value` on each line",
      ])
  }

  @Test func misspeltRolesAreUnknownAndTheRightOnesMissing() {
    let yaml = source().replacing("  muted:", with: "  mutted:")
    #expect(
      problems(yaml) == [
        "3:3: the role \"muted\" is missing; give it a colour",
        "5:3: \"mutted\" is not a valid role; did you mean \"muted\"?",
      ])
  }

  @Test(
    "files that are no theme say what and where",
    arguments: [
      ("", "1:1: the file is empty; add a palette and the roles"),
      ("- a\n", "1:1: the file must be a map; write one `key: value` on each line"),
      ("palette: {}\n", "1:1: the key \"roles\" is missing; add it, with a colour for each role"),
      (
        "roles: [\n",
        "2:1: not valid YAML: did not find expected node content; check indentation, colons and quotes"
      ),
      (
        "a:\n\t- b\n",
        "2:1: not valid YAML: found character that cannot start any token; check indentation, colons and quotes"
      ),
    ])
  func filesThatAreNoTheme(yaml: String, problem: String) {
    #expect(problems(yaml).contains(problem), "\(problems(yaml))")
  }

  @Test func aKeyThatIsThereTwiceIsRefusedWhereItStandsAgain() {
    #expect(
      problems("palette:\n  a: \"#000000\"\n  b: \"#000000\"\n  a: \"#111111\"\nroles: {}\n")
        == ["4:3: duplicate key \"a\"; keep one"])
  }

  @Test func aFileThatIsFarTooLargeIsRefusedUnread() {
    #expect(
      problems(String(repeating: "#", count: 65 * 1024)) == [
        "1:1: the file is larger than 64 KiB; name a theme file"
      ])
  }
}
