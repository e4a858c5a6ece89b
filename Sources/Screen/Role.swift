/// What a cell means; a theme says how it looks. Raw values are the words of theme files.
package enum Role: String, CaseIterable, Sendable {
  case background, text, muted, border, title, focus, selection, accent
  case ok, degraded, down, unknown, maintenance
  case whatIf = "hypothesis"
  case chartLow = "chart.low"
  case chartMid = "chart.mid"
  case chartHigh = "chart.high"

  /// One letter for the second grid of golden frames; no two roles share one.
  package var letter: Character {
    switch self {
    case .background: "."
    case .text: "t"
    case .muted: "m"
    case .border: "b"
    case .title: "T"
    case .focus: "F"
    case .selection: "S"
    case .accent: "A"
    case .ok: "o"
    case .degraded: "d"
    case .down: "D"
    case .unknown: "u"
    case .maintenance: "M"
    case .whatIf: "H"
    case .chartLow: "1"
    case .chartMid: "2"
    case .chartHigh: "3"
    }
  }
}

/// A role, and how it is set off from its neighbours.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var isBold: Bool
  /// Drawn on the selection's background (in mono: reversed).
  package var isSelected: Bool

  package init(_ role: Role, bold: Bool = false, selected: Bool = false) {
    self.role = role
    self.isBold = bold
    self.isSelected = selected
  }
}
