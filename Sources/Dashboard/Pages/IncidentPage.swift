internal import Model
internal import Screen

/// An incident: when, what is blamed on what evidence, how it spread and went, and how its members are now.
enum IncidentPage {
  static func sections(_ id: String, _ scene: Scene, width: Int) -> [Section] {
    guard let incident = scene.snapshot.incidents.first(where: { $0.id == id }) else {
      return [Section.lines([Line("no longer listed", .muted)], scene.glyphs)]
    }
    return [
      times(incident, scene), members(incident, scene), radius(incident, scene, width: width),
      suspects(incident, scene),
    ].compactMap(\.self)
  }

  private static func times(_ incident: Incident, _ scene: Scene) -> Section {
    let isOpen = incident.closedAt == nil
    let health = scene.health(of: incident)
    let lasted = Words.span((incident.closedAt ?? scene.now) - incident.openedAt)
    var lines = [
      health.line(scene.glyphs)
        + Line(isOpen ? " \(incident.health.rawValue)" : " over", health.role, bold: true)
        + Line(isOpen ? sofar(incident, lasted) : " after \(lasted)"),
      fact("opened", "\(stamp(incident.openedAt, scene))  the first failing observation")
        + first(incident, scene),
      fact("confirmed", stamp(incident.confirmedAt, scene)),
    ]
    if let closed = incident.closedAt { lines.append(fact("closed", stamp(closed, scene))) }
    if let lag = incident.feedLag {
      lines.append(fact("admitted", "by the provider \(Words.span(lag)) later"))
    }
    if let cause = incident.cause {
      lines.append(fact("blamed", "\(cause.domain): \(incident.evidence(cause))"))
    }
    if incident.relapses > 0 {
      let times = incident.relapses == 1 ? "once" : "\(incident.relapses) times"
      lines.append(fact("flapping", "it came back \(times) after all was well"))
    }
    return Section.lines(lines + [Line()], scene.glyphs)
  }

  private static func sofar(_ incident: Incident, _ lasted: String) -> String {
    incident.worst == incident.health
      ? " for \(lasted)" : " now, was \(incident.worst.rawValue); \(lasted) so far"
  }

  /// The first symptom, where it is more than the thing itself.
  private static func first(_ incident: Incident, _ scene: Scene) -> Line {
    guard incident.spread.count > 1, let first = incident.spread.first else { return Line() }
    return Line(", of \(name(of: first.member, scene.snapshot[first.member]))")
  }

  private static func fact(_ label: String, _ text: String) -> Line { fact(label, Line(text)) }

  private static func fact(_ label: String, _ line: Line) -> Line {
    Line(label + String(repeating: " ", count: max(1, 11 - label.count)), .muted) + line
  }

  private static func stamp(_ instant: Timestamp, _ scene: Scene) -> String {
    "\(scene.day(of: instant))\(instant.time)Z"
  }

  // MARK: - Members

  /// A member with its state now, its part in the spread, and where it leads.
  private struct Member {
    let name: String
    /// `nil` for what is no longer watched.
    let standing: Standing?
    let place: Place?
    let symptom: Incident.Symptom?
  }

  private static func members(_ incident: Incident, _ scene: Scene) -> Section {
    let symptoms = Dictionary(
      incident.spread.map { ($0.member, $0) }, uniquingKeysWith: { first, _ in first })
    let order = incident.spread.map(\.member) + incident.members.filter { symptoms[$0] == nil }
    let shown = order.prefix(DependentRows.limit)
    let states = scene.snapshot[Set(shown)]
    let members = shown.map { subject in
      let state = states[subject]
      return Member(
        name: name(of: subject, state), standing: state?.standing,
        place: state == nil ? nil : Place(subject), symptom: symptoms[subject])
    }
    let note = Line(order.count > members.count ? "\(members.count) of \(order.count)" : "", .muted)
    return Section.box(
      incident.isPartlyOver ? "What failed" : "What fails", note: note, height: max(3, members.count + 1),
      scene.glyphs
    ) {
      frame, rect in
      table(incident, scene).draw(&frame, rect, scene.glyphs, count: members.count, top: 0, selected: nil) {
        members[$0]
      }
      return members.enumerated().compactMap { index, member in
        let line = Rect(x: rect.x - 1, y: rect.y + 1 + index, width: rect.width + 2, height: 1)
        return member.place.map { Page.Link(rect: line, place: $0) }
      }
    }
  }

  private static func table(_ incident: Incident, _ scene: Scene) -> Table<Member> {
    let who = [
      Column<Member>("  NAME", ColumnWidth(minimum: 14, ideal: 34, maximum: 44, priority: 0)) {
        member, width in
        guard let standing = member.standing else { return Line("  \(member.name)", .muted) }
        return scene.named(standing.health, member.name, width, cut: .host)
      },
      Column("NOW", ColumnWidth(minimum: 8, ideal: 11, priority: 1)) { member, _ in
        member.standing?.health.word ?? Line("not watched", .muted)
      },
    ]
    let why = Column<Member>("WHY", ColumnWidth(minimum: 20, ideal: 40, maximum: 120, priority: 3)) {
      member, _ in
      Line(member.standing?.reason.string ?? "", .muted)
    }
    return Table(who + whenColumns(incident, scene) + [why])
  }

