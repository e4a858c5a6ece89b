internal import Model
internal import Screen

extension Panel {
  static let risk = Panel(
    id: "risk", title: "Concentration risk", shortTitle: "Risk", area: .grid(priority: 3),
    defaultSort: "impact",
    columns: [
      PanelColumn(
        "IF IT FAILS", ColumnWidth(minimum: 12, ideal: 23, maximum: 28, priority: 0),
        sort: .name(or: ["domain"]) { $0.domain($1)?.id.description ?? "" },
        filter: [
          .text("name") { $0.domain($1)?.id.description ?? "" },
          .provider { snapshot, row, test in snapshot.domain(row).map { test($0.id) } ?? false },
        ]
      ) { scene, row, _ in scene.snapshot.domain(row).map { scene.watched($0.id) } ?? Line() },
      PanelColumn("", ColumnWidth(minimum: 6, ideal: 12, maximum: 40, priority: 3)) { scene, row, width in
        Bar.line(scene.snapshot.domain(row)?.blastRadius ?? 0, width: width, .chartLow, scene.glyphs)
      },
      PanelColumn(
        "IMPACT", ColumnWidth(6, priority: 1), .right,
        sort: .largest("impact", or: ["weight"], note: "largest impact first") {
          $0.domain($1)?.blastRadius ?? -1
        }
      ) { scene, row, _ in
        let share = scene.snapshot.domain(row)?.blastRadius
        return share.map { Line(Format.percent($0), .text, bold: true) } ?? scene.absent
      },
      PanelColumn(
        "", ColumnWidth(minimum: 11, ideal: 12, priority: 2),
        sort: .largest("services", note: "most services first") { Double($0.domain($1)?.services ?? 0) }
      ) { scene, row, _ in
        Line(Format.count(scene.snapshot.domain(row)?.services ?? 0, "service", "services"), .muted)
      },
      health,
    ],
    count: { $0.risk?.domains.count ?? 0 },
    page: { snapshot, row in snapshot.domain(row).map { Page(of: $0.id) } ?? .risk },
    empty: { scene in
      scene.snapshot.risk == nil ? "computing\(scene.glyphs.ellipsis)" : "No service depends on anything yet."
    },
    surround: Surround(tableArea: tableArea, draw: drawAround), usefulRows: 10)

  /// Domains that are watched, by their health, before those that are not.
  private static let health = PanelColumn(
    sort: SortKey(
      "state", or: ["worst"], note: "worst first",
      .rank { snapshot in
        let healths = snapshot.regionHealth
        return { row in
          snapshot.domain(row).flatMap { healths[$0.id] }.map { Double($0.severity) } ?? -1
        }
      }),
    filter: [
      FilterTerm("state") { snapshot in
        let healths = snapshot.regionHealth
        return { row, test in
          snapshot.domain(row).flatMap { healths[$0.id] }.map { test($0.rawValue) } ?? false
        }
      }
    ])

  // MARK: - Around the table

  /// The title, and two single failures below it.
  private static let leastRows = 3

  private static func tableArea(_ content: Rect, _ snapshot: Snapshot) -> Rect {
    guard let risk = snapshot.risk else { return content }
    let layers = shownLayers(risk, height: content.height).count
    let above = layers > 0 ? layers + (content.height >= 9 ? 2 : 1) : 0
    let below = hasAdvice(risk, height: content.height) ? 2 : 0
    let rest = content.splitTop(above).rest
    return rest.splitTop(rest.height - below).top
  }

  private static func drawAround(_ frame: inout Frame, _ content: Rect, _ scene: Scene) {
    guard let risk = scene.snapshot.risk else { return }
    drawLayers(&frame, content, risk, scene)
    if hasAdvice(risk, height: content.height) { drawRecommendation(&frame, content, risk, scene) }
  }

  /// In a lower panel the advice goes first, then the air, then layers: single failures keep their title.
  private static func hasAdvice(_ risk: RiskReport, height: Int) -> Bool {
    height >= 9 && risk.recommendations?.isEmpty == false
  }

  private static func shownLayers(_ risk: RiskReport, height: Int) -> [RiskReport.Layer] {
    let others = leastRows + 1 + (height >= 9 ? 1 : 0) + (hasAdvice(risk, height: height) ? 2 : 0)
    let limit = max(0, min(5, height - others))
    return Array(risk.layers.filter { $0.indices != nil && !$0.shares.isEmpty }.prefix(limit))
  }

  /// Each layer's effective number, and its largest share.
  private static func drawLayers(
    _ frame: inout Frame, _ content: Rect, _ risk: RiskReport, _ scene: Scene
  ) {
    let layers = shownLayers(risk, height: content.height)
    guard !layers.isEmpty else { return }
    var table = layerTable(scene)
    if content.width < 46 { table.gap = 1 }
    table.draw(
      &frame, content.splitTop(layers.count + 1).top, scene.glyphs, count: layers.count, top: 0, selected: nil
    ) { layers[$0] }
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
        Line(layer.shares.first.map { Format.percent($0.share) } ?? "", .text)
      },
      Column("LARGEST", ColumnWidth(minimum: 13, ideal: 18, maximum: 22, priority: 0)) { layer, _ in
        layer.shares.first.map { Line($0.id.description, .muted) } ?? Line()
      },
    ])
  }

  /// `Next: add gcp/us-east4 to Reddit as a second provider (cuts expected loss 7 %)`.
  private static func drawRecommendation(
    _ frame: inout Frame, _ content: Rect, _ risk: RiskReport, _ scene: Scene
  ) {
    guard let best = risk.recommendations?.first else { return }
    let last = content.splitTop(content.height - 1).rest
    let name = scene.names(of: [best.service])[best.service] ?? ""
    let cut = risk.expectedCut(by: best).map { " (cuts expected loss \(Format.percent($0)))" } ?? ""
    let line =
      Line("Next: ", .accent, bold: true) + Line("add ") + Line("\(best.add)", .accent)
      + Line(" to \(name) as a \(best.change.string)") + Line(cut, .ok)
    frame.put(line, x: last.x, y: last.y, width: last.width, scene.glyphs)
  }
}

extension Snapshot {
  /// A single failure by its position in the risk report.
  fileprivate func domain(_ row: Int) -> RiskReport.Domain? {
    guard let domains = risk?.domains, domains.indices.contains(row) else { return nil }
    return domains[row]
  }

  fileprivate var regionHealth: [DomainID: Health] {
    Dictionary(regions.map { ($0.id, $0.standing.health) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Scene {
  /// A domain, with its mark if it is watched.
  func watched(_ id: DomainID) -> Line {
    let mark = health(of: id).map { $0.line(glyphs) } ?? Line(" ")
    return mark + Line(" \(id)", .text)
  }
}
