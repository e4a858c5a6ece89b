internal import Model
internal import Screen

/// The steps of `Reducer`; nothing else calls them.
extension AppState {
  /// The filter narrows the overview; on a page there is nothing to filter.
  mutating func startFiltering() {
    if navigation.layers.isEmpty { interaction.mode = .filtering(Prompt(listing.query.filter.text)) }
  }

  /// Applies the filter as it is being typed.
  mutating func type(_ prompt: Prompt) {
    interaction.mode = .filtering(prompt)
    listing.set(Filter(prompt.string), on: snapshot)
  }

  /// Moves the selection of a panel, and remembers the row by its identity.
  mutating func select(_ index: Int, in panel: Panel) {
    let shown = listing.rows[panel]
    guard !shown.isEmpty else { return }
    var cursor = navigation[panel]
    cursor.index = max(0, min(index, shown.count - 1))
    cursor.page = snapshot.map { panel.page($0, shown[cursor.index]) }
    navigation[panel] = cursor
  }

  /// After each action: selections follow their rows, and nothing is scrolled beyond its end.
  mutating func settle() {
    let layout = layout
    for panel in Panel.all { settle(panel, layout) }
    settleWhatIf()
    guard var open = navigation.openPage, let page = laidOutPage else { return }
    open.settle(page, visible: pageRows)
    navigation.openPage = open
  }

  private mutating func settle(_ panel: Panel, _ layout: OverviewLayout) {
    let shown = listing.rows[panel]
    var cursor = navigation[panel]
    if let page = cursor.page, let snapshot {
      let isInPlace =
        shown.indices.contains(cursor.index) && panel.page(snapshot, shown[cursor.index]) == page
      if !isInPlace, let found = shown.firstIndex(where: { panel.page(snapshot, $0) == page }) {
        // The row keeps its line on the screen; the others move past it.
        cursor.top += found - cursor.index
        cursor.index = found
      }
    } else {
      cursor.index = 0
    }
    cursor.index = max(0, min(cursor.index, shown.count - 1))
    cursor.top = Cursor.top(
      cursor.top, index: cursor.index, count: shown.count, visible: visibleRows(panel, layout))
    navigation[panel] = cursor
  }

  /// Moves through a page: from link to link where the next one is in sight, else by rows.
  mutating func scroll(_ command: Command) {
    guard var open = navigation.openPage, let page = laidOutPage else { return }
    let visible = pageRows
    switch command {
    case .down: open.step(1, page, visible: visible)
    case .up: open.step(-1, page, visible: visible)
    case .pageDown: open.jump(to: open.top + max(1, visible - 1), page, visible: visible)
    case .pageUp: open.jump(to: open.top - max(1, visible - 1), page, visible: visible)
    case .first: (open.top, open.link) = (0, 0)
    case .last: (open.top, open.link) = (page.lastTop(visible), max(0, page.links.count - 1))
    default: return
    }
    navigation.openPage = open
  }
}

// MARK: - What the state implies

extension AppState {
  /// The page that the selected row of the focused panel leads to.
  var selectedPage: Page? {
    let shown = listing.rows[navigation.focus]
    let index = navigation[navigation.focus].index
    guard let snapshot, shown.indices.contains(index) else { return nil }
    return navigation.focus.page(snapshot, shown[index])
  }

  /// Where Enter leads: the link selected on a page, the worst thing on the strip, else the selected row.
  var pageToEnter: Page? {
    if let open = navigation.openPage {
      guard let links = laidOutPage?.links, links.indices.contains(open.link) else { return nil }
      return links[open.link].page
    }
    if OverviewLayout.shape(navigation.size) == .strip, let scene = Scene(self) {
      return Strip.worst(scene) ?? selectedPage
    }
    return selectedPage
  }

  /// What a command is about: the page that is open, else the row that is selected.
  var currentPage: Page? {
    if let layer = navigation.layers.last { layer.page } else { selectedPage }
  }

  var layout: OverviewLayout {
    let content = Scene(self).map { $0.layoutContent(width: navigation.size.width) }
    return OverviewLayout(navigation.size, content ?? OverviewLayout.Content(focus: navigation.focus))
  }

  /// Rows of a panel that can be seen at once; 0 for one that is not on the screen.
  func visibleRows(_ panel: Panel, _ layout: OverviewLayout? = nil) -> Int {
    guard let snapshot, let rect = (layout ?? self.layout).panels[panel] else { return 0 }
    return Table<Int>.visibleRows(height: panel.tableArea(Box.content(of: rect), snapshot).height)
  }

  /// The panel beside the focused one; among tabs, the next one.
  func neighbour(onTheLeft: Bool) -> Panel? {
    guard navigation.layers.isEmpty else { return nil }
    let layout = layout
    let focus = navigation.focus
    guard layout.shape == .columns, let here = layout.panels[focus] else {
      return focus.next(by: onTheLeft ? -1 : 1)
    }
    return layout.panels.first { panel, rect in
      panel != focus && (onTheLeft ? rect.maxX == here.x : rect.x == here.maxX) && rect.y <= here.y
        && here.y < rect.maxY
    }?.key
  }

  var pageRows: Int { PageLayout(navigation.size).body.height }

  /// The page of the innermost layer, as the screen's width lays it out.
  var laidOutPage: LaidOutPage? { Scene(self).flatMap { PageView.page(of: $0, size: navigation.size) } }
}
