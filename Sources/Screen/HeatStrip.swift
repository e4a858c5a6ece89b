/// How something was over time as one row of cells, told apart by their shape as much as by their colour: low
/// for well, half for degraded, nearly full for down, a mark for what is not known, blank for what nobody saw.
package enum HeatStrip {
  package enum Heat: Int, Sendable {
    case ok, maintenance, unknown, degraded, down

    var role: Role {
      switch self {
      case .ok: .ok
      case .maintenance: .maintenance
      case .unknown: .unknown
      case .degraded: .degraded
      case .down: .down
      }
    }
  }

  /// Where several points share a column, the worst of them is shown.
  package static func line(_ points: [Heat?], width: Int, _ glyphs: Glyphs) -> Line {
    var line = Line()
    guard !points.isEmpty else { return line }
    for column in 0..<max(0, width) {
      let start = column * points.count / width
      let end = max(start + 1, (column + 1) * points.count / width)
      let worst = points[start..<end].compactMap { $0 }.max { $0.rawValue < $1.rawValue }
      guard let worst else {
        line.append(String(glyphs.gap), .background)
        continue
      }
      line.append(String(glyph(worst, glyphs)), worst.role)
    }
    return line
  }

  private static func glyph(_ heat: Heat, _ glyphs: Glyphs) -> Character {
    switch heat {
    case .ok: glyphs.levels[1]
    case .degraded: glyphs.hasBraille ? glyphs.levels[3] : glyphs.levels[4]
    // Not quite full: strips below each other stay strips.
    case .down: glyphs.hasBraille ? glyphs.levels[6] : glyphs.full
    case .unknown: glyphs.unknown
    case .maintenance: glyphs.maintenance
    }
  }
}
