internal import Model
internal import Screen

/// What makes concentration felt: dated facts about a domain, each with its source; and its watched regions.
enum ContextSection {
  static func facts(of id: DomainID, _ scene: Scene, width: Int) -> [Section] {
    let facts = scene.state.surroundings.domains[id]?.facts ?? []
    guard !facts.isEmpty else { return [] }
    let room = max(1, width - 6)
    let lines = facts.flatMap { fact -> [Line] in
      let words = TextFit.wrap(fact.text.string, width: room, limit: 4, scene.glyphs)
      let origin = "\(fact.source.string), \(fact.asOf)"
      return words.enumerated().map { Line($0 == 0 ? "\(scene.glyphs.arrow) " : "  ", .accent) + Line($1) }
        + TextFit.wrap(origin, width: room, limit: 2, scene.glyphs).map { Line("  \($0)", .muted) }
    }
    return [
      Section.box("What hangs on it", note: Line("dated facts", .muted), height: lines.count, scene.glyphs) {
        frame, rect in
        for (row, line) in lines.enumerated() {
          frame.put(line, x: rect.x, y: rect.y + row, width: rect.width, scene.glyphs)
        }
        return []
      }
    ]
  }

  /// The regions of a provider that are watched, the worst first.
  static func regions(of id: DomainID, _ scene: Scene) -> [Section] {
    let regions = scene.snapshot.regions
    func severity(_ row: Int) -> Int { regions[row].standing.health.severity }
    let rows = regions.indices.filter { regions[$0].id.provider == id }
      .sorted { (severity($1), $0) < (severity($0), $1) }.prefix(DependentRows.limit)
    guard !rows.isEmpty else { return [] }
    return [
      Section.box(
        "Its regions", note: Line("\(rows.count) watched", .muted), height: rows.count + 1, scene.glyphs
      ) { frame, rect in
        Panel.regions.table(scene, width: rect.width).draw(
          &frame, rect, scene.glyphs, count: rows.count, top: 0, selected: nil
        ) { rows[$0] }
        return rows.enumerated().map { index, row in
          let line = Rect(x: rect.x - 1, y: rect.y + 1 + index, width: rect.width + 2, height: 1)
          return Page.Link(rect: line, place: .domain(regions[row].id))
        }
      }
    ]
  }

  /// Who it is and whose law it is under.
  static func identity(of id: DomainID, _ scene: Scene) -> [Line] {
    let domain = scene.state.surroundings.domains[id]
    var parts = [domain?.name.string ?? "", "\(id.kind.rawValue), not probed itself"].filter { !$0.isEmpty }
    if let law = domain?.jurisdiction { parts.append("under the law of \(law)") }
    return [Line(parts.joined(separator: " \(scene.glyphs.dot) "), .muted), Line()]
  }
}
