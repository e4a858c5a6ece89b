internal import Model
internal import Screen

/// A service: its checks, what it needs and on what evidence, whom to call.
enum ServicePage {
  static func sections(_ id: Service.ID, _ scene: Scene, width: Int) -> [Section] {
    guard let state = scene.snapshot.services.first(where: { $0.id == id }) else {
      return [Section.lines([Line("no longer configured", .muted)], scene.glyphs)]
    }
    let checks = ChecksSection.make(state.checks, scene, width: width)
    return [StandingSection.make(state.standing, facts(state, scene), scene, width: width)]
      + [checks] + ChartSections.make(state.checks, scene, width: width) + [needs(state.service, scene)]
      + FeedSection.make(scene.testimony(of: state), scene, width: width)
      + [UptimeSection.make(state.uptime, state.checks, scene, width: width)]
  }

  private static func facts(_ state: ServiceState, _ scene: Scene) -> [Line] {
    let service = state.service
    var who: [String] = []
    if let owner = service.owner { who.append("owner \(owner.string)") }
    if !service.tags.isEmpty { who.append("tags \(service.tags.map(\.string).joined(separator: ", "))") }
    who.append("weight \(Words.weight(service.weight))")
    var lines = [Line(who.joined(separator: " \(scene.glyphs.dot) "), .muted)]
    if let runbook = service.runbook {
      lines.append(Line("runbook ", .muted) + Line(runbook.string, .accent))
    }
    return lines + [scene.testimony(of: state).sentence(now: scene.now)]
  }

  // MARK: - Needs

  private struct Row {
    let depth: Int
    let text: String
    let domain: DomainID?
    let evidence: SafeText?
  }

  private static func needs(_ service: Service, _ scene: Scene) -> Section {
    let rows = service.needs.flatMap { self.rows($0, depth: 0) }
    return Section.box("Needs", height: max(1, rows.count), scene.glyphs) { frame, rect in
      guard !rows.isEmpty else {
        frame.put("nothing is declared", x: rect.x, y: rect.y, Style(.muted), clip: rect)
        return []
      }
      return rows.enumerated().compactMap { index, row in
        let y = rect.y + index
        frame.put(line(row, scene), x: rect.x, y: y, width: rect.width, scene.glyphs)
        return link(row).map {
          Page.Link(rect: Rect(x: rect.x - 1, y: y, width: rect.width + 2, height: 1), place: $0)
        }
      }
    }
  }

  private static func rows(_ need: Need, depth: Int) -> [Row] {
    func group(_ text: String) -> [Row] {
      [Row(depth: depth, text: text, domain: nil, evidence: nil)]
        + need.members.flatMap { rows($0, depth: depth + 1) }
    }
    switch need {
    case .domain(let id, let evidence):
      return [Row(depth: depth, text: id.description, domain: id, evidence: evidence)]
    case .any: return group("any of")
    case .all: return group("all of")
    case .atLeast(let count, let members): return group("at least \(count) of \(members.count)")
    }
  }

  private static func line(_ row: Row, _ scene: Scene) -> Line {
    let indent = Line(String(repeating: "  ", count: min(20, row.depth)))
    guard let domain = row.domain else { return indent + Line(row.text, .muted) }
    let health = health(of: domain, scene)
    var line = indent + (health.map { $0.line(scene.glyphs) } ?? Line(" ")) + Line(" \(row.text)")
    if let health, health != .ok { line.append(" \(health.rawValue)", health.role) }
    if let evidence = row.evidence, !evidence.isEmpty { line.append("  \(evidence.string)", .muted) }
    return line
  }

  private static func health(of domain: DomainID, _ scene: Scene) -> Health? {
    if domain.kind == .service {
      return scene.snapshot.services.first { $0.id == domain.name }?.standing.health
    }
    return scene.health(of: domain)
  }

  private static func link(_ row: Row) -> Place? {
    row.domain.map { $0.kind == .service ? .service($0.name) : .domain($0) }
  }
}
