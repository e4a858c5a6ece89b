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
    switch mode {
    case .mono: return Brush(foreground: nil, background: nil, attributes: look.attributes)
    case .truecolor:
      return Brush(
        foreground: direct(look.foreground), background: direct(look.background),
        attributes: look.attributes)
    case .indexed256, .indexed16: return indexed(look, style)
    }
  }

  /// What carries text stays readable, however the colours have to move for it.
  private func indexed(_ look: Look, _ style: Style) -> Brush {
    let back = background(look.background)
    let contrast = style.role.carriesText ? Theme.readableContrast : mode == .indexed16 ? 3 : 1
    var brush = Brush(
      foreground: foreground(look.foreground, on: back, contrast), background: back,
      attributes: look.attributes)
    if style.isSelected, isLost(selectionOn: back, style) { brush.attributes.insert(.reverse) }
    if mode == .indexed16, !hasBrightColors { brush = inEightColors(brush, contrast) }
    return brush
  }

  /// The bright half is reached by bold; where bold would brighten what has to stay dark, it is underlined.
  private func inEightColors(_ brush: Brush, _ contrast: Double) -> Brush {
    guard let front = brush.foreground, let back = brush.background else { return brush }
    var brush = brush
    if front >= 8 {
      brush.foreground = front - 8
      brush.attributes.insert(.bold)
    } else if front >= 0, back >= 0, brush.attributes.contains(.bold),
      Quantiser.color(at: front + 8).contrast(with: Quantiser.color(at: back)) < contrast
    {
      brush.attributes.remove(.bold)
      brush.attributes.insert(.underline)
    }
    return brush
  }

  /// A selection whose background has become that of its surroundings is drawn in reverse.
  private func isLost(selectionOn back: Int, _ style: Style) -> Bool {
    var plain = style
    plain.isSelected = false
    let look = (plain: theme.look(of: plain), selected: theme.look(of: style))
    return look.plain.background != look.selected.background && background(look.plain.background) == back
  }

  private func background(_ color: ThemeColor) -> Int {
    guard let rgb = color.rgb else { return -1 }
    return mode == .indexed256
      ? Quantiser.index256(of: rgb) : Quantiser.background16(of: rgb, hasBright: hasBrightColors)
  }

  private func foreground(_ color: ThemeColor, on back: Int, _ contrast: Double) -> Int {
    guard let rgb = color.rgb else { return -1 }
    let background = back < 0 ? nil : back
    return mode == .indexed256
      ? Quantiser.index256(of: rgb, on: background, contrast: contrast)
      : Quantiser.index16(of: rgb, on: background, contrast: contrast)
  }

  /// Direct-colour entries of terminfo take 0...7 for the indexed colours, so near-black gets a hint of blue.
  private func direct(_ color: ThemeColor) -> Int {
    color.rgb.map { max(8, $0.value) } ?? -1
  }
}
