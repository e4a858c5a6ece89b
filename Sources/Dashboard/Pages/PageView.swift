internal import Model
internal import Screen

/// Shows the page that is open: where one is, and the part of the page that fits.
enum PageView {
  /// The page that is open for a screen of this size; `nil` on the overview and in a what-if.
  static func page(of scene: Scene, size: Size) -> LaidOutPage? {
    guard let open = scene.state.navigation.openPage else { return nil }
    return page(open.page, scene, size: size)
  }

  private static func page(_ page: Page, _ scene: Scene, size: Size) -> LaidOutPage {
    let width = PageLayout(size).body.width
    return LaidOutPage(page.content.sections(scene, width: width), width: width)
  }

  static func draw(_ frame: inout Frame, _ open: OpenPage, _ scene: Scene) {
    let page = page(open.page, scene, size: frame.size)
    let layout = PageLayout(frame.size)
    let body = layout.body
    let top = max(0, min(open.top, page.lastTop(body.height)))
    if !layout.header.isEmpty { Header.draw(&frame, layout.header, scene) }
    Breadcrumb.draw(&frame, layout.breadcrumb, scene, note: note(open.page, page, top, body.height, scene))
    page.draw(&frame, from: top, in: body)
    if page.links.indices.contains(open.link) {
      let link = page.links[open.link].rect
      let y = body.y + link.y - top
      if body.contains(x: body.x, y: y) {
        frame.restyle(Rect(x: body.x + link.x, y: y, width: link.width, height: 1)) { $0.isSelected = true }
      }
    }
    Footer.draw(&frame, layout.footer, scene.state)
  }

  /// Until when it is muted, and how far down the page one is.
  private static func note(
    _ page: Page, _ layout: LaidOutPage, _ top: Int, _ visible: Int, _ scene: Scene
  ) -> Line {
    var parts: [Line] = []
    let state = scene.state
    if state.isMuted(page), let end = state.settings.mutes.ends[page] {
      parts.append(Line("muted until \(Words.clock(end, now: state.data.now))", .accent))
    }
    if layout.height > visible {
      let seen = min(layout.height, top + visible)
      parts.append(Line("\(top + 1)\(scene.glyphs.dash)\(seen) of \(layout.height)", .muted))
    }
    return Line.joined(parts, by: Line("  "))
  }
}

/// The line above a page that says where one is: `Regions › aws/us-east-1`, and a note at the other end.
enum Breadcrumb {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene, note: Line) {
    let layers = scene.state.navigation.layers
    let root = layers.first.map { ($0.page?.content.panel ?? .risk).shortTitle } ?? ""
    var steps = [Line(root, .muted)]
    steps += layers.dropLast().map { Line(title(of: $0, scene), .muted) }
    if let last = layers.last { steps.append(Line(title(of: last, scene), .focus, bold: true)) }
    let room = max(0, rect.width - 2 - note.width - (note.isEmpty ? 0 : 2))
    frame.put(line(steps, room, scene.glyphs), x: rect.x + 1, y: rect.y, width: room, scene.glyphs)
    frame.put(note, x: rect.x + 1, y: rect.y, width: rect.width - 2, scene.glyphs, alignment: .right)
  }

  private static func title(of layer: Layer, _ scene: Scene) -> String {
    layer.page?.content.title(in: scene.snapshot) ?? "What if"
  }

  /// The last step has to stay readable: the way to it is cut from its beginning.
  private static func line(_ steps: [Line], _ width: Int, _ glyphs: Glyphs) -> Line {
    let separator = Line(" \(glyphs.arrow) ", .muted)
    for skipped in 0..<max(1, steps.count) {
      let start = skipped > 0 ? [Line(String(glyphs.ellipsis), .muted)] : []
      let line = Line.joined(start + steps.dropFirst(skipped), by: separator)
      if line.width <= width { return line }
    }
    return steps.last ?? Line()
  }
}
