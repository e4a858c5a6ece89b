internal import Model
internal import Screen

/// Under ten rows: the worst thing and how much there is, in one line; further lines, if there are any, go to
/// the next worst things.
enum Strip {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    let problems = problems(scene, limit: rect.height)
    let counts = counts(scene)
    guard let worst = problems.first else {
      let calm = scene.isWaiting ? "waiting for the first probe" : "no failures"
      let mark = (scene.isWaiting ? Health.unknown : scene.snapshot.overall).line(scene.glyphs)
      return put(mark + Line(" \(calm)", .text), counts, &frame, rect, scene)
    }
    put(worst.line, counts, &frame, rect, scene)
    for (row, problem) in problems.dropFirst().enumerated() {
      let line = rect.splitTop(row + 1).rest
      frame.put(problem.line, x: line.x, y: line.y, width: line.width, scene.glyphs)
    }
  }

  /// The counts are the message too: the name of the worst thing makes room for the number that is down.
  private static func put(_ worst: Line, _ counts: [Line], _ frame: inout Frame, _ rect: Rect, _ scene: Scene)
  {
    let pieces =
      [Piece([worst, worst.fitted(to: max(4, rect.width / 2), scene.glyphs)], rank: 1)]
      + counts.enumerated().map { Piece([$1, Line()], rank: $0 == 0 ? 0 : 1 + $0) }
    let lines = Piece.squeeze(pieces, into: rect.width, gap: 2)
    let tail = Line.joined(lines.dropFirst(), by: Line("  "))
    let room = tail.isEmpty ? rect.width : rect.width - tail.width - 2
    frame.put(lines[0], x: rect.x, y: rect.y, width: room, scene.glyphs)
    frame.put(tail, x: rect.x, y: rect.y, width: rect.width, scene.glyphs, alignment: .right)
  }

  private static func counts(_ scene: Scene) -> [Line] {
    let counts = scene.snapshot.counts
    return [Health.down, .degraded, .unknown, .ok].compactMap { health in
      counts[health] > 0
        ? Line("\(health.mark(scene.glyphs)) \(counts[health]) \(health.rawValue)", health.role) : nil
    }
  }

  /// Where Enter leads from here.
  static func worst(_ scene: Scene) -> Page? { problems(scene, limit: 1).first?.page }

  /// Unhealthy regions, services and names, the worst first.
  private static func problems(_ scene: Scene, limit: Int) -> [(page: Page, line: Line)] {
    let snapshot = scene.snapshot
    var problems: [(page: Page, line: Line)] = []
    func add(_ subject: Subject, _ name: String, _ standing: Standing, _ health: Health) {
      guard standing.health == health, problems.count < limit else { return }
      problems.append((.subject(subject), line(name, standing, scene)))
    }
    for health in [Health.down, .degraded, .unknown] where !scene.isWaiting {
      for region in snapshot.regions {
        add(.region(region.id), region.id.description, region.standing, health)
      }
      for service in snapshot.services {
        add(.service(service.id), service.service.name.string, service.standing, health)
      }
      for name in snapshot.names { add(.name(name.id), name.id, name.standing, health) }
    }
    return problems
  }

  private static func line(_ name: String, _ standing: Standing, _ scene: Scene) -> Line {
    var line = standing.health.line(scene.glyphs)
    line.append(" \(TextFit.end(name, to: 40, scene.glyphs))", .text, bold: standing.health == .down)
    line.append(" \(standing.health.rawValue)", standing.health.role)
    if let since = standing.since { line.append(" \(Words.age(scene.now - since))", .muted) }
    return line
  }
}
