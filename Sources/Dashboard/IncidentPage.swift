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

  // MARK: - Members

  /// A member's label as a thing with its state now, and where it leads.
  private struct Member {
    let name: String
    /// `nil` for what is no longer watched.
    let standing: Standing?
    let place: Place?
  }

  private static func members(_ incident: Incident, _ scene: Scene) -> Section {
    let members = incident.members.prefix(Dependents.limit).map { member($0, scene.snapshot) }
    let more = incident.members.count - members.count
    let note = Line(more > 0 ? "\(members.count) of \(incident.members.count)" : "", .muted)
    return Section.box("What fails", note: note, height: max(3, members.count + 1), scene.glyphs) {
      frame, rect in
      table(scene).draw(&frame, rect, scene.glyphs, count: members.count, top: 0, selected: nil) {
        members[$0]
      }
      return members.enumerated().compactMap { index, member in
        let line = Rect(x: rect.x - 1, y: rect.y + 1 + index, width: rect.width + 2, height: 1)
        return member.place.map { Page.Link(rect: line, place: $0) }
      }
    }
  }

  private static func table(_ scene: Scene) -> Table<Member> {
    Table([
      Column("  NAME", ColumnWidth(minimum: 14, ideal: 34, maximum: 44, priority: 0)) { member, width in
        guard let standing = member.standing else { return Line("  \(member.name)", .muted) }
        return scene.named(standing.health, member.name, width, cut: .host)
      },
      Column("NOW", ColumnWidth(minimum: 8, ideal: 11, priority: 1)) { member, _ in
        member.standing?.health.word ?? Line("not watched", .muted)
      },
      Column("SINCE", ColumnWidth(6, priority: 2), .right) { member, _ in
        member.standing?.since.map { Line(Words.clock($0, now: scene.now)) } ?? scene.absent
      },
      Column("WHY", ColumnWidth(minimum: 20, ideal: 60, maximum: 120, priority: 3)) { member, _ in
        Line(member.standing?.reason.string ?? "", .muted)
      },
    ])
  }

  private static func member(_ label: String, _ snapshot: Snapshot) -> Member {
    if label.hasPrefix("name:"), let name = snapshot.names.first(where: { $0.id == label.dropFirst(5) }) {
      return Member(name: SafeText(name.id).string, standing: name.standing, place: .name(name.id))
    }
    if label.hasPrefix("service:"),
      let service = snapshot.services.first(where: { $0.id == label.dropFirst(8) })
    {
      let name = service.service.name.string
      return Member(name: name, standing: service.standing, place: .service(service.id))
    }
    if let region = snapshot.regions.first(where: { $0.id.description == label }) {
      return Member(name: label, standing: region.standing, place: .domain(region.id))
    }
    return Member(name: SafeText(label).string, standing: nil, place: nil)
  }
}