  /// When each failed, when it was back if any is, and both as a strip.
  private static func whenColumns(_ incident: Incident, _ scene: Scene) -> [Column<Member>] {
    let span = incident.openedAt...max(incident.openedAt, incident.closedAt ?? scene.now)
    func clock(_ instant: Timestamp?) -> Line {
      instant.map { Line(Words.clock($0, now: scene.now)) } ?? scene.absent
    }
    let failed = Column<Member>("FAILED", ColumnWidth(6, priority: 2), .right) { member, _ in
      clock(member.symptom?.failedAt ?? member.standing?.since)
    }
    let back = Column<Member>("BACK", ColumnWidth(6, priority: 4), .right) { member, _ in
      clock(member.symptom?.recoveredAt)
    }
    let width = ColumnWidth(minimum: 12, ideal: 24, maximum: 48, priority: 5, from: 90)
    let strip = Column<Member>("SPREAD", width) { member, width in
      member.symptom.map { spread($0, span, width, scene) } ?? Line()
    }
    let hasRecovery = incident.spread.contains { $0.recoveredAt != nil }
    return hasRecovery ? [failed, back, strip] : [failed, strip]
  }

  /// Well, then failing, then well: the incident's whole length in a row of cells.
  private static func spread(
    _ symptom: Incident.Symptom, _ span: ClosedRange<Timestamp>, _ width: Int, _ scene: Scene
  ) -> Line {
    let step = (span.upperBound - span.lowerBound) / max(1, width)
    let cells = (0..<width).map { cell -> HeatStrip.Heat in
      let from = span.lowerBound + step * cell
      let isOver = symptom.recoveredAt.map { $0 <= from } ?? false
      return from + step > symptom.failedAt && !isOver ? .down : .ok
    }
    return HeatStrip.line(cells, width: width, scene.glyphs)
  }

  /// What is no longer watched goes by its label.
  private static func name(of subject: Subject, _ state: SubjectState?) -> String {
    (state?.title ?? SafeText(subject.label)).string
  }

  // MARK: - What was foreseen, and who else is suspected

  /// What the declared needs said would fall, beside what fell.
  private static func radius(_ incident: Incident, _ scene: Scene, width: Int) -> Section? {
    guard incident.cause != nil, !incident.predicted.isEmpty || !incident.missingEdges.isEmpty else {
      return nil
    }
    let fell = Set(incident.members)
    let stands = incident.predicted.filter { !fell.contains($0) }
    let missing = incident.missingEdges.map(Subject.service)
    let states = scene.snapshot[Set(stands + missing)]
    func named(_ label: String, _ subjects: [Subject], _ role: Role) -> [Line] {
      guard !subjects.isEmpty else { return [] }
      let names = subjects.prefix(DependentRows.limit).map { name(of: $0, states[$0]) }.joined(
        separator: ", ")
      return TextFit.wrap(names, width: max(1, width - 15), limit: 3, scene.glyphs).enumerated().map {
        fact($0 == 0 ? label : "", Line($1, role))
      }
    }
    let predicted = incident.predicted.count
    let lines =
      [fact("predicted", "\(predicted) to fall with the cause; \(predicted - stands.count) fell")]
      + named("stand", stands, .ok)
      + named("unforeseen", missing, .degraded)
      + (incident.missingEdges.isEmpty
        ? [] : [fact("", Line("fell with it: a need may be missing from the configuration", .muted))])
    return Section.box("Foreseen", height: lines.count, scene.glyphs) { frame, rect in
      for (row, line) in lines.enumerated() {
        frame.put(line, x: rect.x, y: rect.y + row, width: rect.width, scene.glyphs)
      }
      return []
    }
  }

  private static func suspects(_ incident: Incident, _ scene: Scene) -> Section? {
    let suspects = incident.suspects.prefix(5)
    guard suspects.count > 1 else { return nil }
    let table = Table<Incident.Suspect>([
      Column("DOMAIN", ColumnWidth(minimum: 14, ideal: 24, maximum: 34, priority: 0)) { suspect, width in
        Line(TextFit.middle(suspect.cause.domain.description, to: width, scene.glyphs))
      },
      Column("LIKELY", ColumnWidth(6, priority: 0), .right) { suspect, _ in
        Line(Words.percent(suspect.likelihood), .text, bold: true)
      },
      Column("", ColumnWidth(minimum: 6, ideal: 12, maximum: 24, priority: 2)) { suspect, width in
        Bar.line(suspect.likelihood, width: width, .chartLow, scene.glyphs)
      },
      Column("EVIDENCE", ColumnWidth(minimum: 24, ideal: 50, maximum: 80, priority: 1)) { suspect, _ in
        Line(incident.evidence(suspect.cause), .muted)
      },
    ])
    return Section.box("Suspects", height: suspects.count + 1, scene.glyphs) { frame, rect in
      table.draw(&frame, rect, scene.glyphs, count: suspects.count, top: 0, selected: nil) { suspects[$0] }
      return suspects.enumerated().map { index, suspect in
        let line = Rect(x: rect.x - 1, y: rect.y + 1 + index, width: rect.width + 2, height: 1)
        return Page.Link(rect: line, place: .domain(suspect.cause.domain))
      }
    }
  }
}

extension Incident {
  /// What was counted when most failed is past as soon as something is back.
  var verb: String { isPartlyOver ? "failed" : "failing" }

  func evidence(_ cause: Cause) -> String {
    "\(cause.dependentsFailing) of \(cause.dependents) dependents \(verb), "
      + "\(cause.othersFailing) of \(cause.others) others"
  }
}
