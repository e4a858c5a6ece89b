internal import Model
internal import Screen

/// An incident: when it began, its suspected cause with the evidence, how it spread, and its members' state now.
struct IncidentPage: PageContent {
  let id: Incident.ID

  var panel: Panel { .incidents }
  func title(in snapshot: Snapshot) -> String { snapshot.incident(id)?.title.string ?? SafeText(id).string }
  func domain(in snapshot: Snapshot) -> DomainID? { snapshot.incident(id)?.cause?.domain }

  /// Those of all its members.
  func checks(in snapshot: Snapshot) -> [CheckState] {
    (snapshot.incident(id)?.members ?? []).flatMap { snapshot[$0]?.checks ?? [] }
  }

  func sections(_ scene: Scene, width: Int) -> [Section] {
    guard let incident = scene.snapshot.incident(id) else {
      return [Section.lines([Line("no longer listed", .muted)], scene.glyphs)]
    }
    return [
      times(incident, scene), members(incident, scene), prediction(incident, scene, width: width),
      suspects(incident, scene),
    ].compactMap(\.self)
  }

  private func times(_ incident: Incident, _ scene: Scene) -> Section {
    let isOpen = incident.isOpen
    let health = scene.health(of: incident)
    let lasted = Format.duration((incident.closedAt ?? scene.now) - incident.openedAt)
    var lines = [
      health.line(scene.glyphs)
        + Line(isOpen ? " \(incident.health.rawValue)" : " over", health.role, bold: true)
        + Line(isOpen ? sofar(incident, lasted) : " after \(lasted)"),
      fact("opened", "\(stamp(incident.openedAt, scene))  first failing check")
        + first(incident, scene),
      fact("confirmed", stamp(incident.confirmedAt, scene)),
    ]
    if let closed = incident.closedAt { lines.append(fact("closed", stamp(closed, scene))) }
    if let lag = incident.feedLag {
      lines.append(fact("provider", "posted its first update \(Format.duration(lag)) later"))
    }
    if let cause = incident.cause {
      lines.append(fact("cause", "\(cause.domain): \(incident.evidence(for: cause))"))
    }
    if incident.relapses > 0 {
      let times = incident.relapses == 1 ? "once" : "\(incident.relapses) times"
      lines.append(fact("reopened", "\(times), after everything had recovered"))
    }
    return Section.lines(lines + [Line()], scene.glyphs)
  }

  private func sofar(_ incident: Incident, _ lasted: String) -> String {
    incident.worst == incident.health
      ? " for \(lasted)" : " now, was \(incident.worst.rawValue); \(lasted) so far"
  }

  /// The first symptom, where it is more than the thing itself.
  private func first(_ incident: Incident, _ scene: Scene) -> Line {
    guard incident.spread.count > 1, let first = incident.spread.first else { return Line() }
    return Line(", of \(name(of: first.member, scene.snapshot[first.member]))")
  }

  private func fact(_ label: String, _ text: String) -> Line { fact(label, Line(text)) }

  private func fact(_ label: String, _ line: Line) -> Line {
    Line(label + String(repeating: " ", count: max(1, 11 - label.count)), .muted) + line
  }

  private func stamp(_ instant: Timestamp, _ scene: Scene) -> String {
    "\(scene.day(of: instant))\(instant.time)Z"
  }

  // MARK: - Members

  /// A member with its state now, its part in the spread, and where it leads.
  private struct Member {
    let name: String
    /// `nil` for what is no longer watched.
    let standing: Standing?
    let page: Page?
    let symptom: Incident.Symptom?
  }

  private func members(_ incident: Incident, _ scene: Scene) -> Section {
    let symptoms = Dictionary(
      incident.spread.map { ($0.member, $0) }, uniquingKeysWith: { first, _ in first })
    let order = incident.spread.map(\.member) + incident.members.filter { symptoms[$0] == nil }
    let shown = order.prefix(DependentRows.limit)
    let states = scene.snapshot[Set(shown)]
    let members = shown.map { subject in
      let state = states[subject]
      return Member(
        name: name(of: subject, state), standing: state?.standing,
        page: state == nil ? nil : .subject(subject), symptom: symptoms[subject])
    }
    let note = Line(order.count > members.count ? "\(members.count) of \(order.count)" : "", .muted)
    return Section.table(
      incident.isPartlyOver ? "What failed" : "What is failing", note: note, { _ in table(incident, scene) },
      members, scene.glyphs, page: \.page)
  }

