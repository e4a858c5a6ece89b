internal import Model
internal import Screen

/// How weight is spread over the domains of each layer: providers, regions, operators, countries.
enum LayersSection {
  private static func shown(_ risk: RiskReport) -> [RiskReport.Layer] {
    risk.layers.filter { $0.indices != nil && !$0.shares.isEmpty }
  }

  /// A box for each layer, with its largest shares as bars.
  static func boxes(_ risk: RiskReport, _ scene: Scene) -> [Section] {
    shown(risk).map { layer($0, scene) }
  }

  /// A row for each layer, where there is little width.
  static func table(_ risk: RiskReport, _ scene: Scene) -> Section {
    let layers = shown(risk)
    return Section.box("Layers", height: max(1, layers.count + 1), scene.glyphs) { frame, rect in
      columns(scene).draw(&frame, rect, scene.glyphs, count: layers.count, top: 0, selected: nil) {
        layers[$0]
      }
    }
  }

  private static func columns(_ scene: Scene) -> Table<RiskReport.Layer> {
    Table([
      Column("LAYER", ColumnWidth(minimum: 12, ideal: 12, priority: 0)) { layer, _ in
        Line(layer.kind.rawValue)
      },
      Column("EFFECTIVE", ColumnWidth(9, priority: 1), .right) { layer, _ in
        guard let indices = layer.indices else { return Line() }
        let isOne = indices.effective < 2
        let mark = isOne ? Line("\(scene.glyphs.degraded) ", .degraded, bold: true) : Line()
        return mark + Line(Words.decimal(indices.effective, places: 1), .text, bold: true)
      },
      Column("HHI", ColumnWidth(4, priority: 4), .right) { layer, _ in
        Line(layer.indices.map { Words.decimal($0.hhi, places: 2) } ?? "", .muted)
      },
      Column("", ColumnWidth(minimum: 6, ideal: 14, maximum: 40, priority: 5)) { layer, width in
        let share = layer.shares.first?.share ?? 0
        return Bar.line(share, width: width, Bar.role(of: share), scene.glyphs)
      },
      Column("SHARE", ColumnWidth(5, priority: 2), .right) { layer, _ in
        Line(layer.shares.first.map { Format.percent($0.share) } ?? "")
      },
      Column("LARGEST", ColumnWidth(minimum: 13, ideal: 18, maximum: 24, priority: 1)) { layer, _ in
        Line(layer.shares.first?.id.description ?? "", .muted)
      },
      Column("KNOWN FOR", ColumnWidth(9, priority: 3), .right) { layer, _ in
        Line(Format.percent(layer.coverage), .muted)
      },
    ])
  }

  private static func layer(_ layer: RiskReport.Layer, _ scene: Scene) -> Section {
    let shown = layer.shares.prefix(4)
    let others = layer.shares.count - shown.count
    let indices = layer.indices.map {
      "effective \(Words.decimal($0.effective, places: 1))  HHI \(Words.decimal($0.hhi, places: 2))"
    }
    return Section.box(
      layer.kind.rawValue, note: Line(indices ?? "", .accent), height: shown.count + 1, scene.glyphs
    ) { frame, rect in
      let name = max(8, min(28, rect.width / 2 - 4))
      for (row, share) in shown.enumerated() {
        let y = rect.y + row
        frame.put(
          Line(TextFit.middle(share.id.description, to: name, scene.glyphs)), x: rect.x, y: y, width: name,
          scene.glyphs)
        frame.put(
          Line(Format.percent(share.share), .text, bold: row == 0), x: rect.x + name, y: y, width: 6,
          scene.glyphs,
          alignment: .right)
        let bar = Bar.line(
          share.share, width: max(0, rect.width - name - 8), Bar.role(of: share.share), scene.glyphs)
        frame.put(bar, x: rect.x + name + 8, y: y, width: max(0, rect.width - name - 8), scene.glyphs)
      }
      frame.put(
        remark(layer, others, scene), x: rect.x, y: rect.y + shown.count, width: rect.width, scene.glyphs)
    }
  }

  /// What the bars do not show: the rest, the weight they are known for, and a layer that hangs on one domain.
  private static func remark(_ layer: RiskReport.Layer, _ others: Int, _ scene: Scene) -> Line {
    var parts: [Line] = []
    if let indices = layer.indices, indices.effective < 2 {
      parts.append(
        Line("\(scene.glyphs.degraded) depends on a single \(layer.kind.rawValue)", .degraded, bold: true))
    }
    if others > 0 { parts.append(Line("and \(others) more", .muted)) }
    parts.append(Line("known for \(Format.percent(layer.coverage)) of the weight", .muted))
    return Line.joined(parts, by: Line(" \(scene.glyphs.dot) ", .muted))
  }
}

extension Bar {
  /// The length of a bar tells how large a share is; its colour only repeats that.
  static func role(of share: Double) -> Role {
    share >= 0.5 ? .chartHigh : share >= 0.25 ? .chartMid : .chartLow
  }
}
