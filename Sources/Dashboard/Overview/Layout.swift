internal import Screen

/// Where everything of the overview stands: the one place that decides it.
struct Layout: Hashable, Sendable {
  /// What the size rules look at beside the size.
  struct Content: Hashable, Sendable {
    /// Rows without filter, so that typing one does not move the panels.
    var counts: [PanelID: Int] = [:]
    var openIncidents = 0
    /// Rows of the banner under the header; 0 without.
    var banner = 0
    var focus = PanelID.regions
  }

  enum Shape: Hashable, Sendable {
    /// Under 10 rows: what is worst and how much of it, one line each.
    case strip
    /// Under 80 columns: one panel at a time, chosen from a row of tabs.
    case tabs
    /// A main and a side column; evenly wide from 120 columns.
    case columns
  }

  var shape: Shape
  var header = Rect.none
  var banner = Rect.none
  var tabs = Rect.none
  var panels: [PanelID: Rect] = [:]
  var footer = Rect.none

  static func shape(_ size: Size) -> Shape {
    if size.height < 10 { return .strip }
    return size.width < 80 ? .tabs : .columns
  }

  static func overview(_ size: Size, _ content: Content) -> Layout {
    var layout = Layout(shape: shape(size))
    guard layout.shape != .strip else {
      layout.panels[content.focus] = size.bounds
      return layout
    }
    var rest: Rect
    (layout.header, rest) = size.bounds.splitTop(1)
    (rest, layout.footer) = rest.splitTop(rest.height - 1)
    (layout.banner, rest) = rest.splitTop(min(content.banner, max(0, rest.height - 6)))
    if layout.shape == .tabs {
      (layout.tabs, rest) = rest.splitTop(1)
      layout.panels[content.focus] = rest
    } else {
      layout.place(content, in: rest)
    }
    return layout
  }

  /// A page that was drilled into has the same header and footer, and a line that says where it is.
  static func page(_ size: Size) -> (header: Rect, trail: Rect, page: Rect, footer: Rect) {
    let lines = size.height >= 10 ? 1 : 0
    let (header, below) = size.bounds.splitTop(lines)
    let (body, footer) = below.splitTop(below.height - lines)
    let (trail, page) = body.splitTop(1)
    return (header, trail, page, footer)
  }
}

extension Layout {
  /// Rows a panel needs to say anything: its border, its titles, two rows.
  private static let least = 5

  /// Incidents across the bottom; above them two panels side by side, or four where height allows.
  private mutating func place(_ content: Content, in area: Rect) {
    let bottom = Self.incidentsHeight(content, of: area.height)
    let (upper, lower) = area.splitTop(area.height - bottom)
    if bottom > 0 { panels[.incidents] = lower }
    let left = upper.width * (upper.width >= 120 ? 54 : 58) / 100
    guard upper.height >= 2 * Self.least else {
      let second = [.services, .names, .risk].first { $0 == content.focus } ?? .services
      (panels[.regions], panels[second]) = upper.splitLeft(left)
      return
    }
    let (top, below) = upper.splitTop(Self.topHeight(content, of: upper.height))
    (panels[.regions], panels[.names]) = top.splitLeft(left)
    (panels[.services], panels[.risk]) = below.splitLeft(left)
  }

  /// Open incidents come first of all; without any the panel waits until there is height to spare, or until
  /// it is asked for.
  private static func incidentsHeight(_ content: Content, of height: Int) -> Int {
    let isWanted = content.openIncidents > 0 || content.focus == .incidents || height >= 26
    guard isWanted else { return 0 }
    let rows = max(1, content.counts[.incidents] ?? 0)
    return 2 + min(rows, max(1, height / 9))
  }

  /// Half each, but a half that needs less leaves the rest to the other.
  private static func topHeight(_ content: Content, of height: Int) -> Int {
    func natural(_ panels: [PanelID]) -> Int {
      max(least, 3 + (panels.map { $0 == .risk ? 10 : content.counts[$0] ?? 0 }.max() ?? 0))
    }
    let top = natural([.regions, .names])
    let below = natural([.services, .risk])
    let half = height / 2
    if top <= half { return top }
    return min(top, max(half, height - below))
  }
}

extension Rect {
  static let none = Rect(x: 0, y: 0, width: 0, height: 0)
}
