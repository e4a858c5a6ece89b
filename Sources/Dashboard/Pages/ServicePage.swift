internal import Model
internal import Screen

/// A service: its checks, what it depends on and on what evidence, whom to call.
struct ServicePage: PageContent {
  let id: Service.ID

  var panel: Panel { .services }
  func domain(in snapshot: Snapshot) -> DomainID? { .service(id) }
  func checks(in snapshot: Snapshot) -> [CheckState] { snapshot[.service(id)]?.checks ?? [] }

  func title(in snapshot: Snapshot) -> String {
    snapshot.services.first { $0.id == id }?.service.name.string ?? SafeText(id).string
  }

  func sections(_ scene: Scene, width: Int) -> [Section] {
    guard let state = scene.snapshot.services.first(where: { $0.id == id }) else {
      return [Section.lines([Line("no longer configured", .muted)], scene.glyphs)]
    }
    let checks = ChecksSection.make(state.checks, scene, width: width)
    return [StandingSection.make(state.standing, facts(state, scene), scene, width: width)]
      + [checks] + ChartSections.make(state.checks, scene, width: width) + [needs(state.service, scene)]
      + FeedSection.make(scene.comparison(of: state), scene, width: width)
      + [UptimeSection.make(state.uptime, state.checks, scene, width: width)]
  }

  private func facts(_ state: ServiceState, _ scene: Scene) -> [Line] {
    let service = state.service
    var who: [String] = []
    if let owner = service.owner { who.append("owner \(owner.string)") }
    if !service.tags.isEmpty { who.append("tags \(service.tags.map(\.string).joined(separator: ", "))") }
    who.append("weight \(Words.weight(service.weight))")
    var lines = [Line(who.joined(separator: " \(scene.glyphs.dot) "), .muted)]
    if let runbook = service.runbook {
      lines.append(Line("runbook ", .muted) + Line(runbook.string, .accent))
    }
    return lines + [scene.comparison(of: state).sentence(now: scene.now)]
  }

  // MARK: - What it depends on

  private struct Row {
    let depth: Int
    let text: String
    let domain: DomainID?
    let evidence: SafeText?
  }

  private func needs(_ service: Service, _ scene: Scene) -> Section {
    let rows = service.needs.flatMap { self.rows($0, depth: 0) }
    guard !rows.isEmpty else {
      return Section.box("Depends on", [Line("no dependencies are declared", .muted)], scene.glyphs)
    }
    return Section.box(
      "Depends on", height: rows.count, links: rows.map { $0.domain.map(Page.init(of:)) }, scene.glyphs
    ) { frame, rect in
      for (index, row) in rows.enumerated() {
        frame.put(line(row, scene), x: rect.x, y: rect.y + index, width: rect.width, scene.glyphs)
      }
    }
  }

  private func rows(_ need: Need, depth: Int) -> [Row] {
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

  private func line(_ row: Row, _ scene: Scene) -> Line {
    let indent = Line(String(repeating: "  ", count: min(20, row.depth)))
    guard let domain = row.domain else { return indent + Line(row.text, .muted) }
    let health = health(of: domain, scene)
    var line = indent + (health.map { $0.line(scene.glyphs) } ?? Line(" ")) + Line(" \(row.text)")
    if let health, health != .ok { line.append(" \(health.rawValue)", health.role) }
    if let evidence = row.evidence, !evidence.isEmpty { line.append("  \(evidence.string)", .muted) }
    return line
  }

  private func health(of domain: DomainID, _ scene: Scene) -> Health? {
    if domain.kind == .service {
      return scene.snapshot.services.first { $0.id == domain.name }?.standing.health
    }
    return scene.health(of: domain)
  }
}
