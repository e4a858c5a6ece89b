internal import Screen

/// Where everything of the overview stands: the one place that decides it.
struct Layout: Hashable, Sendable {
  /// What the size rules look at beside the size.
  struct Content: Hashable, Sendable {
    /// Rows without filter, so that typing one does not move the panels.
    var counts: [Panel: Int] = [:]
    /// Panels at the bottom that have something that cannot wait.
    var urgent: Set<Panel> = []
    /// Rows of the banner under the header; 0 without.
    var banner = 0
    var focus = Panel.regions
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
  var panels: [Panel: Rect] = [:]
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

  /// What is urgent across the bottom; above it the grid, in as many rows of two panels as the height allows.
  private mutating func place(_ content: Content, in area: Rect) {
    var upper = area
    for panel in Panel.all where panel.area == .bottom {
      let height = Self.height(ofBottom: panel, content, of: upper.height)
      guard height > 0 else { continue }
      (upper, panels[panel]) = upper.splitTop(upper.height - height)
    }
    let rows = Self.grid(content, rows: max(1, upper.height / Self.least))
    for (index, row) in rows.enumerated() {
      let strip: Rect
      (strip, upper) = upper.splitTop(Self.height(of: rows[index...], content, in: upper.height))
      guard row.count > 1 else {
        panels[row[0]] = strip
        continue
      }
      (panels[row[0]], panels[row[1]]) = strip.splitLeft(strip.width * (strip.width >= 120 ? 54 : 58) / 100)
    }
  }

  /// Something urgent comes first of all; else the panel waits until there is height to spare, or until it is
  /// asked for.
  private static func height(ofBottom panel: Panel, _ content: Content, of height: Int) -> Int {
    let isWanted = content.urgent.contains(panel) || content.focus == panel || height >= 26
    guard isWanted else { return 0 }
    let rows = max(1, content.counts[panel] ?? 0)
    return 2 + min(rows, max(1, height / 9))
  }

  /// The grid's panels that fit, two a row in the order of their numbers: the dearest, and always the one in focus.
  private static func grid(_ content: Content, rows: Int) -> ArraySlice<[Panel]> {
    var kept = Panel.all.compactMap { panel -> (panel: Panel, priority: Int)? in
      guard case .grid(let priority) = panel.area else { return nil }
      return (panel, panel == content.focus && priority > 0 ? 1 : 2 * priority)
    }.sorted { $0.priority < $1.priority }.prefix(2 * rows).map(\.panel)
    kept.sort { $0.number < $1.number }
    return stride(from: 0, to: kept.count, by: 2).map { Array(kept[$0..<min($0 + 2, kept.count)]) }[...]
  }

  /// The height of the first of some rows: an even share, but a row that needs less leaves the rest to others.
  private static func height(of rows: ArraySlice<[Panel]>, _ content: Content, in height: Int) -> Int {
    func natural(_ row: [Panel]) -> Int {
      max(least, 3 + (row.map { $0.usefulRows ?? content.counts[$0] ?? 0 }.max() ?? 0))
    }
    guard let first = rows.first, rows.count > 1 else { return height }
    let share = height / rows.count
    if natural(first) <= share { return natural(first) }
    let others = rows.dropFirst().reduce(0) { $0 + natural($1) }
    return min(natural(first), max(share, height - others))
  }
}

extension Rect {
  static let none = Rect(x: 0, y: 0, width: 0, height: 0)
}
