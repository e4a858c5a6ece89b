/// A series over time as a line: braille dots where the terminal has them, else columns of blocks.
///
/// The value axis begins at zero, so that heights compare. Gaps stay gaps, failures and unknowns are marked on the
/// ground line. In little room the axes go before the data.
package struct Chart {
  private let samples: [Sample]
  /// How a tick of the value axis is written, unit included.
  private let tick: (Double) -> String
  /// The labels under the start, the middle and the end of the time axis.
  private let times: [String]

  package init(_ samples: [Sample], times: [String] = [], tick: @escaping (Double) -> String) {
    self.samples = samples
    self.times = times
    self.tick = tick
  }

  package func draw(_ frame: inout Frame, _ rect: Rect, _ glyphs: Glyphs) {
    guard !rect.isEmpty else { return }
    var plot = rect
    let scale = SampleScale(samples)
    let top = Self.ceiling(scale?.maximum ?? 0)
    let labels = [top, top / 2, 0].map(tick)
    let margin = (labels.map { TextWidth.of($0) }.max() ?? 0) + 2
    let hasTimes = rect.height >= 5 && !times.isEmpty
    if hasTimes { plot = plot.splitTop(plot.height - 1).top }
    if scale != nil, rect.width >= margin + 16, plot.height >= 3 {
      plot = plot.splitLeft(margin).rest
      drawValues(labels, &frame, plot, margin, glyphs)
    }
    if hasTimes { drawTimes(&frame, Rect(x: plot.x, y: plot.maxY, width: plot.width, height: 1), glyphs) }
    if glyphs.hasBraille {
      drawDots(&frame, plot, top, glyphs)
    } else {
      drawBlocks(&frame, plot, top, glyphs)
    }
    drawGround(&frame, plot, glyphs)
  }

  /// The next of 1, 2, 5 times a power of ten: where the value axis ends.
  static func ceiling(_ maximum: Double) -> Double {
    guard maximum > 0 else { return 1 }
    guard maximum < 1e12 else { return maximum }
    var power = 1e-3
    while power * 10 < maximum { power *= 10 }
    for step in [1.0, 2, 5, 10] where step * power >= maximum { return step * power }
    return maximum
  }

  private func drawValues(
    _ labels: [String], _ frame: inout Frame, _ plot: Rect, _ margin: Int, _ glyphs: Glyphs
  ) {
    let rows = [plot.y, plot.y + plot.height / 2, plot.maxY - 1]
    for (index, label) in labels.enumerated() where index != 1 || plot.height >= 5 {
      frame.put(
        Line(label, .muted), x: plot.x - margin, y: rows[index], width: margin - 2, glyphs, alignment: .right)
    }
    let axis = Rect(x: plot.x - 1, y: plot.y, width: 1, height: plot.height)
    frame.fill(axis, glyphs.vertical, Style(.border))
  }

  private func drawTimes(_ frame: inout Frame, _ row: Rect, _ glyphs: Glyphs) {
    let places: [(Int, Alignment)] = [(0, .left), (1, .center), (2, .right)]
    let needed = times.reduce(0) { $0 + TextWidth.of($1) + 2 }
    for (index, alignment) in places where index < times.count && (index != 1 || needed <= row.width) {
      frame.put(
        Line(times[index], .muted), x: row.x, y: row.y, width: row.width, glyphs, alignment: alignment)
    }
  }

  /// Failures and unknowns, on the lowest row: words of their own, not values.
  private func drawGround(_ frame: inout Frame, _ plot: Rect, _ glyphs: Glyphs) {
    for (x, sample) in Sample.resampled(samples, to: plot.width).enumerated() {
      switch sample {
      case .failed:
        frame.put(String(glyphs.failed), x: plot.x + x, y: plot.maxY - 1, Style(.down), clip: plot)
      case .unknown:
        frame.put(String(glyphs.unknown), x: plot.x + x, y: plot.maxY - 1, Style(.unknown), clip: plot)
      case .gap, .value: break
      }
    }
  }
}

// MARK: - Braille

extension Chart {
  private func drawDots(_ frame: inout Frame, _ plot: Rect, _ top: Double, _ glyphs: Glyphs) {
    guard let scale = SampleScale(samples) else { return }
    let height = plot.height * 4
    var dots = [UInt8](repeating: 0, count: plot.width * plot.height)
    var roles = [Role](repeating: .chartLow, count: dots.count)
    var previous: Int?
    for (x, sample) in Sample.resampled(samples, to: plot.width * 2).enumerated() {
      guard case .value(let value) = sample, value.isFinite, value >= 0 else {
        previous = nil
        continue
      }
      let level = min(height - 1, Int(value / top * Double(height)))
      let joined = previous.map { min($0, level)...max($0, level) } ?? level...level
      for step in joined {
        let cell = (plot.height - 1 - step / 4) * plot.width + x / 2
        dots[cell] |= Self.dot(column: x % 2, fromBottom: step % 4)
        roles[cell] = Self.louder(roles[cell], scale.role(value))
      }
      previous = level
    }
    for (cell, pattern) in dots.enumerated() where pattern != 0 {
      guard let scalar = Unicode.Scalar(0x2800 + UInt32(pattern)) else { continue }
      frame.put(
        String(scalar), x: plot.x + cell % plot.width, y: plot.y + cell / plot.width, Style(roles[cell]),
        clip: plot)
    }
  }

  /// Bits of the Unicode block: dots 1-3 and 7 on the left, 4-6 and 8 on the right, from the top.
  private static func dot(column: Int, fromBottom row: Int) -> UInt8 {
    let bits: [[UInt8]] = [[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]]
    return bits[column][row]
  }

  private static func louder(_ a: Role, _ b: Role) -> Role {
    if a == .chartHigh || b == .chartHigh { return .chartHigh }
    return a == .chartMid || b == .chartMid ? .chartMid : .chartLow
  }
}

// MARK: - Blocks

extension Chart {
  private func drawBlocks(_ frame: inout Frame, _ plot: Rect, _ top: Double, _ glyphs: Glyphs) {
    guard let scale = SampleScale(samples) else { return }
    let steps = glyphs.levels.count
    for (x, sample) in Sample.resampled(samples, to: plot.width).enumerated() {
      guard case .value(let value) = sample, value.isFinite, value >= 0 else { continue }
      let level = max(1, min(plot.height * steps, Int((value / top * Double(plot.height * steps)).rounded())))
      let full = level / steps
      let style = Style(scale.role(value))
      frame.fill(
        Rect(x: plot.x + x, y: plot.maxY - full, width: 1, height: full), glyphs.levels[steps - 1], style)
      guard level % steps > 0 else { continue }
      frame.put(
        String(glyphs.levels[level % steps - 1]), x: plot.x + x, y: plot.maxY - full - 1, style, clip: plot)
    }
  }
}
