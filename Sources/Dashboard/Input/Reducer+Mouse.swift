internal import Model
internal import Screen

/// The mouse: a click selects and focuses, a click on what is selected opens it, the wheel moves, the keys
/// named in the footer can be clicked.
extension Reducer {
  static func mouse(_ event: MouseEvent, _ state: inout AppState) -> [Effect] {
    guard state.interaction.mode == .browsing else { return [] }
    switch event.action {
    case .release: return []
    case .scrollUp: wheel(.up, event, &state)
    case .scrollDown: wheel(.down, event, &state)
    case .press: return click(event, &state)
    }
    return []
  }

  /// Three rows a notch, in the panel under the pointer.
  private static func wheel(_ command: Command, _ event: MouseEvent, _ state: inout AppState) {
    if state.navigation.layers.isEmpty, let panel = panel(at: event, state.layout) {
      state.navigation.focus = panel
    }
    if let side = side(at: event, state) { state.navigation.whatIf?.side = side }
    for _ in 0..<3 { _ = perform(command, &state) }
  }

  private static func click(_ event: MouseEvent, _ state: inout AppState) -> [Effect] {
    let command = footerCommand(event, state)
    state.interaction.notice = nil
    if let command { return perform(command, &state) }
    if case .whatIf(let whatIf) = state.navigation.layers.last { return click(event, in: whatIf, &state) }
    guard state.navigation.layers.isEmpty else { return clickPage(event, &state) }
    let layout = state.layout
    if layout.tabs.contains(x: event.x, y: event.y), let scene = Scene(state) {
      let tabs = Tabs.tabs(scene, width: layout.tabs.width)
      let tab = tabs.first { event.x >= $0.x && event.x < $0.x + $0.line.width }
      if let tab { state.navigation.focus = tab.panel }
      return []
    }
    guard layout.shape != .strip, let panel = panel(at: event, layout), let rect = layout.panels[panel] else {
      return []
    }
    clickRow(event, panel, rect, layout, &state)
    return []
  }

  private static func clickRow(
    _ event: MouseEvent, _ panel: Panel, _ rect: Rect, _ layout: OverviewLayout, _ state: inout AppState
  ) {
    let wasFocused = state.navigation.focus == panel
    state.navigation.focus = panel
    guard let snapshot = state.snapshot else { return }
    let area = panel.tableArea(Box.content(of: rect), snapshot)
    let visible = Table<Int>.visibleRows(height: area.height)
    let row = event.y - (area.maxY - visible)
    let cursor = state.navigation[panel]
    let index = cursor.top + row
    guard row >= 0, row < visible, state.listing.rows[panel].indices.contains(index) else { return }
    if wasFocused, index == cursor.index, cursor.page != nil, let page = state.selectedPage {
      state.navigation.open(page)
    } else {
      state.select(index, in: panel)
    }
  }

  private static func clickPage(_ event: MouseEvent, _ state: inout AppState) -> [Effect] {
    let area = PageLayout(state.navigation.size).body
    guard area.contains(x: event.x, y: event.y), var open = state.navigation.openPage,
      let page = state.laidOutPage
    else { return [] }
    let y = event.y - area.y + open.top
    guard let index = page.links.firstIndex(where: { $0.rect.contains(x: event.x - area.x, y: y) }) else {
      return []
    }
    if index == open.link { return perform(.enter, &state) }
    open.link = index
    state.navigation.openPage = open
    return []
  }

  /// The side of the what-if under the pointer.
  private static func side(at event: MouseEvent, _ state: AppState) -> WhatIf.Side? {
    guard case .whatIf(let whatIf) = state.navigation.layers.last else { return nil }
    let layout = WhatIfLayout(state.navigation.size, whatIf.side)
    if layout.choices.contains(x: event.x, y: event.y) { return .choices }
    return layout.outcome.contains(x: event.x, y: event.y) ? .casualties : nil
  }

  /// A click selects a row, a click on the selected one marks or opens it.
  private static func click(_ event: MouseEvent, in whatIf: WhatIf, _ state: inout AppState) -> [Effect] {
    guard let side = side(at: event, state) else { return [] }
    let size = state.navigation.size
    let layout = WhatIfLayout(size, whatIf.side)
    let wasThere = whatIf.side == side
    state.navigation.whatIf?.side = side
    let visible = whatIf.visibleRows(side, size)
    let content = Box.content(of: side == .choices ? layout.choices : layout.outcome)
    let row = event.y - (content.maxY - visible)
    let index = whatIf[keyPath: side.cursor].top + row
    guard row >= 0, row < visible, index < whatIf.count(side) else { return [] }
    if wasThere, whatIf[keyPath: side.cursor].index == index { return perform(.enter, &state) }
    state.navigation.whatIf?[keyPath: side.cursor].index = index
    return []
  }

  private static func panel(at event: MouseEvent, _ layout: OverviewLayout) -> Panel? {
    layout.panels.first { $0.value.contains(x: event.x, y: event.y) }?.key
  }

  private static func footerCommand(_ event: MouseEvent, _ state: AppState) -> Command? {
    let footer =
      state.navigation.layers.isEmpty ? state.layout.footer : PageLayout(state.navigation.size).footer
    guard footer.contains(x: event.x, y: event.y) else { return nil }
    return Footer.visibleSegments(state, width: footer.width).first {
      event.x >= $0.x && event.x < $0.x + $0.width
    }?.command
  }
}
