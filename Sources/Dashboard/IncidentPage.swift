internal import Model
internal import Screen

/// An incident: when, what is blamed on what evidence, and how its members are now.
enum IncidentPage {
  static func sections(_ id: String, _ scene: Scene, width: Int) -> [Section] {
    guard let incident = scene.snapshot.incidents.first(where: { $0.id == id }) else {
      return [Section.lines([Line("no longer listed", .muted)], scene.glyphs)]
    }
    return [times(incident, scene), members(incident, scene)]
  }

  private static func times(_ incident: Incident, _ scene: Scene) -> Section {
    let isOpen = incident.closedAt == nil
    let health = scene.health(of: incident)
    let lasted = Words.span((incident.closedAt ?? scene.now) - incident.openedAt)
    var lines = [
      health.line(scene.glyphs)
        + Line(isOpen ? " \(incident.health.rawValue)" : " over", health.role, bold: true)
        + Line(isOpen ? " for \(lasted)" : " after \(lasted)"),
      fact("opened", "\(stamp(incident.openedAt, scene))  the first failing observation"),
      fact("confirmed", stamp(incident.confirmedAt, scene)),
    ]
    if let closed = incident.closedAt { lines.append(fact("closed", stamp(closed, scene))) }
    if let lag = incident.feedLag {
      lines.append(fact("admitted", "by the provider \(Words.span(lag)) later"))
    }
    if let cause = incident.cause {
      lines.append(
        fact(
          "blamed",
          "\(cause.domain): \(cause.dependentsFailing) of \(cause.dependents) dependents failing, "
            + "\(cause.othersFailing) of \(cause.others) others"))
    }
    return Section.lines(lines + [Line()], scene.glyphs)
  }

  private static func fact(_ label: String, _ text: String) -> Line {
    Line(label + String(repeating: " ", count: max(1, 11 - label.count)), .muted) + Line(text)
  }

  private static func stamp(_ instant: Timestamp, _ scene: Scene) -> String {
    "\(scene.day(of: instant))\(instant.time)Z"
  }

  private static func members(_ incident: Incident, _ scene: Scene) -> Section {
    let members = Array(incident.members.prefix(Dependents.limit))
    let more = incident.members.count - members.count
    let note = Line(more > 0 ? "\(members.count) of \(incident.members.count)" : "", .muted)
    return Section.box("What fails", note: note, height: max(1, members.count), scene.glyphs) { frame, rect in
      members.enumerated().compactMap { index, member in
        let y = rect.y + index
        let (line, place) = describe(member, scene)
        frame.put(line, x: rect.x, y: y, width: rect.width, scene.glyphs)
        return place.map {
          Page.Link(rect: Rect(x: rect.x - 1, y: y, width: rect.width + 2, height: 1), place: $0)
        }
      }
    }
  }

  /// A member's label as a thing with its state now, and where it leads.
  private static func describe(_ member: String, _ scene: Scene) -> (Line, Place?) {
    let snapshot = scene.snapshot
    if member.hasPrefix("name:"), let name = snapshot.names.first(where: { $0.id == member.dropFirst(5) }) {
      return (line(name.id, name.standing, scene), .name(name.id))
    }
    if member.hasPrefix("service:"),
      let service = snapshot.services.first(where: { $0.id == member.dropFirst(8) })
    {
      return (line(service.service.name.string, service.standing, scene), .service(service.id))
    }
    if let region = snapshot.regions.first(where: { $0.id.description == member }) {
      return (line(member, region.standing, scene), .domain(region.id))
    }
    return (Line("  \(SafeText(member).string)", .muted), nil)
  }

  private static func line(_ name: String, _ standing: Standing, _ scene: Scene) -> Line {
    var line = scene.named(standing.health, name, 40, isHost: true)
    line.append("  \(standing.health.rawValue)", standing.health.role)
    if let since = standing.since { line.append("  since \(Words.clock(since, now: scene.now))", .muted) }
    return line
  }
}
