/// A series in one row: eighths of a block, `×` for failures, blanks where nothing was observed.
package enum Sparkline {
  /// The usual value is drawn at a quarter of the height, so that a steady series is a calm low line and four
  /// times the usual is full; a series that goes higher is scaled down to fit.
  package static func line(_ samples: [Sample], width: Int, _ glyphs: Glyphs) -> Line {
    let columns = Sample.resampled(samples, to: width)
    let scale = SampleScale(columns)
    var line = Line()
    var run = ""
    var runRole = Role.background
    for column in columns {
      let (glyph, role) = mark(column, scale, glyphs)
      if role != runRole {
        line.append(run, runRole)
        (run, runRole) = ("", role)
      }
      run.append(glyph)
    }
    line.append(run, runRole)
    return line
  }

  private static func mark(_ sample: Sample, _ scale: SampleScale?, _ glyphs: Glyphs) -> (Character, Role) {
    switch sample {
    case .gap: return (glyphs.gap, .background)
    case .unknown: return (glyphs.unknown, .unknown)
    case .failed: return (glyphs.failed, .down)
    case .value(let value):
      guard let scale, value.isFinite, value >= 0 else { return (glyphs.gap, .background) }
      let top = max(scale.maximum, scale.median * 4)
      let share = top > 0 ? value / top : 0
      let level = Int((share * Double(glyphs.levels.count)).rounded(.up)) - 1
      return (glyphs.levels[max(0, min(glyphs.levels.count - 1, level))], scale.role(value))
    }
  }
}
