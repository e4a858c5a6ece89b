internal import Model
internal import Screen

/// How a thing was over the last hour, day and month, and its uptime with how much of the time it is known for.
enum UptimeSection {
  private static let windows: [Uptime.Window] = [.day, .week, .month, .quarter]

  static func make(_ uptime: Uptime?, _ checks: [CheckState], _ scene: Scene, width: Int) -> Section {
    let strips = strips(uptime, checks, scene, width: width - 4)
    let rows = uptime == nil ? 1 : windows.count + 1
    return Section.box(
      "History", note: legend(scene),
      height: strips.count + rows,
      scene.glyphs
    ) { frame, rect in
      for (row, line) in strips.enumerated() {
        frame.put(line, x: rect.x, y: rect.y + row, width: rect.width, scene.glyphs)
      }
      let below = rect.splitTop(strips.count).rest
      guard let uptime else {
        let words = scene.state.data.replay == nil ? "no history yet" : "a replay has no history"
        return _ = frame.put(words, x: below.x, y: below.y, Style(.muted), clip: below)
      }
      table(uptime, scene).draw(&frame, below, scene.glyphs, count: windows.count, top: 0, selected: nil) {
        windows[$0]
      }
    }
  }

  private static func legend(_ scene: Scene) -> Line {
    let shown: [Health] = [.ok, .degraded, .down]
    let marks = shown.map {
      HeatStrip.line([$0.heat], width: 1, scene.glyphs) + Line(" \($0.rawValue)", .muted)
    }
    return Line.joined(marks + [Line("blank: no data", .muted)], by: Line("  "))
  }

  /// A strip for each span that has data: the hour from recent checks, the rest from the history.
  private static func strips(
    _ uptime: Uptime?, _ checks: [CheckState], _ scene: Scene, width: Int
  ) -> [Line] {
    let room = max(0, min(96, width - 9))
    let hour = CheckState.lastHour(of: checks, endingAt: scene.now).map { $0?.health }
    let spans: [(String, [Health?])] = [
      ("hour", hour), ("day", uptime?.strips.day ?? []), ("month", uptime?.strips.month ?? []),
    ]
    return spans.filter { !$0.1.isEmpty }.map { label, healths in
      Line(label.padding(to: 9), .muted) + HeatStrip.line(healths.map { $0?.heat }, width: room, scene.glyphs)
    }
  }

  private static func table(_ uptime: Uptime, _ scene: Scene) -> Table<Uptime.Window> {
    Table([
      Column("LAST", ColumnWidth(7, priority: 0)) { window, _ in Line(window.rawValue) },
      Column("UPTIME", ColumnWidth(9, priority: 0), .right) { window, _ in
        uptime[window].share.map { Line(share($0), .text, bold: true) } ?? scene.absent
      },
      Column("DOWN", ColumnWidth(minimum: 9, ideal: 10, priority: 1), .right) { window, _ in
        let down = uptime[window].down
        return down > .zero ? Line(Format.duration(down), .down) : Line("none", .muted)
      },
      Column("DEGRADED", ColumnWidth(minimum: 9, ideal: 10, priority: 3), .right) { window, _ in
        let degraded = uptime[window].degraded
        return degraded > .zero ? Line(Format.duration(degraded), .degraded) : Line("none", .muted)
      },
      Column("COVERAGE", ColumnWidth(8, priority: 2), .right) { window, _ in
        Line(Format.percent(uptime[window].coverage), .muted)
      },
      Column("", ColumnWidth(minimum: 8, ideal: 16, maximum: 40, priority: 4)) { window, width in
        Bar.line(uptime[window].coverage, width: width, .border, scene.glyphs)
      },
    ])
  }

  /// `99.95 %`; never rounded up to all.
  private static func share(_ share: Double) -> String {
    share < 1 && share > 0.9999 ? ">99.99 %" : Words.percent(share, places: 2)
  }
}

extension Health {
  var heat: HeatStrip.Heat {
    switch self {
    case .ok: .ok
    case .degraded: .degraded
    case .down: .down
    case .unknown: .unknown
    case .maintenance: .maintenance
    }
  }
}
