internal import Screen

/// Where everything of the overview is; nothing else decides it.
struct OverviewLayout: Hashable, Sendable {
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
    /// Under 10 rows: the worst problems, one line each, and the counts.
    case strip
    /// Under 80 columns: one panel at a time, chosen from a row of tabs.
    case tabs
    /// A main and a side column; evenly wide from 120 columns.
    case columns
  }

  let shape: Shape
  var header = Rect.none
  var banner = Rect.none
  var tabs = Rect.none
  var panels: [Panel: Rect] = [:]
  var footer = Rect.none

  static func shape(_ size: Size) -> Shape {
    if size.height < 10 { return .strip }
    return size.width < 80 ? .tabs : .columns
  }

  init(_ size: Size, _ content: Content) {
    shape = Self.shape(size)
    guard shape != .strip else {
      panels[content.focus] = size.bounds
      return
    }
    var rest: Rect
    (header, rest) = size.bounds.splitTop(1)
    (rest, footer) = rest.splitTop(rest.height - 1)
    (banner, rest) = rest.splitTop(min(content.banner, max(0, rest.height - 6)))
    if shape == .tabs {
      (tabs, rest) = rest.splitTop(1)
      panels[content.focus] = rest
    } else {
      place(content, in: rest)
    }
  }
}

/// Where the parts of a page are: header and footer as on the overview, and a line that says where one is.
struct PageLayout: Hashable, Sendable {
  let header, breadcrumb, body, footer: Rect

  init(_ size: Size) {
    let lines = size.height >= 10 ? 1 : 0
    let below: Rect
    let middle: Rect
    (header, below) = size.bounds.splitTop(lines)
    (middle, footer) = below.splitTop(below.height - lines)
    (breadcrumb, body) = middle.splitTop(1)
  }
}

extension OverviewLayout {
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

  /// The grid's panels that fit, two a row in the order of their numbers: the first by priority, and always the one in focus.
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
