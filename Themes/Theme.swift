package import Screen

/// A colour a theme can ask for.
package enum ThemeColor: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case terminal
  case rgb(RGB)

  package var rgb: RGB? {
    guard case .rgb(let rgb) = self else { return nil }
    return rgb
  }
}

/// How text is set off without colour. Terminals that lack one leave it out.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let underline = Attributes(rawValue: 4)
  package static let reverse = Attributes(rawValue: 8)
  package static let italic = Attributes(rawValue: 16)

  /// The words of theme files.
  static let names: [(name: String, attribute: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse), ("italic", .italic),
  ]
}

/// What a theme says of one role; `nil` leaves it to the `text` and `background` roles.
package struct Appearance: Hashable, Sendable {
  package var foreground: ThemeColor?
  package var background: ThemeColor?
  package var attributes: Attributes

  package init(
    foreground: ThemeColor? = nil, background: ThemeColor? = nil, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

/// What a cell looks like, nothing left open.
package struct Look: Hashable, Sendable {
  package var foreground: ThemeColor
  package var background: ThemeColor
  package var attributes: Attributes
}

/// How every role looks.
package struct Theme: Hashable, Sendable {
  package let name: String
  /// One line for `faultline themes`; empty if the file gives none.
  package let summary: String
  let appearances: [Role: Appearance]

  init(name: String, summary: String, appearances: [Role: Appearance]) {
    self.name = name
    self.summary = summary
    self.appearances = appearances
  }

  package func appearance(of role: Role) -> Appearance { appearances[role] ?? Appearance() }

  /// A selected cell keeps its role's colour and takes the selection's background and attributes.
  package func look(of style: Style) -> Look {
    let own = appearance(of: style.role)
    let selection = style.isSelected ? appearance(of: .selection) : Appearance()
    var attributes = own.attributes.union(selection.attributes)
    if style.isBold { attributes.insert(.bold) }
    return Look(
      foreground: own.foreground ?? appearance(of: .text).foreground ?? .terminal,
      background: selection.background ?? own.background ?? appearance(of: .background).background
        ?? .terminal,
      attributes: attributes)
  }
}

extension Theme {
  /// A role whose text would be hard to read.
  package struct LowContrast: Hashable, Sendable {
    package let role: Role
    package let isSelected: Bool
    package let ratio: Double
  }

  /// What text needs against its background (WCAG 2.2, level AA).
  package static let readableContrast = 4.5

  /// The roles that carry text and fall short of `readableContrast`, selected or not. Colours that are left
  /// to the terminal cannot be judged.
  package var lowContrasts: [LowContrast] {
    Role.allCases.filter(\.carriesText).flatMap { role in
      [false, true].compactMap { isSelected in
        let look = look(of: Style(role, selected: isSelected))
        guard let front = look.foreground.rgb, let back = look.background.rgb else { return nil }
        let ratio = front.contrast(with: back)
        return ratio < Self.readableContrast
          ? LowContrast(role: role, isSelected: isSelected, ratio: ratio) : nil
      }
    }
  }
}

extension Role {
  /// Borders and charts are drawn, not read.
  package var carriesText: Bool {
    switch self {
    case .background, .border, .chartLow, .chartMid, .chartHigh: false
    default: true
    }
  }
}
