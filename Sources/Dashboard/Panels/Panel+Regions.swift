internal import Model
internal import Screen

extension Panel {
  static let regions = Panel(
    id: "regions", title: "Regions", shortTitle: "Regions", area: .grid(priority: 0), defaultSort: "state",
    columns: [
      PanelColumn(
        "  REGION", ColumnWidth(minimum: 15, ideal: 20, maximum: 32, priority: 0),
        sort: .name(or: ["region"]) { $0.regions[$1].id.description },
        filter: [
          .text("name") { $0.regions[$1].id.description },
          .text("name") { $0.regions[$1].domain.name.string },
          .provider { $2($0.regions[$1].id) },
        ]
      ) { scene, row, width in
        let region = scene.snapshot.regions[row]
        return scene.named(
          region.standing.health, region.id.description, width, cut: .middle,
          page: .subject(.region(region.id)))
      },
      PanelColumn(
        "PLACE", ColumnWidth(minimum: 11, ideal: 14, maximum: 22, priority: 6, from: 80),
        sort: SortKey("place", note: "by place", .text { $0.regions[$1].domain.place.string }),
        filter: [.text("place") { $0.regions[$1].domain.place.string }]
      ) { scene, row, _ in Line(scene.snapshot.regions[row].domain.place.string, .muted) },
      .state(ColumnWidth(minimum: 8, ideal: 8, maximum: 11, priority: 1)) { $0.regions[$1].standing.health },
      PanelColumn("FEED", ColumnWidth(minimum: 11, ideal: 11, priority: 4, from: 58)) { scene, row, width in
        scene.feedMark(scene.snapshot.regions[row].feeds, width)
      },
      PanelColumn("FOR", ColumnWidth(4, priority: 3), .right, sort: .since { $0.regions[$1].standing.since })
      {
        scene, row, _ in scene.age(since: scene.snapshot.regions[row].standing.since)
      },
      .lastHour(ColumnWidth(minimum: 9, ideal: 12, maximum: 120, priority: 2)) { $0.regions[$1].checks },
      .latency(ColumnWidth(6, priority: 5), { $0.regions[$1].standing.health }) { $0.regions[$1].checks },
      PanelColumn(
        sort: .largest("weight", or: ["impact"], note: "heaviest first") {
          $0.dependents[$0.regions[$1].id]?.weightShare ?? -1
        }),
    ],
    count: { $0.regions.count },
    page: { .subject(.region($0.regions[$1].id)) },
    isProblem: { $0.regions[$1].standing.health.isProblem },
    worst: { Health.worst(of: $0.regions.lazy.map(\.standing.health)) },
    empty: { _ in "No regions are configured." })
}
