internal import Model
internal import Screen

/// The right side: what the hypothesis would take, what would stand, what would help, each beside what is now.
enum HypothesisOutcome {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    guard !rect.isEmpty else { return }
    let hypothesis = scene.state.hypothesis
    let isFocused = hypothesis.side == .casualties
    let count = hypothesis.result?.casualties.count ?? 0
    let visible = HypothesisView.visibleCasualties(rect, scene.state)
    let top = hypothesis.casualty.top
    let range = "\(top + 1)\(scene.glyphs.dash)\(min(count, top + visible)) of \(count)"
    let box = Box(
      title: Line("What would fall", isFocused ? .focus : .hypothesis, bold: true),
      note: Line(hypothesis.isComputing ? "computing\(scene.glyphs.ellipsis)" : "hypothesis", .hypothesis),
      footnote: Line(count > visible && visible > 0 ? range : "", .muted), isFocused: isFocused)
    let content = box.draw(&frame, rect, scene.glyphs)
    let lines = summary(scene)
    let (above, list) = content.splitTop(summaryHeight(content.height, hypothesis))
    for (row, line) in lines.prefix(above.height).enumerated() {
      frame.put(line, x: above.x, y: above.y + row, width: above.width, scene.glyphs)
    }
    guard let casualties = hypothesis.result?.casualties, !casualties.isEmpty else { return }
    table(scene).draw(
      &frame, list, scene.glyphs, count: casualties.count, top: top,
      selected: isFocused ? hypothesis.casualty.index : nil
    ) { casualties.indices.contains($0) ? casualties[$0] : nil }
  }

  /// In little height the list makes room for what sums it up, but never goes altogether.
  static func summaryHeight(_ height: Int, _ hypothesis: Hypothesis) -> Int {
    let wanted = hypothesis.result == nil ? 3 : 7
    return max(0, min(wanted, height - 3))
  }

  private static func summary(_ scene: Scene) -> [Line] {
    let hypothesis = scene.state.hypothesis
    guard let result = hypothesis.result else {
      let words =
        hypothesis.failing.isEmpty ? "Nothing is supposed to fail yet." : "computing\(scene.glyphs.ellipsis)"
      return [Line(words, .muted), Line(), live(scene)]
    }
    return [
      fact("falls", fallen(result, hypothesis.downNow, scene)), fact("loses", loss(result, scene)),
      fact("stands", standing(result, scene)), fact("restart", restart(result)),
      fact("helps", remedy(result, scene)), fact("live", live(scene)), Line(),
    ]
  }

  private static func fallen(_ result: WhatIfResult, _ downNow: Int, _ scene: Scene) -> Line {
    let count = result.counts[.falls] ?? 0
    let now = count > 0 ? ", \(downNow) down now" : ""
    return Line(
      "\(scene.glyphs.down) \(count) of \(Words.count(result.services, "service", "services"))", .down,
      bold: true)
      + Line(now, .muted)
  }

  /// The share first: it stays where the unit is cut.
  private static func loss(_ result: WhatIfResult, _ scene: Scene) -> Line {
    let share = result.weight > 0 ? result.weightLost / result.weight : 0
    let unit = scene.state.surroundings.weightUnit.map { " (\($0.string))" } ?? ""
    return Line(Words.percent(share), .text, bold: true) + Line(" ")
      + Bar.line(share, width: 10, .hypothesis, scene.glyphs)
      + Line(" \(Words.weight(result.weightLost)) of \(Words.weight(result.weight))") + Line(unit, .muted)
  }

  private static func standing(_ result: WhatIfResult, _ scene: Scene) -> Line {
    let count = result.services - (result.counts[.falls] ?? 0)
    return Line("\(scene.glyphs.ok) \(Words.count(count, "service", "services"))", .ok)
      + Line(", \(result.counts[.thinner] ?? 0) thinner", .muted)
  }

  private static func restart(_ result: WhatIfResult) -> Line {
    let count = result.counts[.cannotRestart] ?? 0
    return Line("\(count) more could not start again", count > 0 ? .degraded : .muted)
  }

  /// The one change that helps most: what it saves first.
  private static func remedy(_ result: WhatIfResult, _ scene: Scene) -> Line {
    guard let remedy = result.remedy else {
      return result.weightLost > 0 ? Line("no single change saves any of it", .muted) : scene.absent
    }
    let share = result.weight > 0 ? remedy.weightSaved / result.weight : 0
    let name =
      scene.snapshot.service(at: remedy.position, remedy.service)?.service.name ?? SafeText(remedy.service)
    return Line("saves \(Words.percent(share))", .ok, bold: true) + Line(" \(name.string): ")
      + Line("\(remedy.change.string) ") + Line("\(remedy.add)", .accent)
  }

  private static func fact(_ label: String, _ line: Line) -> Line {
    Line(label.padding(to: 9), .muted) + line
  }

  /// What is, so that nobody takes the hypothesis for it.
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
      Column("WHAT IF", ColumnWidth(minimum: 12, ideal: 12, priority: 1)) { casualty, width in
        verdict(casualty.fate, scene).fitted(to: width, scene.glyphs)
      },
      Column("WEIGHT", ColumnWidth(minimum: 6, ideal: 8, priority: 3), .right) { casualty, _ in
        Line(Words.weight(casualty.weight), .muted)
      },
    ])
  }

  private static func verdict(_ fate: WhatIfResult.Fate, _ scene: Scene) -> Line {
    switch fate {
    case .falls: Line("\(scene.glyphs.down) falls", .hypothesis, bold: true)
    case .cannotRestart: Line("\(scene.glyphs.degraded) no restart", .hypothesis)
    case .thinner: Line("\(scene.glyphs.ok) thinner", .muted)
    }
  }
}
