internal import Model
internal import Screen

/// Where the parts of a what-if are: two columns from 80, else the side that the keys move in.
struct WhatIfLayout: Hashable {
  let banner, choices, outcome: Rect

  init(_ size: Size, _ side: WhatIf.Side) {
    let body = PageLayout(size).body
    let rest: Rect
    (banner, rest) = body.splitTop(body.height >= 6 ? 1 : 0)
    if size.width >= 80 {
      (choices, outcome) = rest.splitLeft(rest.width * 42 / 100)
    } else {
      choices = side == .choices ? rest : .none
      outcome = side == .choices ? .none : rest
    }
  }
}

/// On one side what can be assumed to fail, on the other what would come of it, beside the live state.
enum WhatIfView {
  static func draw(_ frame: inout Frame, _ whatIf: WhatIf, _ scene: Scene) {
    let outer = PageLayout(frame.size)
    let layout = WhatIfLayout(frame.size, whatIf.side)
    if !outer.header.isEmpty { Header.draw(&frame, outer.header, scene) }
    Breadcrumb.draw(&frame, outer.breadcrumb, scene, note: Line("WHAT-IF, NOT LIVE", .whatIf, bold: true))
    drawBanner(&frame, layout.banner, whatIf, scene)
    WhatIfChoices.draw(&frame, layout.choices, whatIf, scene)
    WhatIfOutcome.draw(&frame, layout.outcome, whatIf, scene)
    Footer.draw(&frame, outer.footer, scene.state)
  }

  /// The question, in a sentence.
  private static func drawBanner(
    _ frame: inout Frame, _ rect: Rect, _ whatIf: WhatIf, _ scene: Scene
  ) {
    guard !rect.isEmpty else { return }
    var line = Line("What if ", .whatIf, bold: true)
    if whatIf.chosen.isEmpty {
      line = Line("What if\(scene.glyphs.ellipsis) choose what fails: Enter marks it", .whatIf)
    } else {
      line += Line(question(whatIf), .text, bold: true) + Line(" failed?", .whatIf, bold: true)
      let also = whatIf.failing.count - whatIf.chosen.count
      if also > 0 { line.append("  and \(Format.count(also, "region", "regions")) nearby", .muted) }
    }
    frame.put(line, x: rect.x + 1, y: rect.y, width: rect.width - 2, scene.glyphs)
  }

  private static func question(_ whatIf: WhatIf) -> String {
    let parts = whatIf.chosen.sorted().map { id in
      let kilometres = whatIf.kilometres(around: id)
      return kilometres > 0 ? "all within \(kilometres) km of \(id)" : id.description
    }
    guard parts.count > 3 else { return parts.joined(separator: " and ") }
    return parts.prefix(2).joined(separator: ", ") + " and \(parts.count - 2) more"
  }

  static func visibleChoices(_ rect: Rect) -> Int {
    Table<DomainID>.visibleRows(height: max(0, Box.content(of: rect).height - 1))
  }

  static func visibleCasualties(_ rect: Rect, _ whatIf: WhatIf) -> Int {
    let content = Box.content(of: rect)
    let above = WhatIfOutcome.summaryHeight(content.height, whatIf)
    return Table<WhatIfResult.Casualty>.visibleRows(height: max(0, content.height - above))
  }
}

/// The left side: fault domains by kind, those that are assumed to fail marked.
enum WhatIfChoices {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ whatIf: WhatIf, _ scene: Scene) {
    guard !rect.isEmpty else { return }
    let isFocused = whatIf.side == .choices
    let visible = WhatIfView.visibleChoices(rect)
    let top = whatIf.choice.top
    let count = whatIf.choices.count
    let range = "\(top + 1)\(scene.glyphs.dash)\(min(count, top + visible)) of \(count)"
    let box = Box(
      title: Line("Fault domains", isFocused ? .focus : .title, bold: isFocused),
      footnote: Line(count > visible ? range : "", .muted), isFocused: isFocused)
    let content = box.draw(&frame, rect, scene.glyphs)
    let (tabs, list) = content.splitTop(1)
    drawKinds(&frame, tabs, whatIf, scene)
    guard count > 0 else {
      return _ = frame.put("no fault domains are known", x: list.x, y: list.y, Style(.muted), clip: list)
    }
    let reported = Dictionary(
      (scene.snapshot.risk?.domains ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    table(whatIf, scene, reported).draw(
      &frame, list, scene.glyphs, count: count, top: top,
      selected: isFocused ? whatIf.choice.index : nil
    ) { whatIf.choices.indices.contains($0) ? whatIf.choices[$0] : nil }
  }

  /// `all provider region dns …`, chosen with the arrow keys; what does not fit is scrolled to.
  private static func drawKinds(
    _ frame: inout Frame, _ rect: Rect, _ whatIf: WhatIf, _ scene: Scene
  ) {
    let tabs: [DomainID.Kind?] = [nil] + whatIf.kinds.map { $0 }
    let current = tabs.firstIndex(of: whatIf.kind) ?? 0
    for first in 0...current {
      let lines = tabs[first...].enumerated().map { offset, kind in
        let isShown = first + offset == current
        return Line(kind?.rawValue ?? "all", isShown ? .focus : .muted, bold: isShown)
      }
      let needed = Line.joined(lines.prefix(current - first + 1), by: Line(" ")).width
      guard needed <= rect.width || first == current else { continue }
      frame.put(Line.joined(lines, by: Line(" ")), x: rect.x, y: rect.y, width: rect.width, scene.glyphs)
      return
    }
  }

  private static func table(
    _ whatIf: WhatIf, _ scene: Scene, _ reported: [DomainID: RiskReport.Domain]
  ) -> Table<DomainID> {
    let columns: [Column<DomainID>] = [
      Column("    DOMAIN", ColumnWidth(minimum: 16, ideal: 24, maximum: 40, priority: 0)) { id, width in
        let text = TextFit.middle(id.description, to: max(0, width - 4), scene.glyphs)
        let isFailing = whatIf.failing.contains(id)
        return mark(id, whatIf, scene) + Line(" \(text)", isFailing ? .whatIf : .text, bold: isFailing)
      },
      Column("NOW", ColumnWidth(minimum: 8, ideal: 8, priority: 2)) { id, _ in
        scene.health(of: id)?.word ?? Line()
      },
      Column("IMPACT", ColumnWidth(6, priority: 1), .right) { id, _ in
        reported[id]?.blastRadius.map { Line(Format.percent($0), .muted) } ?? scene.absent
      },
    ]
    let reach = Column<DomainID>("RADIUS", ColumnWidth(minimum: 7, ideal: 7, priority: 3), .right) { id, _ in
      let kilometres = whatIf.kilometres(around: id)
      return kilometres > 0 ? Line("\(kilometres) km", .whatIf) : Line()
    }
    return Table(columns + (whatIf.reachesAround ? [reach] : []))
  }

  /// `[x]` marked, `[+]` within a radius, `[-]` part of something that fails.
  private static func mark(_ id: DomainID, _ whatIf: WhatIf, _ scene: Scene) -> Line {
    if whatIf.chosen.contains(id) { return Line("[x]", .whatIf, bold: true) }
    if whatIf.failing.contains(id) { return Line("[+]", .whatIf) }
    let facts = scene.state.surroundings.domains[id]
    let wholes = [
      id.provider, facts?.country.map(DomainID.country), facts?.jurisdiction.map(DomainID.jurisdiction),
    ]
    let isImplied = wholes.contains { $0.map(whatIf.failing.contains) ?? false }
    return isImplied ? Line("[-]", .whatIf) : Line("[ ]", .muted)
  }
}
