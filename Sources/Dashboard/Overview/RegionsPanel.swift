internal import Model
internal import Screen

enum RegionsPanel {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    PanelFrame(panel: .regions, scene: scene).draw(
      table(scene), &frame, rect, empty: "No regions are configured."
    ) { scene.snapshot.regions.indices.contains($0) ? scene.snapshot.regions[$0] : nil }
  }

  static func table(_ scene: Scene) -> Table<RegionState> {
    Table([
      Column("  REGION", ColumnWidth(minimum: 15, ideal: 20, maximum: 32, priority: 0)) { region, width in
        scene.named(
          region.standing.health, region.id.description, width, cut: .middle, place: .domain(region.id))
      },
      Column("PLACE", ColumnWidth(minimum: 11, ideal: 14, maximum: 22, priority: 6, from: 80)) { region, _ in
        Line(region.domain.place.string, .muted)
      },
      Column("STATE", ColumnWidth(minimum: 8, ideal: 8, maximum: 11, priority: 1)) { region, _ in
        region.standing.health.word
      },
      Column("FEED", ColumnWidth(minimum: 11, ideal: 11, priority: 4, from: 58)) { region, width in
        scene.feedMark(region.feeds, width)
      },
      Column("FOR", ColumnWidth(4, priority: 3), .right) { region, _ in
        scene.age(since: region.standing.since)
      },
      Column("LAST HOUR", ColumnWidth(minimum: 9, ideal: 12, maximum: 120, priority: 2)) { region, width in
        scene.lastHour(region.checks, width)
      },
      Column("P95", ColumnWidth(6, priority: 5), .right) { region, _ in
        scene.p95(region.checks, of: region.standing.health)
      },
    ])
  }
}
