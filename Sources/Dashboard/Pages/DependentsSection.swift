internal import Model
internal import Screen

/// The services that stand on a domain: with no way around it or with one, and how they are now.
enum DependentsSection {
  static func make(_ dependents: DependentRows, _ scene: Scene) -> Section {
    let rows = dependents.rows
    let more = dependents.count - rows.count
    let height = rows.isEmpty ? 1 : rows.count + 1 + (more > 0 ? 1 : 0)
    let count = Words.count(dependents.count, "service", "services")
    return Section.box("Stands on it", note: Line(count, .muted), height: max(3, height), scene.glyphs) {
      frame, rect in
      guard !rows.isEmpty else {
        frame.put("no configured service needs it", x: rect.x, y: rect.y, Style(.muted), clip: rect)
        return []
      }
      table(scene).draw(&frame, rect, scene.glyphs, count: rows.count, top: 0, selected: nil) { rows[$0] }
      if more > 0 {
        frame.put("and \(more) more", x: rect.x + 2, y: rect.maxY - 1, Style(.muted), clip: rect)
      }
      return rows.enumerated().map { index, row in
        let line = Rect(x: rect.x - 1, y: rect.y + 1 + index, width: rect.width + 2, height: 1)
        return Page.Link(rect: line, place: .service(row.state.id))
      }
    }
  }

  private static func table(_ scene: Scene) -> Table<DependentRows.Row> {
    Table([
      Column("  SERVICE", ColumnWidth(minimum: 12, ideal: 18, maximum: 30, priority: 0)) { row, width in
        scene.named(row.state.standing.health, row.state.service.name.string, width)
      },
      Column("STATE", ColumnWidth(minimum: 8, ideal: 8, priority: 1)) { row, _ in
        row.state.standing.health.word
      },
      Column("HOW", ColumnWidth(minimum: 8, ideal: 18, priority: 2)) { row, _ in
        Line(row.dependent.strength.words, row.dependent.strength == .required ? .text : .muted)
      },
      Column("PATH", ColumnWidth(10, priority: 5)) { row, _ in Line(row.dependent.path.words, .muted) },
      Column("SINCE", ColumnWidth(6, priority: 3), .right) { row, _ in
        row.state.standing.since.map { Line(Words.clock($0, now: scene.now)) } ?? scene.absent
      },
      Column("WEIGHT", ColumnWidth(6, priority: 4), .right) { row, _ in
        Line(Words.weight(row.state.service.weight), .muted)
      },
    ])
  }
}

extension Words {
  static func weight(_ weight: Double) -> String {
    weight == weight.rounded() ? decimal(weight, places: 0) : decimal(weight, places: 1)
  }
}
