internal import Model
internal import Screen

/// Shows the page of the innermost layer: where one is, and the part of the page that fits.
enum PageView {
  /// The innermost layer's page for a screen of this size, drawn anew only if the state holds no such page;
  /// `nil` at the root.
  static func page(of scene: Scene, size: Size) -> Page? {
    guard let place = scene.state.layers.last?.place, place != .hypothesis else { return nil }
    if let held = scene.state.heldPage, held.place == place, held.size == size { return held.page }
    let width = Layout.page(size).page.width
    return Page(sections(of: place, scene, width: width), width: width)
  }

  private static func sections(of place: Place, _ scene: Scene, width: Int) -> [Section] {
    switch place {
    case .domain(let id): DomainPage.sections(id, scene, width: width)
    case .name(let name): NamePage.sections(name, scene, width: width)
    case .service(let id): ServicePage.sections(id, scene, width: width)
    case .incident(let id): IncidentPage.sections(id, scene, width: width)
    case .risk: RiskPage.sections(scene, width: width)
    case .map: MapPage.sections(scene, width: width)
    case .hypothesis: []
    }
  }

  static func draw(_ frame: inout Frame, _ scene: Scene) {
    guard let layer = scene.state.layers.last, let page = page(of: scene, size: frame.size) else { return }
    let layout = Layout.page(frame.size)
    let top = page.top(layer, visible: layout.page.height)
    if !layout.header.isEmpty { Header.draw(&frame, layout.header, scene) }
    drawTrail(&frame, layout.trail, scene, page, top: top, visible: layout.page.height)
    frame.draw(page.frame, from: top, in: layout.page)
    if page.links.indices.contains(layer.link) {
      let link = page.links[layer.link].rect
      let y = layout.page.y + link.y - top
      if layout.page.contains(x: layout.page.x, y: y) {
        frame.restyle(Rect(x: layout.page.x + link.x, y: y, width: link.width, height: 1)) {
          $0.isSelected = true
        }
      }
    }
    Footer.draw(&frame, layout.footer, scene.state)
  }

  /// `Regions › aws/us-east-1`, and how far down the page goes.
  private static func drawTrail(
    _ frame: inout Frame, _ rect: Rect, _ scene: Scene, _ page: Page, top: Int, visible: Int
  ) {
    var more: [Line] = []
    let state = scene.state
    if let place = state.layers.last?.place, state.isMuted(place), let end = state.mutes.ends[place] {
      more.append(Line("muted until \(Words.clock(end, now: state.now))", .accent))
    }
    if page.height > visible {
      let seen = min(page.height, top + visible)
      more.append(Line("\(top + 1)\(scene.glyphs.dash)\(seen) of \(page.height)", .muted))
    }
    drawTrail(&frame, rect, scene, more: Line.joined(more, by: Line("  ")))
  }

  /// Where one is, and a remark at the other end.
  static func drawTrail(_ frame: inout Frame, _ rect: Rect, _ scene: Scene, more: Line) {
    let glyphs = scene.glyphs
    let layers = scene.state.layers
    var steps = [Line(layers.first.map { root(of: $0.place, scene) } ?? "", .muted)]
    steps += layers.dropLast().map { Line(title(of: $0.place, scene), .muted) }
    if let last = layers.last { steps.append(Line(title(of: last.place, scene), .focus, bold: true)) }
    let room = max(0, rect.width - 2 - more.width - (more.isEmpty ? 0 : 2))
    frame.put(trail(steps, room, glyphs), x: rect.x + 1, y: rect.y, width: room, glyphs)
    frame.put(more, x: rect.x + 1, y: rect.y, width: rect.width - 2, glyphs, alignment: .right)
  }

  /// The place itself is what has to stay readable: the way to it is cut from its beginning.
  private static func trail(_ steps: [Line], _ width: Int, _ glyphs: Glyphs) -> Line {
    let separator = Line(" \(glyphs.arrow) ", .muted)
    for skipped in 0..<max(1, steps.count) {
      let start = skipped > 0 ? [Line(String(glyphs.ellipsis), .muted)] : []
      let line = Line.joined(start + steps.dropFirst(skipped), by: separator)
      if line.width <= width { return line }
    }
    return steps.last ?? Line()
  }

  private static func root(of place: Place, _ scene: Scene) -> String {
    switch place {
    case .domain(let id): id.kind == .region ? Panel.regions.title : Panel.risk.shortTitle
    case .name: Panel.names.title
    case .service: Panel.services.title
    case .incident: Panel.incidents.title
    case .risk, .hypothesis: Panel.risk.shortTitle
    case .map: Panel.regions.title
    }
  }

  static func title(of place: Place, _ scene: Scene) -> String {
    switch place {
    case .risk: return "Explorer"
    case .map: return "World"
    case .hypothesis: return "What if"
    case .domain(let id): return id.description
    case .name(let name): return SafeText(name).string
    case .service(let id):
      return scene.snapshot.services.first { $0.id == id }?.service.name.string ?? SafeText(id).string
    case .incident(let id):
      return scene.snapshot.incidents.first { $0.id == id }?.title.string ?? SafeText(id).string
    }
  }
}
