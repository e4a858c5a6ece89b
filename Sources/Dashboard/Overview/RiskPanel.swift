internal import Model
internal import Screen

enum RiskPanel {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    let panel = PanelFrame(panel: .risk, scene: scene)
    var content = panel.draw(&frame, rect)
    guard let risk = scene.snapshot.risk else {
      frame.put(
        Line("computing\(scene.glyphs.ellipsis)", .muted), x: content.x, y: content.y, width: content.width,
        scene.glyphs)
      return
    }
    let isAdvising = hasAdvice(risk, height: content.height)
    content = drawLayers(&frame, content, risk, scene)
    if isAdvising { content = drawRecommendation(&frame, content, risk, scene) }
    drawFalls(&frame, content, risk, panel)
  }

  /// Rows that the list of single failures has in a panel; the reducer scrolls by it too.
  static func visibleFalls(_ content: Rect, _ risk: RiskReport) -> Int {
    let layers = shownLayers(risk, height: content.height).count
    let above = layers > 0 ? layers + (content.height >= 9 ? 2 : 1) : 0
    let below = hasAdvice(risk, height: content.height) ? 2 : 0
    return Table<RiskReport.Domain>.visibleRows(height: content.height - above - below)
  }

  /// The title, and two single failures below it.
  private static let leastFalls = 3

  /// In a lower panel the advice goes first, then the air, then layers: single failures keep their title.
  private static func hasAdvice(_ risk: RiskReport, height: Int) -> Bool {
    height >= 9 && risk.recommendations?.isEmpty == false
  }

  private static func shownLayers(_ risk: RiskReport, height: Int) -> [RiskReport.Layer] {
    let others = leastFalls + 1 + (height >= 9 ? 1 : 0) + (hasAdvice(risk, height: height) ? 2 : 0)
    let limit = max(0, min(5, height - others))
    return Array(risk.layers.filter { $0.indices != nil && !$0.shares.isEmpty }.prefix(limit))
  }

  /// Each layer's effective number, and its largest share. Returns what is left of the panel.
  private static func drawLayers(
    _ frame: inout Frame, _ content: Rect, _ risk: RiskReport, _ scene: Scene
  ) -> Rect {
    let layers = shownLayers(risk, height: content.height)
    guard !layers.isEmpty else { return content }
    let used = layers.count + 1
    var table = layerTable(scene)
    if content.width < 46 { table.gap = 1 }
    table.draw(
      &frame, content.splitTop(used).top, scene.glyphs, count: layers.count, top: 0, selected: nil
    ) { layers[$0] }
    return content.splitTop(used + (content.height >= 9 ? 1 : 0)).rest
  }

  /// In little width the layer's name goes first: the id of its largest domain tells it too.
  private static func layerTable(_ scene: Scene) -> Table<RiskReport.Layer> {
    Table([
      Column("LAYER", ColumnWidth(minimum: 12, ideal: 12, priority: 1, from: 46)) { layer, _ in
        Line(layer.kind.rawValue, .text)
      },
      Column("EFFECTIVE", ColumnWidth(9, priority: 1), .right) { layer, _ in
        Line(layer.indices.map { Words.decimal($0.effective, places: 1) } ?? "", .text, bold: true)
      },
      Column("", ColumnWidth(minimum: 7, ideal: 12, maximum: 40, priority: 3)) { layer, width in
        Bar.line(layer.shares.first?.share ?? 0, width: width, .chartLow, scene.glyphs)
      },
      Column("SHARE", ColumnWidth(5, priority: 2), .right) { layer, _ in
        Line(layer.shares.first.map { Words.percent($0.share) } ?? "", .text)
      },
      Column("LARGEST", ColumnWidth(minimum: 13, ideal: 18, maximum: 22, priority: 0)) { layer, _ in
        layer.shares.first.map { Line($0.id.description, .muted) } ?? Line()
      },
    ])
  }

  private static func drawRecommendation(
    _ frame: inout Frame, _ content: Rect, _ risk: RiskReport, _ scene: Scene
  ) -> Rect {
    guard let best = risk.recommendations?.first else { return content }
    let (rest, last) = content.splitTop(content.height - 1)
    let line =
      Line("do next ", .accent, bold: true)
      + (risk.expectedCut(by: best).map { Line("cuts \(Words.percent($0)) ", .ok) } ?? Line())
      + Line("\(scene.names(of: [best.service])[best.service] ?? ""): ", .text)
      + Line("\(best.add)", .accent) + Line(" as \(best.change.string)", .text)
    frame.put(line, x: last.x, y: last.y, width: last.width, scene.glyphs)
    return rest.splitTop(rest.height - 1).top
  }

  private static func drawFalls(
    _ frame: inout Frame, _ content: Rect, _ risk: RiskReport, _ panel: PanelFrame
  ) {
    let scene = panel.scene
    let rows = scene.state.rows[.risk]
    guard !rows.isEmpty else { return panel.sayEmpty(&frame, content, "Nothing depends on anything yet.") }
    let visible = Table<RiskReport.Domain>.visibleRows(height: content.height)
    let cursor = scene.state.cursor(.risk)
    let top = Cursor.top(cursor.top, index: cursor.index, count: rows.count, visible: visible)
    fallTable(scene).draw(
      &frame, content, scene.glyphs, count: rows.count, top: top,
      selected: panel.isFocused ? cursor.index : nil
    ) { risk.domains.indices.contains(rows[$0]) ? risk.domains[rows[$0]] : nil }
  }

  private static func fallTable(_ scene: Scene) -> Table<RiskReport.Domain> {
    Table([
      Column("IF IT FALLS", ColumnWidth(minimum: 12, ideal: 23, maximum: 28, priority: 0)) { domain, _ in
        scene.watched(domain.id)
      },
      Column("", ColumnWidth(minimum: 6, ideal: 12, maximum: 40, priority: 3)) { domain, width in
        Bar.line(domain.blastRadius ?? 0, width: width, .chartLow, scene.glyphs)
      },
      Column("TAKES", ColumnWidth(5, priority: 1), .right) { domain, _ in
        domain.blastRadius.map { Line(Words.percent($0), .text, bold: true) } ?? scene.absent
      },
      Column("", ColumnWidth(minimum: 11, ideal: 12, priority: 2)) { domain, _ in
        Line(Words.count(domain.services, "service", "services"), .muted)
      },
    ])
  }
}

extension Scene {
  /// A domain, with its mark if it is watched.
  func watched(_ id: DomainID) -> Line {
    let mark = health(of: id).map { $0.line(glyphs) } ?? Line(" ")
    return mark + Line(" \(id)", .text)
  }
}
