package import Screen
package import Themes

/// What is asked of curses for one style: attributes, and colours as it counts them.
package struct Brush: Hashable, Sendable {
  /// An index or, in `truecolor`, a 24-bit value; -1 is the terminal's own, `nil` no colour at all.
  package var foreground: Int?
  package var background: Int?
  package var attributes: Attributes
}

/// A theme in the colours of one terminal.
package struct Brushes: Sendable {
  private let mode: ColorMode
  /// On a terminal of 8 colours the bright half is bold.
  private let hasBrightColors: Bool
  private let theme: Theme

  package init(theme: Theme, mode: ColorMode, colors: Int) {
    self.theme = theme
    self.mode = mode
    hasBrightColors = colors >= 16
  }

  package func brush(for style: Style) -> Brush {
    let look = theme.look(of: style)
    var attributes = look.attributes
    switch mode {
    case .mono: return Brush(foreground: nil, background: nil, attributes: attributes)
    case .truecolor:
      return Brush(
        foreground: direct(look.foreground), background: direct(look.background), attributes: attributes)
    case .indexed256:
      return Brush(
        foreground: look.foreground.rgb.map(Quantiser.index256) ?? -1,
        background: look.background.rgb.map(Quantiser.index256) ?? -1, attributes: attributes)
    case .indexed16:
      let background = look.background.rgb.map { Quantiser.index16(of: $0) } ?? -1
      var foreground =
        look.foreground.rgb.map { Quantiser.index16(of: $0, on: background < 0 ? nil : background) } ?? -1
      if foreground >= 8, !hasBrightColors {
        foreground -= 8
        attributes.insert(.bold)
      }
      return Brush(
        foreground: foreground, background: hasBrightColors || background < 8 ? background : background - 8,
        attributes: attributes)
    }
  }

  /// Direct-colour entries of terminfo take 0...7 for the indexed colours, so near-black gets a hint of blue.
  private func direct(_ color: ThemeColor) -> Int {
    color.rgb.map { max(8, $0.value) } ?? -1
  }
}
