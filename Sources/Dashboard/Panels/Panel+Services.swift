internal import Model
internal import Screen

extension Panel {
  static let services = Panel(
    id: "services", title: "Services", shortTitle: "Services", area: .grid(priority: 1), defaultSort: "state",
    columns: [
      PanelColumn(
        "  SERVICE", ColumnWidth(minimum: 15, ideal: 18, maximum: 34, priority: 0),
        sort: .name(or: ["service"]) { $0.services[$1].service.name.string },
        filter: [
          .text("name") { $0.services[$1].service.name.string }, .text("name") { $0.services[$1].service.id },
        ]
      ) { scene, row, width in
        let service = scene.snapshot.services[row]
        return scene.named(
          service.standing.health, service.service.name.string, width, cut: .middle,
          page: .subject(.service(service.id)))
      },
      .state(ColumnWidth(minimum: 8, ideal: 8, maximum: 11, priority: 1)) { $0.services[$1].standing.health },
      PanelColumn("FEED", ColumnWidth(minimum: 5, ideal: 11, priority: 4, from: 57)) { scene, row, width in
        scene.feedMark(scene.snapshot.services[row].feed.map { [$0] }, width)
      },
      PanelColumn(
        "SINCE", ColumnWidth(6, priority: 3), .right, sort: .since { $0.services[$1].standing.since }
      ) {
        scene, row, _ in
        scene.snapshot.services[row].standing.since.map { Line(Words.clock($0, now: scene.now)) }
          ?? scene.absent
      },
      needs,
      .lastHour(ColumnWidth(minimum: 9, ideal: 12, maximum: 60, priority: 5, from: 72)) {
        $0.services[$1].checks
      },
      .latency(
        ColumnWidth(minimum: 6, ideal: 6, priority: 6, from: 72), { $0.services[$1].standing.health }
      ) { $0.services[$1].checks },
      PanelColumn(
        sort: .largest("weight", note: "heaviest first") { $0.services[$1].service.weight },
        filter: [
          FilterTerm("owner") { snapshot, row, test in
            snapshot.services[row].service.owner.map { test($0.string) } ?? false
          },
          FilterTerm("tag") { snapshot, row, test in
            snapshot.services[row].service.tags.contains { test($0.string) }
          },
        ]),
    ],
    count: { $0.services.count },
    page: { .subject(.service($0.services[$1].id)) },
    isProblem: { $0.services[$1].standing.health.isProblem },
    worst: { Health.worst(of: $0.services.lazy.map(\.standing.health)) },
    empty: { _ in "No services are configured." })

  private static let needs = PanelColumn(
    "DEPENDS ON", ColumnWidth(minimum: 15, ideal: 26, maximum: 40, priority: 2),
    sort: SortKey(
      "depends-on", or: ["needs"], note: "by what it depends on",
      .text { $0.services[$1].service.needs.first?.firstDomain?.description ?? "" }),
    filter: [
      FilterTerm("needs") { snapshot, row, test in
        snapshot.services[row].service.needs.contains { $0.names { test($0.description) } }
      },
      .provider { snapshot, row, test in snapshot.services[row].service.needs.contains { $0.names(test) } },
    ]
  ) { scene, row, width in scene.needs(scene.snapshot.services[row].service.needs, width) }
}

extension Need {
  /// Whether it names a domain that satisfies a test, however deep.
  fileprivate func names(_ test: (DomainID) -> Bool) -> Bool {
    if case .domain(let id, _) = self { return test(id) }
    return members.contains { $0.names(test) }
  }
}

extension Scene {
  /// Needs in a few words, those that are failing now first and marked.
  /// What does not fit is counted.
  func needs(_ needs: [Need], _ width: Int) -> Line {
    func isFailing(_ need: Need) -> Bool { need.domains.contains { health(of: $0)?.isProblem ?? false } }
    let ordered = needs.filter(isFailing) + needs.filter { !isFailing($0) }
    var line = Line()
    for (index, need) in ordered.enumerated() {
      let longer = Line.joined([line, self.need(need)], by: Line("  "))
      let rest = ordered.count - index - 1
      let room = width - (rest > 0 ? 3 : 0)
      guard longer.width > room else {
        line = longer
        continue
      }
      if line.isEmpty { return longer.fitted(to: width, glyphs) }
      return line + Line(" +\(rest + 1)", .muted)
    }
    return line
  }

  private func need(_ need: Need) -> Line {
    switch need {
    case .domain(let id, _): return domain(id)
    case .any(let members): return Line.joined(members.map(self.need), by: Line(" or ", .muted))
    case .all(let members): return Line.joined(members.map(self.need), by: Line(" ", .muted))
    case .atLeast(let count, let members):
      return Line("\(count) of ", .muted) + Line.joined(members.map(self.need), by: Line(" ", .muted))
    }
  }

  private func domain(_ id: DomainID) -> Line {
    guard let health = health(of: id), health == .down || health == .degraded else {
      return Line(id.description, .muted)
    }
    return health.line(glyphs) + Line(" \(id)", health.role)
  }
}
