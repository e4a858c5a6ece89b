internal import Model
internal import Screen

enum IncidentsPanel {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    PanelFrame(panel: .incidents, scene: scene).draw(
      table(scene), &frame, rect, empty: calm(scene)
    ) { scene.snapshot.incidents.indices.contains($0) ? scene.snapshot.incidents[$0] : nil }
  }

  private static func calm(_ scene: Scene) -> String {
    if scene.isWaiting { return "Nothing is judged yet: waiting for the first probe." }
    switch scene.snapshot.overall {
    case .ok, .maintenance: return "No incident. Everything that could be judged is well."
    case .unknown: return "No incident, but not everything could be judged."
    case .degraded, .down: return "No incident is open. What fails above is not yet decided to be one."
    }
  }

  private static func table(_ scene: Scene) -> Table<Incident> {
    Table([
      Column("  WHEN", ColumnWidth(13, priority: 1)) { incident, _ in
        scene.health(of: incident).line(scene.glyphs) + Line(" \(scene.times(of: incident))", .text)
      },
      Column("STATE", ColumnWidth(8, priority: 2)) { incident, _ in
        incident.closedAt == nil ? incident.health.word : Line("over", .muted)
      },
      Column("FOR", ColumnWidth(4, priority: 3), .right) { incident, _ in
        Line(Words.age((incident.closedAt ?? scene.now) - incident.openedAt), .text)
      },
      Column("WHAT", ColumnWidth(minimum: 16, ideal: 50, maximum: 140, priority: 0)) { incident, _ in
        scene.headline(of: incident)
      },
    ])
  }
}

extension Scene {
  /// An incident that is over is no problem any more.
  func health(of incident: Incident) -> Health { incident.closedAt == nil ? incident.health : .ok }

  /// `06:48–`, `06:48–07:30`.
  func times(of incident: Incident) -> String {
    let end = incident.closedAt.map { Words.clock($0, now: now) } ?? ""
    return "\(Words.clock(incident.openedAt, now: now))\(glyphs.dash)\(end)"
  }

  /// Title, what is blamed on what evidence, and how long the provider took to admit it.
  func headline(of incident: Incident) -> Line {
    let isOpen = incident.closedAt == nil
    var parts = [Line(incident.title.string, isOpen ? .text : .muted, bold: isOpen)]
    if let cause = incident.cause {
      let dependents = "\(cause.dependentsFailing)/\(cause.dependents) dependents"
      parts.append(Line("\(dependents), \(cause.othersFailing)/\(cause.others) others \(incident.verb)"))
    }
    if let lag = incident.feedLag { parts.append(Line("admitted +\(Words.age(lag))", .muted)) }
    return Line.joined(parts, by: Line(" \(glyphs.dot) ", .muted))
  }
}