  private func table(_ incident: Incident, _ scene: Scene) -> Table<Member> {
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

  /// When each failed, when it recovered if any has, and both as a strip.
  private func whenColumns(_ incident: Incident, _ scene: Scene) -> [Column<Member>] {
    let span = incident.openedAt...max(incident.openedAt, incident.closedAt ?? scene.now)
    func clock(_ instant: Timestamp?) -> Line {
      instant.map { Line(Words.clock($0, now: scene.now)) } ?? scene.absent
    }
    let failed = Column<Member>("FAILED", ColumnWidth(6, priority: 2), .right) { member, _ in
      clock(member.symptom?.failedAt ?? member.standing?.since)
    }
    let back = Column<Member>("RECOVERED", ColumnWidth(9, priority: 4), .right) { member, _ in
      clock(member.symptom?.recoveredAt)
    }
    let width = ColumnWidth(minimum: 12, ideal: 24, maximum: 48, priority: 5, from: 90)
    let strip = Column<Member>("FAILING", width) { member, width in
      member.symptom.map { spread($0, span, width, scene) } ?? Line()
    }
    let hasRecovery = incident.spread.contains { $0.recoveredAt != nil }
    return hasRecovery ? [failed, back, strip] : [failed, strip]
  }

  /// When it failed during the incident, as a row of cells.
  private func spread(
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
  private func name(of subject: Subject, _ state: SubjectState?) -> String {
    (state?.title ?? SafeText(subject.label)).string
  }

  // MARK: - What was predicted, and who else is suspected

  /// What the declared dependencies said would fail, beside what failed.
  private func prediction(_ incident: Incident, _ scene: Scene, width: Int) -> Section? {
    guard incident.cause != nil, !incident.predicted.isEmpty || !incident.missingEdges.isEmpty else {
      return nil
    }
    let failed = Set(incident.members)
    let up = incident.predicted.filter { !failed.contains($0) }
    let missing = incident.missingEdges.map(Subject.service)
    let states = scene.snapshot[Set(up + missing)]
    func named(_ label: String, _ subjects: [Subject], _ role: Role) -> [Line] {
      guard !subjects.isEmpty else { return [] }
      let names = subjects.prefix(DependentRows.limit).map { name(of: $0, states[$0]) }.joined(
        separator: ", ")
      return [Line(label, .muted)]
        + TextFit.wrap(names, width: max(1, width - 6), limit: 3, scene.glyphs).map { Line("  \($0)", role) }
    }
    let predicted = incident.predicted.count
    let lines =
      [Line("\(predicted - up.count) of \(predicted) predicted to fail with the cause have failed")]
      + named("predicted to fail, still up", up, .ok)
      + named("failed without a declared dependency on the cause", missing, .degraded)
    return Section.box("Predicted and observed", lines, scene.glyphs)
  }

  private func suspects(_ incident: Incident, _ scene: Scene) -> Section? {
    let suspects = incident.suspects.prefix(5)
    guard suspects.count > 1 else { return nil }
    let table = Table<Incident.Suspect>([
      Column("DOMAIN", ColumnWidth(minimum: 14, ideal: 24, maximum: 34, priority: 0)) { suspect, width in
        Line(TextFit.middle(suspect.cause.domain.description, to: width, scene.glyphs))
      },
      Column("LIKELY", ColumnWidth(6, priority: 0), .right) { suspect, _ in
        Line(Format.percent(suspect.likelihood), .text, bold: true)
      },
      Column("", ColumnWidth(minimum: 6, ideal: 12, maximum: 24, priority: 2)) { suspect, width in
        Bar.line(suspect.likelihood, width: width, .chartLow, scene.glyphs)
      },
      Column("EVIDENCE", ColumnWidth(minimum: 24, ideal: 50, maximum: 80, priority: 1)) { suspect, _ in
        Line(incident.evidence(for: suspect.cause), .muted)
      },
    ])
    return Section.table("Suspected causes", { _ in table }, Array(suspects), scene.glyphs) {
      Page(of: $0.cause.domain)
    }
  }
}

extension Snapshot {
  func incident(_ id: Incident.ID) -> Incident? { incidents.first { $0.id == id } }
}

extension Incident {
  /// What was counted when most failed is past as soon as something is back.
  var verb: String { isPartlyOver ? "failed" : "failing" }
}
