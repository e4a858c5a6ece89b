internal import Model
internal import Screen

enum ServicesPanel {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    PanelFrame(panel: .services, scene: scene).draw(
      table(scene), &frame, rect, empty: "No services are configured."
    ) { scene.snapshot.services.indices.contains($0) ? scene.snapshot.services[$0] : nil }
  }

  private static func table(_ scene: Scene) -> Table<ServiceState> {
    Table([
      Column("  SERVICE", ColumnWidth(minimum: 15, ideal: 18, maximum: 34, priority: 0)) { service, width in
        scene.named(
          service.standing.health, service.service.name.string, width, cut: .middle,
          place: .service(service.id))
      },
      Column("STATE", ColumnWidth(minimum: 8, ideal: 8, maximum: 11, priority: 1)) { service, _ in
        service.standing.health.word
      },
      Column("FEED", ColumnWidth(minimum: 5, ideal: 11, priority: 4, from: 57)) { service, width in
        scene.feedMark(service.feed.map { [$0] }, width)
      },
      Column("SINCE", ColumnWidth(6, priority: 3), .right) { service, _ in
        service.standing.since.map { Line(Words.clock($0, now: scene.now)) } ?? scene.absent
      },
      Column("STANDS ON", ColumnWidth(minimum: 15, ideal: 26, maximum: 40, priority: 2)) { service, width in
        scene.needs(service.service.needs, width)
      },
      Column("LAST HOUR", ColumnWidth(minimum: 9, ideal: 12, maximum: 60, priority: 5, from: 72)) {
        service, width in
        scene.lastHour(service.checks, width)
      },
      Column("P95", ColumnWidth(minimum: 6, ideal: 6, priority: 6, from: 72), .right) { service, _ in
        scene.p95(service.checks, of: service.standing.health)
      },
    ])
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
