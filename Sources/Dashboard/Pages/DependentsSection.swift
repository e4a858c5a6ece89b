internal import Model
internal import Screen

/// The services that depend on a domain, with or without an alternative, and their state now.
enum DependentsSection {
  static func make(_ dependents: DependentRows, _ scene: Scene) -> Section {
    let rows = dependents.rows
    let more = dependents.count - rows.count
    let count = Format.count(dependents.count, "service", "services")
    let note = Line(more > 0 ? "the first \(rows.count) of \(count)" : count, .muted)
    guard !rows.isEmpty else {
      return Section.box(
        "Dependents", note: note, [Line("no configured service depends on it", .muted), Line(), Line()],
        scene.glyphs)
    }
    return Section.table("Dependents", note: note, { _ in table(scene) }, rows, scene.glyphs) {
      .subject(.service($0.state.id))
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
