internal import Model
internal import Screen

extension Panel {
  static let incidents = Panel(
    id: "incidents", title: "Incidents", shortTitle: "Incidents", area: .bottom, defaultSort: "since",
    columns: [
      PanelColumn(
        "  WHEN", ColumnWidth(13, priority: 1),
        sort: SortKey("since", or: ["newest", "when"], note: "open ones first", .listed)
      ) { scene, row, _ in
        let incident = scene.snapshot.incidents[row]
        return scene.health(of: incident).line(scene.glyphs) + Line(" \(scene.times(of: incident))", .text)
      },
      PanelColumn(
        "STATE", ColumnWidth(8, priority: 2), sort: .state { $0.incidents[$1].health },
        filter: [.state { $0.incidents[$1].health }]
      ) { scene, row, _ in
        let incident = scene.snapshot.incidents[row]
        return incident.isOpen ? incident.health.word : Line("over", .muted)
      },
      PanelColumn(
        "FOR", ColumnWidth(4, priority: 3), .right,
        sort: .largest("for", or: ["duration"], note: "longest first") { snapshot, row in
          snapshot.incidents[row].length(at: snapshot.generatedAt).inMilliseconds
        }
      ) { scene, row, _ in Line(Words.age(scene.snapshot.incidents[row].length(at: scene.now)), .text) },
      PanelColumn(
        "WHAT", ColumnWidth(minimum: 16, ideal: 50, maximum: 140, priority: 0),
        sort: SortKey("what", or: ["title"], note: "by title", .text { $0.incidents[$1].title.string }),
        filter: [
          .text("name") { $0.incidents[$1].title.string },
          FilterTerm("needs") { snapshot, row, test in
            let incident = snapshot.incidents[row]
            return incident.members.contains { test($0.label) }
              || incident.cause.map { test($0.domain.description) } ?? false
          },
          .provider { snapshot, row, test in
            snapshot.incidents[row].cause.map { test($0.domain) } ?? false
          },
        ]
      ) { scene, row, _ in scene.headline(of: scene.snapshot.incidents[row]) },
    ],
    count: { $0.incidents.count },
    page: { .incident($0.incidents[$1].id) },
    isProblem: { $0.incidents[$1].isOpen },
    worst: { $0.openIncidents.first?.health },
    empty: noIncident)

  private static func noIncident(_ scene: Scene) -> String {
    if scene.isWaiting { return "Nothing is judged yet: waiting for the first probe." }
    switch scene.snapshot.overall {
    case .ok, .maintenance: return "No incident. Everything that could be judged is ok."
    case .unknown: return "No incident, but not everything could be judged."
    case .degraded, .down: return "No open incident. The failures above are not confirmed as one yet."
    }
  }
}

extension Incident {
  /// How long it lasted, or has lasted so far.
  fileprivate func length(at now: Timestamp) -> Duration { (closedAt ?? now) - openedAt }
}

extension Scene {
  /// An incident that is over is no problem any more.
  func health(of incident: Incident) -> Health { incident.isOpen ? incident.health : .ok }

  /// `06:48–`, `06:48–07:30`.
  func times(of incident: Incident) -> String {
    let end = incident.closedAt.map { Words.clock($0, now: now) } ?? ""
    return "\(Words.clock(incident.openedAt, now: now))\(glyphs.dash)\(end)"
  }

  /// Title, what is blamed on what evidence, and how long the provider took to acknowledge it.
  func headline(of incident: Incident) -> Line {
    let isOpen = incident.isOpen
    var parts = [Line(incident.title.string, isOpen ? .text : .muted, bold: isOpen)]
    if let cause = incident.cause {
      let dependents = "\(cause.dependentsFailing)/\(cause.dependents) dependents"
      parts.append(Line("\(dependents), \(cause.othersFailing)/\(cause.others) others \(incident.verb)"))
    }
    if let lag = incident.feedLag { parts.append(Line("acknowledged after \(Words.age(lag))", .muted)) }
    return Line.joined(parts, by: Line(" \(glyphs.dot) ", .muted))
  }
}
