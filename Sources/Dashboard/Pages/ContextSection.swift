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
    return [Section.box("Facts", note: Line("each with its source and date", .muted), lines, scene.glyphs)]
  }

  /// The regions of a provider that are watched, the worst first.
  static func regions(of id: DomainID, _ scene: Scene) -> [Section] {
    let regions = scene.snapshot.regions
    func severity(_ row: Int) -> Int { regions[row].standing.health.severity }
    let rows = regions.indices.filter { regions[$0].id.provider == id }
      .sorted { (severity($1), $0) < (severity($0), $1) }.prefix(DependentRows.limit)
    guard !rows.isEmpty else { return [] }
    return [
      Section.table(
        "Regions", note: Line("\(rows.count) watched", .muted), { Panel.regions.table(scene, width: $0) },
        Array(rows), scene.glyphs
      ) { Panel.regions.page(scene.snapshot, $0) }
    ]
  }

  /// Its name, its kind and its jurisdiction.
  static func identity(of id: DomainID, _ scene: Scene) -> [Line] {
    let domain = scene.state.surroundings.domains[id]
    var parts = [domain?.name.string ?? "", "\(id.kind.rawValue), not probed itself"].filter { !$0.isEmpty }
    if let law = domain?.jurisdiction { parts.append("jurisdiction \(law)") }
    return [Line(parts.joined(separator: " \(scene.glyphs.dot) "), .muted), Line()]
  }
}
