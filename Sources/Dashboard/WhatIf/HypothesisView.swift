internal import Model
internal import Screen

/// What if? On one side what can be supposed to fail, on the other what would come of it, beside what is.
enum HypothesisView {
  struct Layout: Hashable {
    var banner = Rect.none
    var choices = Rect.none
    var outcome = Rect.none
  }

  /// Two columns from 80; else the side that the keys move in.
  static func layout(_ size: Size, _ hypothesis: Hypothesis) -> Layout {
    let page = Dashboard.Layout.page(size).page
    let (banner, rest) = page.splitTop(page.height >= 6 ? 1 : 0)
    guard size.width >= 80 else {
      let isChoosing = hypothesis.side == .choices
      return Layout(
        banner: banner, choices: isChoosing ? rest : .none, outcome: isChoosing ? .none : rest)
    }
    let (left, right) = rest.splitLeft(rest.width * 42 / 100)
    return Layout(banner: banner, choices: left, outcome: right)
  }

  static func draw(_ frame: inout Frame, _ scene: Scene) {
    let outer = Dashboard.Layout.page(frame.size)
    let layout = layout(frame.size, scene.state.hypothesis)
    if !outer.header.isEmpty { Header.draw(&frame, outer.header, scene) }
    PageView.drawTrail(&frame, outer.trail, scene, more: Line("HYPOTHESIS", .hypothesis, bold: true))
    drawBanner(&frame, layout.banner, scene)
    HypothesisChoices.draw(&frame, layout.choices, scene)
    HypothesisOutcome.draw(&frame, layout.outcome, scene)
    Footer.draw(&frame, outer.footer, scene.state)
  }

  /// What is supposed, in a sentence.
  private static func drawBanner(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    guard !rect.isEmpty else { return }
    let hypothesis = scene.state.hypothesis
    var line = Line("What if ", .hypothesis, bold: true)
    if hypothesis.chosen.isEmpty {
      line = Line("What if\(scene.glyphs.ellipsis) choose what fails: Enter toggles", .hypothesis)
    } else {
      line += Line(words(hypothesis), .text, bold: true) + Line(" failed?", .hypothesis, bold: true)
      let also = hypothesis.failing.count - hypothesis.chosen.count
      if also > 0 { line.append("  with \(Words.count(also, "place", "places")) near", .muted) }
    }
    frame.put(line, x: rect.x + 1, y: rect.y, width: rect.width - 2, scene.glyphs)
  }

  private static func words(_ hypothesis: Hypothesis) -> String {
    let parts = hypothesis.chosen.sorted().map { id in
      let kilometres = hypothesis.kilometres(around: id)
      return kilometres > 0 ? "all within \(kilometres) km of \(id)" : id.description
    }
    guard parts.count > 3 else { return parts.joined(separator: " and ") }
    return parts.prefix(2).joined(separator: ", ") + " and \(parts.count - 2) more"
  }

  static func visibleChoices(_ rect: Rect) -> Int {
    Table<DomainID>.visibleRows(height: max(0, Box.content(of: rect).height - 1))
  }

  static func visibleCasualties(_ rect: Rect, _ state: AppState) -> Int {
    let content = Box.content(of: rect)
    let above = HypothesisOutcome.summaryHeight(content.height, state.hypothesis)
    return Table<WhatIfResult.Casualty>.visibleRows(height: max(0, content.height - above))
  }
}

/// The left side: fault domains by kind, those supposed to fail marked.
enum HypothesisChoices {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    guard !rect.isEmpty else { return }
    let hypothesis = scene.state.hypothesis
    let isFocused = hypothesis.side == .choices
    let visible = HypothesisView.visibleChoices(rect)
    let top = hypothesis.choice.top
    let count = hypothesis.choices.count
    let range = "\(top + 1)\(scene.glyphs.dash)\(min(count, top + visible)) of \(count)"
    let box = Box(
      title: Line("Suppose", isFocused ? .focus : .title, bold: isFocused),
      footnote: Line(count > visible ? range : "", .muted), isFocused: isFocused)
    let content = box.draw(&frame, rect, scene.glyphs)
    let (tabs, list) = content.splitTop(1)
    drawKinds(&frame, tabs, scene)
    guard count > 0 else {
      return _ = frame.put("nothing is known yet", x: list.x, y: list.y, Style(.muted), clip: list)
    }
    let reported = Dictionary(
      (scene.snapshot.risk?.domains ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    table(scene, reported).draw(
      &frame, list, scene.glyphs, count: count, top: top,
      selected: isFocused ? hypothesis.choice.index : nil
    ) { hypothesis.choices.indices.contains($0) ? hypothesis.choices[$0] : nil }
  }

  /// `all provider region dns …`, turned by the arrow keys; what does not fit is scrolled to.
  private static func drawKinds(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    let hypothesis = scene.state.hypothesis
    let tabs: [DomainID.Kind?] = [nil] + hypothesis.kinds.map { $0 }
    let current = tabs.firstIndex(of: hypothesis.kind) ?? 0
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
    _ scene: Scene, _ reported: [DomainID: RiskReport.Domain]
  ) -> Table<DomainID> {
    let columns: [Column<DomainID>] = [
      Column("    DOMAIN", ColumnWidth(minimum: 16, ideal: 24, maximum: 40, priority: 0)) { id, width in
        let text = TextFit.middle(id.description, to: max(0, width - 4), scene.glyphs)
        let isFailing = scene.state.hypothesis.failing.contains(id)
        return mark(id, scene) + Line(" \(text)", isFailing ? .hypothesis : .text, bold: isFailing)
      },
      Column("NOW", ColumnWidth(minimum: 8, ideal: 8, priority: 2)) { id, _ in
        scene.health(of: id)?.word ?? Line()
      },
      Column("TAKES", ColumnWidth(5, priority: 1), .right) { id, _ in
        reported[id]?.blastRadius.map { Line(Words.percent($0), .muted) } ?? scene.absent
      },
    ]
    let reach = Column<DomainID>("REACH", ColumnWidth(minimum: 7, ideal: 7, priority: 3), .right) { id, _ in
      let kilometres = scene.state.hypothesis.kilometres(around: id)
      return kilometres > 0 ? Line("\(kilometres) km", .hypothesis) : Line()
    }
    return Table(columns + (scene.state.hypothesis.reachesAround ? [reach] : []))
  }

  /// `[x]` by hand, `[+]` by nearness, `[-]` because what it is part of fails.
  private static func mark(_ id: DomainID, _ scene: Scene) -> Line {
    let hypothesis = scene.state.hypothesis
    if hypothesis.chosen.contains(id) { return Line("[x]", .hypothesis, bold: true) }
    if hypothesis.failing.contains(id) { return Line("[+]", .hypothesis) }
    let facts = scene.state.surroundings.domains[id]
    let wholes = [
      id.provider, facts?.country.map(DomainID.country), facts?.jurisdiction.map(DomainID.jurisdiction),
    ]
    let isImplied = wholes.contains { $0.map(hypothesis.failing.contains) ?? false }
    return isImplied ? Line("[-]", .hypothesis) : Line("[ ]", .muted)
  }
}
