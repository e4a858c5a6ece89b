internal import Model
internal import Screen

/// A region, or any other fault domain: its state, what depends on it, what fails if it fails.
struct DomainPage: PageContent {
  let id: DomainID

  var panel: Panel { id.kind == .region ? .regions : .risk }
  func title(in snapshot: Snapshot) -> String { id.description }
  func domain(in snapshot: Snapshot) -> DomainID? { id }

  func checks(in snapshot: Snapshot) -> [CheckState] { Subject(id).flatMap { snapshot[$0] }?.checks ?? [] }

  func sections(_ scene: Scene, width: Int) -> [Section] {
    let dependents = DependentRows(of: id, in: scene.snapshot)
    let impact = impact(dependents, scene, width: width)
    let needing = DependentsSection.make(dependents, scene)
    let facts = ContextSection.facts(of: id, scene, width: width)
    guard let region = scene.snapshot.regions.first(where: { $0.id == id }) else {
      return [Section.lines(ContextSection.identity(of: id, scene), scene.glyphs)] + facts + [impact]
        + ContextSection.regions(of: id, scene) + [needing]
    }
    let reports = scene.comparison(of: region)
    let about = [about(region.domain), reports.sentence(now: scene.now)]
    return [StandingSection.make(region.standing, about, scene, width: width)]
      + [ChecksSection.make(region.checks, scene, width: width)]
      + ChartSections.make(region.checks, scene, width: width)
      + answers(scene)
      + (width >= 100 ? [Section.beside(needing, impact, leftShare: 58)] : [impact, needing])
      + FeedSection.make(reports, scene, width: width)
      + [UptimeSection.make(region.uptime, region.checks, scene, width: width)] + facts
  }

  /// `US East (N. Virginia) · N. Virginia · US`.
  private func about(_ domain: FaultDomain) -> Line {
    let parts = [domain.name.string, domain.place.string, domain.country ?? ""].filter { !$0.isEmpty }
    return Line(parts.joined(separator: ", "), .muted)
  }

  /// What the resolvers say of the watched names that belong to the region.
  private func answers(_ scene: Scene) -> [Section] {
    let names = scene.snapshot.names
    let rows = names.indices.filter { names[$0].region == id }
    guard !rows.isEmpty else { return [] }
    return [
      Section.table("DNS answers", { Panel.names.table(scene, width: $0) }, rows, scene.glyphs) {
        Panel.names.page(scene.snapshot, $0)
      }
    ]
  }

  /// The blast radius as predicted, beside what is seen to fail.
  private func impact(_ dependents: DependentRows, _ scene: Scene, width: Int) -> Section {
    let prediction = scene.snapshot.risk?.domains.first { $0.id == id }
    let required = dependents.required
    var lines: [Line] = []
    if scene.snapshot.risk == nil {
      lines = [Line("computing\(scene.glyphs.ellipsis)", .muted)]
    } else if let prediction {
      lines = self.lines(prediction, width: width, scene)
    } else {
      lines = [Line("no service depends on it, so none is predicted to fail", .muted)]
    }
    if required.count > 0 {
      let seen = "\(required.failing) of \(required.count) that require it are down now"
      lines.append(Line("observed   ", .muted) + Line(seen, required.failing > 0 ? .down : .text))
    }
    return Section.box(
      "If it fails", lines + Array(repeating: Line(), count: max(0, 4 - lines.count)), scene.glyphs)
  }

  private func lines(_ prediction: RiskReport.Domain, width: Int, _ scene: Scene) -> [Line] {
    let share = prediction.blastRadius ?? 0
    let percent = prediction.blastRadius.map { "\(Format.percent($0)) of all weight" } ?? "nothing has weight"
    let room = (width >= 100 ? width * 42 / 100 : width) - 15
    return [
      Line("predicted  ", .muted)
        + Line("\(Format.count(prediction.services, "service fails", "services fail"))", .text, bold: true)
        + Line(", \(percent)", .text),
      Line("           ") + Bar.line(share, width: max(0, min(40, room)), .chartLow, scene.glyphs),
      Line(
        "           \(prediction.direct) depend on it directly, \(prediction.transitive) indirectly", .muted),
    ]
  }
}
