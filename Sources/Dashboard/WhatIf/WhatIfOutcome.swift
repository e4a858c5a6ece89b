internal import Model
internal import Screen

/// The right side: what would fail, what would stay up, what would help, each beside the live state.
enum WhatIfOutcome {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ whatIf: WhatIf, _ scene: Scene) {
    guard !rect.isEmpty else { return }
    let isFocused = whatIf.side == .casualties
    let count = whatIf.result?.casualties.count ?? 0
    let visible = WhatIfView.visibleCasualties(rect, whatIf)
    let top = whatIf.casualty.top
    let range = "\(top + 1)\(scene.glyphs.dash)\(min(count, top + visible)) of \(count)"
    let box = Box(
      title: Line("What would fail", isFocused ? .focus : .whatIf, bold: true),
      note: Line(whatIf.isComputing ? "computing\(scene.glyphs.ellipsis)" : "not live", .whatIf),
      footnote: Line(count > visible && visible > 0 ? range : "", .muted), isFocused: isFocused)
    let content = box.draw(&frame, rect, scene.glyphs)
    let lines = summary(whatIf, scene)
    let (above, list) = content.splitTop(summaryHeight(content.height, whatIf))
    for (row, line) in lines.prefix(above.height).enumerated() {
      frame.put(line, x: above.x, y: above.y + row, width: above.width, scene.glyphs)
    }
    guard let casualties = whatIf.result?.casualties, !casualties.isEmpty else { return }
    table(scene).draw(
      &frame, list, scene.glyphs, count: casualties.count, top: top,
      selected: isFocused ? whatIf.casualty.index : nil
    ) { casualties.indices.contains($0) ? casualties[$0] : nil }
  }

  /// In little height the summary takes room from the list, but never all of it.
  static func summaryHeight(_ height: Int, _ whatIf: WhatIf) -> Int {
    let wanted = whatIf.result == nil ? 3 : 7
    return max(0, min(wanted, height - 3))
  }

  private static func summary(_ whatIf: WhatIf, _ scene: Scene) -> [Line] {
    guard let result = whatIf.result else {
      let words =
        whatIf.failing.isEmpty ? "Nothing is marked as failed." : "computing\(scene.glyphs.ellipsis)"
      return [Line(words, .muted), Line(), live(scene)]
    }
    return [
      fact("fails", failed(result, whatIf.downNow, scene)), fact("loses", loss(result, scene)),
      fact("stays up", up(result, scene)), fact("restart", restart(result)),
      fact("helps", remedy(result, scene)), fact("live", live(scene)), Line(),
    ]
  }

  private static func failed(_ result: WhatIfResult, _ downNow: Int, _ scene: Scene) -> Line {
    let count = result.counts[.falls] ?? 0
    let now = count > 0 ? ", \(downNow) down now" : ""
    return Line(
      "\(scene.glyphs.down) \(count) of \(Format.count(result.services, "service", "services"))", .down,
      bold: true)
      + Line(now, .muted)
  }

  /// The share first: it stays where the unit is cut.
  private static func loss(_ result: WhatIfResult, _ scene: Scene) -> Line {
    let share = result.weight > 0 ? result.weightLost / result.weight : 0
    let unit = scene.state.surroundings.weightUnit.map { " (\($0.string))" } ?? ""
    return Line(Format.percent(share), .text, bold: true) + Line(" ")
      + Bar.line(share, width: 10, .whatIf, scene.glyphs)
      + Line(" \(Words.weight(result.weightLost)) of \(Words.weight(result.weight))") + Line(unit, .muted)
  }

  private static func up(_ result: WhatIfResult, _ scene: Scene) -> Line {
    let count = result.services - (result.counts[.falls] ?? 0)
    return Line("\(scene.glyphs.ok) \(Format.count(count, "service", "services"))", .ok)
      + Line(", \(result.counts[.thinner] ?? 0) with fewer alternatives left", .muted)
  }

  private static func restart(_ result: WhatIfResult) -> Line {
    let count = result.counts[.cannotRestart] ?? 0
    return Line("\(count) more run, but could not restart", count > 0 ? .degraded : .muted)
  }

  /// The change that helps most: what it saves first.
  private static func remedy(_ result: WhatIfResult, _ scene: Scene) -> Line {
    guard let remedy = result.remedy else {
      return result.weightLost > 0 ? Line("no single change would save any of it", .muted) : scene.absent
    }
    let share = result.weight > 0 ? remedy.weightSaved / result.weight : 0
    let name =
      scene.snapshot.service(at: remedy.position, remedy.service)?.service.name ?? SafeText(remedy.service)
    return Line("saves \(Format.percent(share))", .ok, bold: true) + Line(": add ")
      + Line("\(remedy.add)", .accent) + Line(" to \(name.string) as a \(remedy.change.string)")
  }

  private static func fact(_ label: String, _ line: Line) -> Line {
    Line(label.padding(to: 10), .muted) + line
  }

  /// The live state, so that nobody mistakes the what-if for it.
  private static func live(_ scene: Scene) -> Line {
    let counts = scene.snapshot.counts
    let shown: [Health] = [.down, .degraded, .unknown, .ok]
    let parts = shown.filter { counts[$0] > 0 }.map { health in
      Line("\(health.mark(scene.glyphs)) \(counts[health]) \(health.rawValue)", health.role)
    }
    return Line.joined(parts, by: Line("  "))
  }

  private static func table(_ scene: Scene) -> Table<WhatIfResult.Casualty> {
    Table([
      Column("SERVICE", ColumnWidth(minimum: 12, ideal: 18, maximum: 40, priority: 0)) { casualty, width in
        let name =
          scene.snapshot.service(at: casualty.position, casualty.id)?.service.name ?? SafeText(casualty.id)
        return Line(TextFit.end(name.string, to: width, scene.glyphs), .text, bold: casualty.fate == .falls)
      },
      Column("NOW", ColumnWidth(minimum: 10, ideal: 10, priority: 2)) { casualty, _ in
        guard let state = scene.snapshot.service(at: casualty.position, casualty.id) else {
          return scene.absent
        }
        return state.standing.health.line(scene.glyphs) + Line(" ") + state.standing.health.word
      },
      Column("WHAT IF", ColumnWidth(minimum: 12, ideal: 20, priority: 1)) { casualty, width in
        verdict(casualty.fate, scene).fitted(to: width, scene.glyphs)
      },
      Column("WEIGHT", ColumnWidth(minimum: 6, ideal: 8, priority: 3), .right) { casualty, _ in
        Line(Words.weight(casualty.weight), .muted)
      },
    ])
  }

  private static func verdict(_ fate: WhatIfResult.Fate, _ scene: Scene) -> Line {
    switch fate {
    case .falls: Line("\(scene.glyphs.down) fails", .whatIf, bold: true)
    case .cannotRestart: Line("\(scene.glyphs.degraded) cannot restart", .whatIf)
    case .thinner: Line("\(scene.glyphs.ok) fewer alternatives", .muted)
    }
  }
}
