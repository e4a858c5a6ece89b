internal import Model
internal import Screen

/// Where only one panel fits: the row that names them all, the one shown set off, trouble marked.
enum Tabs {
  struct Tab {
    let panel: Panel
    let line: Line
    let x: Int
  }

  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    guard !rect.isEmpty else { return }
    for tab in tabs(scene, width: rect.width) {
      frame.put(tab.line, x: rect.x + tab.x, y: rect.y, width: tab.line.width, scene.glyphs)
    }
  }

  /// The mouse clicks them where they are drawn.
  static func tabs(_ scene: Scene, width: Int) -> [Tab] {
    let pieces = Panel.all.map { panel in
      let isShown = panel == scene.state.navigation.focus
      let number = Line("\(panel.number)", .accent, bold: true)
      let name = Line(" \(panel.shortTitle)", isShown ? .focus : .muted, bold: isShown)
      let mark = mark(panel, scene)
      return Piece([number + name + mark, number + mark, number], rank: isShown ? 0 : 1)
    }
    var x = 1
    return zip(Panel.all, Piece.squeeze(pieces, into: max(0, width - 2), gap: 2)).map { panel, line in
      defer { x += line.width + 2 }
      return Tab(panel: panel, line: line, x: x)
    }
  }

  /// The worst in a panel, unless all is well there.
  private static func mark(_ panel: Panel, _ scene: Scene) -> Line {
    guard let worst = panel.worst(scene.snapshot), worst == .down || worst == .degraded else { return Line() }
    return Line(" ") + Line(String(worst.mark(scene.glyphs)), worst.role, bold: true)
  }
}
