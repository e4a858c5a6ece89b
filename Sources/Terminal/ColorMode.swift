/// How much colour is used.
package enum ColorMode: String, CaseIterable, Sendable {
  case truecolor
  case indexed256 = "256"
  case indexed16 = "16"
  case mono
}

/// What the user asked for.
package enum ColorChoice: Hashable, Sendable {
  /// As much as the terminal says it has; none if `NO_COLOR` is set and not empty.
  case auto
  case fixed(ColorMode)

  /// Reads the words of `--color`.
  package init?(_ word: String) {
    if word == "auto" {
      self = .auto
    } else if let mode = ColorMode(rawValue: word) {
      self = .fixed(mode)
    } else {
      return nil
    }
  }

  package static let words = ["auto"] + ColorMode.allCases.map(\.rawValue)

  /// The mode for a terminal of so many colours, never more than it has. Curses can only paint 24-bit colours
  /// on a terminal whose terminfo entry has direct colour, so `COLORTERM` alone is not believed: 256 colours
  /// are then close, and right everywhere.
  package func mode(colors: Int, isDirect: Bool, noColor: String?) -> ColorMode {
    switch self {
    case .auto where noColor.map { !$0.isEmpty } ?? false: .mono
    case .auto, .fixed(.truecolor): Self.most(colors: colors, isDirect: isDirect)
    case .fixed(.mono): .mono
    case .fixed(.indexed256):
      isDirect || colors >= 256 ? .indexed256 : Self.most(colors: colors, isDirect: false)
    case .fixed(.indexed16): colors >= 8 ? .indexed16 : .mono
    }
  }

  private static func most(colors: Int, isDirect: Bool) -> ColorMode {
    if isDirect { return .truecolor }
    if colors >= 256 { return .indexed256 }
    return colors >= 8 ? .indexed16 : .mono
  }
}
