internal import Model

extension Snapshot {
  /// The dependency graph in the DOT language, with the health of each node. Arrows point from dependents to
  /// dependencies. A mark, a word, the outline and the colour show the health; the probable cause of an open
  /// incident has two outlines.
  var dot: String {
    let origin = replay == nil ? "" : "replay, "
    var out = DOT(title: "Faultline: \(overall.rawValue), \(origin)\(vantage.name), \(generatedAt)")
    let blamed = Set(openIncidents.compactMap(\.cause?.domain))
    for state in services {
      let id = DomainID.service(state.id)
      write(id, name: state.service.name.string, state.standing.health, blamed.contains(id), &out)
    }
    for domain in drawnDomains {
      let health = regions.first { $0.id == domain }?.standing.health
      write(domain, name: domain.description, health, blamed.contains(domain), &out)
      if let provider = domain.provider { out.edge(domain.description, provider.description) }
    }
    for state in names {
      let health = state.standing.health
      out.node(
        Subject.name(state.id).label,
        Self.attributes("\(state.id)\nDNS name", shape: "note", health, isBlamed: false))
    }
    for state in services {
      let id = DomainID.service(state.id).description
      for (index, need) in state.service.needs.enumerated() {
        Self.write(need, of: id, path: "\(id)/\(index)", &out)
      }
    }
    return out.text
  }

  /// Monitored regions, everything that services need, and the providers of both.
  private var drawnDomains: [DomainID] {
    let needed = services.flatMap { $0.service.needs.flatMap(\.domains) }
    let watched = Set(services.map { DomainID.service($0.id) })
    let all = Set(regions.map(\.id) + needed).subtracting(watched)
    return all.union(all.compactMap(\.provider)).sorted()
  }

  private func write(
    _ id: DomainID, name: String, _ health: Health?, _ isBlamed: Bool, _ out: inout DOT
  ) {
    let shape =
      switch id.kind {
      case .service: "box"
      case .region: "ellipse"
      case .provider: "hexagon"
      case .dns, .cdn, .ca, .country, .jurisdiction: "octagon"
      }
    out.node(
      id.description,
      Self.attributes("\(name)\n\(id.kind.rawValue)", shape: shape, health, isBlamed: isBlamed))
  }

  private static func write(_ need: Need, of source: String, path: String, _ out: inout DOT) {
    let (label, members): (String, [Need])
    switch need {
    case .domain(let id, _): return out.edge(source, id.description)
    case .any(let alternatives): (label, members) = ("any", alternatives)
    case .atLeast(let count, let alternatives):
      (label, members) = ("\(count) of \(alternatives.count)", alternatives)
    case .all(let together): (label, members) = ("all", together)
    }
    out.node(path, ["label": label, "shape": "diamond"])
    out.edge(source, path)
    for (index, member) in members.enumerated() { write(member, of: path, path: "\(path)/\(index)", &out) }
  }

  private static func attributes(
    _ label: String, shape: String, _ health: Health?, isBlamed: Bool
  ) -> DOT.Attributes {
    let rings = isBlamed ? "2" : "1"
    guard let health else { return ["label": label, "shape": shape, "peripheries": rings] }
    let (line, fill, color, width) = look(of: health)
    return [
      "label": "\(health.mark) \(label), \(health.rawValue)", "shape": shape, "peripheries": rings,
      "style": "filled,\(line)", "fillcolor": fill, "color": color, "penwidth": width,
    ]
  }

  /// Outline, fill, colour of the outline and its width in points.
  private static func look(of health: Health) -> (String, String, String, String) {
    switch health {
    case .ok: ("solid", "#e6f4ea", "#2e7d4f", "1")
    case .degraded: ("bold", "#fdf0d5", "#a65f00", "2")
    case .down: ("bold", "#fbdcd9", "#b3261e", "3")
    case .unknown: ("dashed", "#f1f1f1", "#6b6b6b", "1")
    case .maintenance: ("dotted", "#dfe9fb", "#2457a6", "2")
    }
  }
}

extension Health {
  /// The mark shown beside the word, as on the screen.
  var mark: String {
    switch self {
    case .ok: "●"
    case .degraded: "▲"
    case .down: "■"
    case .unknown: "?"
    case .maintenance: "◆"
    }
  }
}
