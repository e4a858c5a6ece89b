internal import Model
package import Screen

/// Draws the state: pure, total for every state and size.
package enum View {
  package static func frame(of state: AppState, size: Size) -> Frame {
    var frame = Frame(size: size)
    guard let scene = Scene(state) else {
      frame.put("FAULTLINE", x: 1, y: 0, Style(.title, bold: true))
      return frame
    }
    switch state.navigation.layers.last {
    case nil: drawOverview(&frame, scene)
    case .whatIf(let whatIf): WhatIfView.draw(&frame, whatIf, scene)
    case .page(let open): PageView.draw(&frame, open, scene)
    }
    Overlay.draw(&frame, state)
    return frame
  }

  /// For the window: the worst first, as a tab shows only a few characters.
  package static func title(of state: AppState) -> String {
    guard let snapshot = state.snapshot, snapshot.number > 0 else { return "faultline" }
    let shown = [Health.down, .degraded].filter { snapshot.counts[$0] > 0 }
      .map { "\(snapshot.counts[$0]) \($0.rawValue)" }
    let state = shown.isEmpty ? snapshot.overall.rawValue : shown.joined(separator: ", ")
    return "\(state) - faultline"
  }

  private static func drawOverview(_ frame: inout Frame, _ scene: Scene) {
    let layout = OverviewLayout(frame.size, scene.layoutContent(width: frame.size.width))
    if layout.shape == .strip { return drawStrip(&frame, scene) }
    Header.draw(&frame, layout.header, scene)
    Banner.draw(&frame, layout.banner, scene)
    Tabs.draw(&frame, layout.tabs, scene)
    for (panel, rect) in layout.panels { panel.draw(&frame, rect, scene) }
    Footer.draw(&frame, layout.footer, scene.state)
  }

  /// The last line shows what the user is typing, or a notice.
  private static func drawStrip(_ frame: inout Frame, _ scene: Scene) {
    Strip.draw(&frame, frame.size.bounds, scene)
    var isBusy = scene.state.interaction.notice != nil
    switch scene.state.interaction.mode {
    case .filtering, .commanding: isBusy = true
    default: break
    }
    guard isBusy else { return }
    let last = frame.size.bounds.splitTop(frame.size.height - 1).rest
    frame.fill(last)
    Footer.draw(&frame, last, scene.state)
  }
}

extension Scene {
  func layoutContent(width: Int) -> OverviewLayout.Content {
    let rows = state.listing.rows
    return OverviewLayout.Content(
      counts: Dictionary(uniqueKeysWithValues: Panel.all.map { ($0, rows.total($0)) }),
      urgent: Set(Panel.all.filter { $0.area == .bottom && $0.worst(snapshot) != nil }),
      banner: Banner.content(self, width: width).height, focus: state.navigation.focus)
  }
}
