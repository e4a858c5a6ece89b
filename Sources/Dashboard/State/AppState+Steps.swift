internal import Model
internal import Screen

/// The steps that `Reducer` takes; nothing else calls them.
extension AppState {
  mutating func deriveRows() { rows = Rows(of: snapshot, query) }

  /// After the filter changed: the order is as it was.
  mutating func narrowRows() {
    guard let snapshot else { return }
    for panel in Panel.all { rows.narrow(panel, of: snapshot, query) }
  }

  /// After one panel's order changed.
  mutating func orderRows(_ panel: Panel) {
    if let snapshot { rows.order(panel, of: snapshot, query) }
  }

  /// The filter narrows the overview; on a page there is nothing to filter.
  mutating func startFiltering() {
    if layers.isEmpty { mode = .filtering(Prompt(query.filter.text)) }
  }

  /// Takes over the filter as it is being typed.
  mutating func type(_ prompt: Prompt) {
    mode = .filtering(prompt)
    apply(Filter(prompt.string))
  }

  mutating func apply(_ filter: Filter) {
    guard filter != query.filter else { return }
    query.filter = filter
    narrowRows()
  }

  /// Moves the selection of a panel, and remembers the row by its identity.
  mutating func select(_ index: Int, in panel: Panel) {
    let shown = rows[panel]
    guard !shown.isEmpty else { return }
    var cursor = cursor(panel)
    cursor.index = max(0, min(index, shown.count - 1))
    cursor.id = snapshot.map { panel.place($0, shown[cursor.index]) }
    cursors[panel] = cursor
  }

  /// After each action: selections follow their rows, and nothing is scrolled beyond its end.
  mutating func settle() {
    let layout = layout
    for panel in Panel.all { settle(panel, layout) }
    settleHypothesis()
    holdPage()
    guard let page = currentPage, var layer = layers.last else { return }
    layer.top = page.top(layer, visible: pageRows)
    layer.link = max(0, min(layer.link, page.links.count - 1))
    layers[layers.count - 1] = layer
  }

  /// A page is drawn when it is entered, resized or learnt anew; scrolling it moves the window only.
  mutating func holdPage() {
    guard let place = layers.last?.place, let page = currentPage else { return heldPage = nil }
    heldPage = HeldPage(place: place, size: size, page: page)
  }

  private mutating func settle(_ panel: Panel, _ layout: Layout) {
    let shown = rows[panel]
    var cursor = cursor(panel)
    if let id = cursor.id, let snapshot {
      let isInPlace =
        shown.indices.contains(cursor.index) && panel.place(snapshot, shown[cursor.index]) == id
      if !isInPlace, let found = shown.firstIndex(where: { panel.place(snapshot, $0) == id }) {
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
    cursors[panel] = cursor
  }
}

// MARK: - What the state implies

extension AppState {
  func cursor(_ panel: Panel) -> Cursor { cursors[panel] ?? Cursor() }

  /// The place that the selected row of the focused panel leads to.
  var selectedPlace: Place? {
    let shown = rows[focus]
    let index = cursor(focus).index
    guard let snapshot, shown.indices.contains(index) else { return nil }
    return focus.place(snapshot, shown[index])
  }

  /// Where Enter leads: the link selected on a page, the worst thing on the strip, else the selected row.
  var placeToEnter: Place? {
    if let layer = layers.last {
      guard let links = currentPage?.links, links.indices.contains(layer.link) else { return nil }
      return links[layer.link].place
    }
    if Layout.shape(size) == .strip, let scene = Scene(self) { return Strip.worst(scene) ?? selectedPlace }
    return selectedPlace
  }

  var layout: Layout {
    guard let scene = Scene(self) else { return Layout.overview(size, Layout.Content(focus: focus)) }
    return Layout.overview(size, scene.layoutContent(width: size.width))
  }

  /// Rows of a panel that can be seen at once; 0 for one that is not on the screen.
  func visibleRows(_ panel: Panel, _ layout: Layout? = nil) -> Int {
    guard let snapshot, let rect = (layout ?? self.layout).panels[panel] else { return 0 }
    return Table<Int>.visibleRows(height: panel.tableArea(Box.content(of: rect), snapshot).height)
  }

  /// The panel beside the focused one; among tabs, the next one.
  func neighbour(onTheLeft: Bool) -> Panel? {
    guard layers.isEmpty else { return nil }
    let layout = layout
    guard layout.shape == .columns, let here = layout.panels[focus] else {
      return focus.next(by: onTheLeft ? -1 : 1)
    }
    return layout.panels.first { panel, rect in
      panel != focus && (onTheLeft ? rect.maxX == here.x : rect.x == here.maxX) && rect.y <= here.y
        && here.y < rect.maxY
    }?.key
  }

  var pageRows: Int { Layout.page(size).page.height }

  /// The page of the innermost layer.
  var currentPage: Page? { Scene(self).flatMap { PageView.page(of: $0, size: size) } }
}

// MARK: - Pages

extension AppState {
  /// Moves through a page: from link to link where the next one is in sight, else by rows.
  mutating func scroll(_ command: Command) {
    guard var layer = layers.last, let page = currentPage else { return }
    let visible = pageRows
    switch command {
    case .down: layer.step(1, page, visible: visible)
    case .up: layer.step(-1, page, visible: visible)
    case .pageDown: layer.jump(to: layer.top + max(1, visible - 1), page, visible: visible)
    case .pageUp: layer.jump(to: layer.top - max(1, visible - 1), page, visible: visible)
    case .first:
      layer.top = 0
      layer.link = 0
    case .last:
      layer.top = page.lastTop(visible)
      layer.link = max(0, page.links.count - 1)
    default: return
    }
    layers[layers.count - 1] = layer
  }
}

extension Layer {
  /// One row on: the selection if the next link is in sight, else the page.
  fileprivate mutating func step(_ step: Int, _ page: Page, visible: Int) {
    let window = top..<(top + max(1, visible))
    let isSeen = page.links.indices.contains(link) && window.contains(page.links[link].rect.y)
    let next = isSeen ? link + step : firstLink(page, in: window, from: step)
    if let next, page.links.indices.contains(next), window.contains(page.links[next].rect.y) {
      link = next
    } else {
      top = max(0, min(top + step, page.lastTop(visible)))
    }
  }

  /// The page on from `target`, the selection on the first link that can be seen there.
  fileprivate mutating func jump(to target: Int, _ page: Page, visible: Int) {
    top = max(0, min(target, page.lastTop(visible)))
    if let seen = firstLink(page, in: top..<(top + max(1, visible)), from: 1) { link = seen }
  }

  private func firstLink(_ page: Page, in window: Range<Int>, from step: Int) -> Int? {
    let seen = page.links.indices.filter { window.contains(page.links[$0].rect.y) }
    return step > 0 ? seen.first : seen.last
  }
}
