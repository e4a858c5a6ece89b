internal import Model
internal import Screen

/// The first line: whose screen this is, whose fault, how much of it, and how fresh.
enum Header {
  /// A signal older than this is none: two rounds of probing at the politest usual interval.
  private static let staleAfter = Duration.seconds(150)

  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    let gap = 2
    let width = max(0, rect.width - 2)
    let pieces = identity(scene) + counts(scene) + freshness(scene)
    let lines = Piece.squeeze(pieces, into: width, gap: gap)
    let left = Line.joined(lines.prefix(3), by: Line("  "))
    let middle = Line.joined(lines.dropFirst(3).dropLast(3), by: Line("  "))
    let time = Line.joined(lines.suffix(3).prefix(2), by: Line(" "))
    let right = Line.joined([time] + lines.suffix(1), by: Line("  "))
    let glyphs = scene.glyphs
    let end = frame.put(left, x: rect.x + 1, y: rect.y, width: width, glyphs)
    let rightStart = max(rect.x + 1, rect.maxX - 1 - right.width)
    let start = left.isEmpty ? end : end + gap
    let centred = rect.x + (rect.width - middle.width) / 2
    let latest = max(start, rightStart - gap - middle.width)
    frame.put(
      middle, x: min(max(start, centred), latest), y: rect.y, width: rect.maxX - start, glyphs)
    frame.put(right, x: rightStart, y: rect.y, width: right.width, glyphs)
  }

  private static func identity(_ scene: Scene) -> [Piece] {
    let vantage = scene.snapshot.vantage
    let verdict = vantage.verdict
    let role: Role = verdict == .ok ? .muted : .unknown
    let words = verdict == .ok ? verdict.words : "\(scene.glyphs.unknown) \(verdict.words)"
    let name = TextFit.end(vantage.name.string, to: 24, scene.glyphs)
    return [
      Piece([Line("FAULTLINE", .title, bold: true), Line()], rank: 3),
      Piece([Line(name, .text), Line()], rank: 6),
      Piece([scene.isWaiting ? Line() : Line(words, role), Line()], rank: verdict == .ok ? 8 : 1),
    ]
  }

  /// Worst first; what is nought is left out, except for the good news.
  private static func counts(_ scene: Scene) -> [Piece] {
    if scene.isWaiting {
      let count = scene.snapshot.counts.unknown
      return [
        Piece(
          [
            Line("\(scene.glyphs.unknown) \(count) unknown", .unknown)
              + Line("  waiting for the first probe", .muted),
            Line("waiting for the first probe", .muted), Line("waiting", .muted),
          ], rank: 2)
      ]
    }
    let isEmpty = Health.allCases.allSatisfy { scene.snapshot.counts[$0] == 0 }
    let shown: [Health] = [.down, .degraded, .unknown, .maintenance, .ok]
    return shown.compactMap { health in
      let count = scene.snapshot.counts[health]
      guard count > 0 || (health == .ok && isEmpty) else { return nil }
      let mark = Line("\(health.mark(scene.glyphs)) \(count)", health.role, bold: health.isProblem)
      let word = Line(" \(health.rawValue)", health.role, bold: health.isProblem)
      // The words of what is well go first, those of what is down last.
      let rank = health == .down ? 0 : health == .degraded ? 2 : 7
      return Piece([mark + word, mark], rank: rank)
    }
  }

  private static func freshness(_ scene: Scene) -> [Piece] {
    let at = scene.now
    return [
      Piece([Line(at.date, .muted), Line()], rank: 9),
      Piece([Line("\(at.time)Z", .text), Line()], rank: 4),
      signal(scene),
    ]
  }

  private static func signal(_ scene: Scene) -> Piece {
    let age = scene.state.data.now - scene.now
    switch scene.state.data.picture {
    case .frozen:
      // Seconds would move on a screen that is said to be frozen.
      let since = age < .seconds(60) ? "" : " \(Format.duration(age))"
      return Piece(
        [Line("FROZEN\(since)", .accent, bold: true), Line("FROZEN", .accent, bold: true)], rank: 1)
    case .live where scene.state.data.replay != nil:
      let label = scene.state.data.replay?.label.string ?? ""
      return Piece([Line(label, .accent, bold: true)], rank: 1)
    case .live where age > staleAfter:
      return Piece(
        [
          Line("\(scene.glyphs.unknown) NO SIGNAL \(Format.duration(age))", .unknown, bold: true),
          Line("NO SIGNAL", .unknown, bold: true),
        ], rank: 1)
    case .live, .waiting: return Piece([Line("live", .muted), Line()], rank: 5)
    }
  }
}
