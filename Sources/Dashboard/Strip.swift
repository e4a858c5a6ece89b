internal import Model
internal import Screen

/// Under ten rows: the worst thing and how much there is, in one line; further lines, if there are any, go to
/// the next worst things.
enum Strip {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    let problems = problems(scene, limit: rect.height)
    let counts = counts(scene)
    guard let worst = problems.first else {
      let calm = scene.isWaiting ? "waiting for the first probe" : "nothing fails"
      let mark = (scene.isWaiting ? Health.unknown : scene.snapshot.overall).line(scene.glyphs)
      return put(mark + Line(" \(calm)", .text), counts, &frame, rect, scene)
    }
    put(worst, counts, &frame, rect, scene)
    for (row, problem) in problems.dropFirst().enumerated() {
      let line = rect.splitTop(row + 1).rest
      frame.put(problem, x: line.x, y: line.y, width: line.width, scene.glyphs)
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
      let isShown = counts[health] > 0 || health == .ok
      return isShown
        ? Line("\(health.mark(scene.glyphs)) \(counts[health]) \(health.rawValue)", health.role) : nil
    }
  }

  /// Regions, services, names that are not well, the worst first, as lines.
  private static func problems(_ scene: Scene, limit: Int) -> [Line] {
    let snapshot = scene.snapshot
    let things =
      snapshot.regions.map { (name: $0.id.description, standing: $0.standing) }
      + snapshot.services.map { (name: $0.service.name.string, standing: $0.standing) }
      + snapshot.names.map { (name: $0.id, standing: $0.standing) }
    var lines: [Line] = []
    for health in [Health.down, .degraded, .unknown] where !scene.isWaiting {
      for thing in things where thing.standing.health == health {
        guard lines.count < limit else { return lines }
        lines.append(line(thing.name, thing.standing, scene))
      }
    }
    return lines
  }

  private static func line(_ name: String, _ standing: Standing, _ scene: Scene) -> Line {
    var line = standing.health.line(scene.glyphs)
    line.append(" \(TextFit.end(name, to: 40, scene.glyphs))", .text, bold: standing.health == .down)
    line.append(" \(standing.health.rawValue)", standing.health.role)
    if let since = standing.since { line.append(" \(Words.age(scene.now - since))", .muted) }
    return line
  }
}
