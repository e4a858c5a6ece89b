internal import Model
internal import Screen

/// The mouse: a click selects and focuses, a click on what is selected opens it, the wheel moves, the keys
/// named in the footer can be clicked.
extension Reducer {
  static func mouse(_ event: MouseEvent, _ state: inout AppState) -> [Effect] {
    guard state.mode == .browsing else { return [] }
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
    if state.layers.isEmpty, let panel = panel(at: event, state.layout) { state.focus = panel }
    let isSupposing = state.layers.last?.place == .hypothesis
    if isSupposing, let side = side(at: event, state) { state.hypothesis.side = side }
    for _ in 0..<3 { if isSupposing { _ = suppose(command, &state) } else { move(command, &state) } }
  }

  private static func click(_ event: MouseEvent, _ state: inout AppState) -> [Effect] {
    let command = footerCommand(event, state)
    state.notice = nil
    if let command { return perform(command, &state) }
    if state.layers.last?.place == .hypothesis { return clickHypothesis(event, &state) }
    guard state.layers.isEmpty else { return clickPage(event, &state) }
    let layout = state.layout
    if layout.tabs.contains(x: event.x, y: event.y), let scene = Scene(state) {
      let tabs = Tabs.tabs(scene, width: layout.tabs.width)
      let tab = tabs.first { event.x >= $0.x && event.x < $0.x + $0.line.width }
      if let tab { state.focus = tab.panel }
      return []
    }
    guard layout.shape != .strip, let panel = panel(at: event, layout), let rect = layout.panels[panel] else {
      return []
    }
    clickRow(event, panel, rect, layout, &state)
    return []
  }

  private static func clickRow(
    _ event: MouseEvent, _ panel: Panel, _ rect: Rect, _ layout: Layout, _ state: inout AppState
  ) {
    let wasFocused = state.focus == panel
    state.focus = panel
    guard let snapshot = state.snapshot else { return }
    let area = panel.tableArea(Box.content(of: rect), snapshot)
    let visible = Table<Int>.visibleRows(height: area.height)
    let row = event.y - (area.maxY - visible)
    let cursor = state.cursor(panel)
    let index = cursor.top + row
    guard row >= 0, row < visible, state.rows[panel].indices.contains(index) else { return }
    if wasFocused, index == cursor.index, cursor.id != nil, let place = state.selectedPlace {
      state.layers.append(Layer(place))
    } else {
      state.select(index, in: panel)
    }
  }

  private static func clickPage(_ event: MouseEvent, _ state: inout AppState) -> [Effect] {
    let area = Layout.page(state.size).page
    guard area.contains(x: event.x, y: event.y), let layer = state.layers.last, let page = state.currentPage
    else { return [] }
    let y = event.y - area.y + layer.top
    guard let index = page.links.firstIndex(where: { $0.rect.contains(x: event.x - area.x, y: y) }) else {
      return []
    }
    if index == layer.link { return perform(.enter, &state) }
    state.layers[state.layers.count - 1].link = index
    return []
  }

  private static func side(at event: MouseEvent, _ state: AppState) -> Hypothesis.Side? {
    let layout = HypothesisView.layout(state.size, state.hypothesis)
    if layout.choices.contains(x: event.x, y: event.y) { return .choices }
    return layout.outcome.contains(x: event.x, y: event.y) ? .casualties : nil
  }

  /// A click selects a row, a click on the selected one toggles or opens it.
  private static func clickHypothesis(_ event: MouseEvent, _ state: inout AppState) -> [Effect] {
    guard let side = side(at: event, state) else { return [] }
    let layout = HypothesisView.layout(state.size, state.hypothesis)
    let wasThere = state.hypothesis.side == side
    state.hypothesis.side = side
    let (count, visible) = state.hypothesisRows(side)
    let content = Box.content(of: side == .choices ? layout.choices : layout.outcome)
    let row = event.y - (content.maxY - visible)
    let path = side.cursor
    let index = state.hypothesis[keyPath: path].top + row
    guard row >= 0, row < visible, index < count else { return [] }
    if wasThere, state.hypothesis[keyPath: path].index == index { return perform(.enter, &state) }
    state.hypothesis[keyPath: path].index = index
    return []
  }

  private static func panel(at event: MouseEvent, _ layout: Layout) -> Panel? {
    layout.panels.first { $0.value.contains(x: event.x, y: event.y) }?.key
  }

  private static func footerCommand(_ event: MouseEvent, _ state: AppState) -> Command? {
    let footer = state.layers.isEmpty ? state.layout.footer : Layout.page(state.size).footer
    guard footer.contains(x: event.x, y: event.y) else { return nil }
    return Footer.visibleSegments(state, width: footer.width).first {
      event.x >= $0.x && event.x < $0.x + $0.width
    }?.command
  }
}
