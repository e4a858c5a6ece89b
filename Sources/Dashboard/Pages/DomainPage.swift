internal import Model
internal import Screen

/// A region, or any other fault domain: how it is, what stands on it, what falls if it falls.
enum DomainPage {
  static func sections(_ id: DomainID, _ scene: Scene, width: Int) -> [Section] {
    let dependents = DependentRows(of: id, in: scene.snapshot)
    let region = scene.snapshot.regions.first { $0.id == id }
    let impact = impact(id, dependents, scene)
    let standsOn = DependentsSection.make(dependents, scene)
    guard let region else {
      let facts = ContextSection.facts(of: id, scene, width: width)
      return [Section.lines(ContextSection.identity(of: id, scene), scene.glyphs)] + facts + [impact]
        + ContextSection.regions(of: id, scene) + [standsOn]
    }
    let testimony = scene.testimony(of: region)
    let facts = [about(region.domain), testimony.sentence(now: scene.now)]
    return [StandingSection.make(region.standing, facts, scene, width: width)]
      + [ChecksSection.make(region.checks, scene, width: width)]
      + ChartSections.make(region.checks, scene, width: width)
      + answers(scene.snapshot.names.filter { $0.region == id }, scene)
      + (width >= 100 ? [Section.beside(standsOn, impact, leftShare: 58)] : [impact, standsOn])
      + FeedSection.make(testimony, scene, width: width)
      + [UptimeSection.make(region.uptime, region.checks, scene, width: width)]
      + ContextSection.facts(of: id, scene, width: width)
  }

  /// `US East (N. Virginia) · N. Virginia · US`.
  private static func about(_ domain: FaultDomain) -> Line {
    let parts = [domain.name.string, domain.place.string, domain.country ?? ""].filter { !$0.isEmpty }
    return Line(parts.joined(separator: ", "), .muted)
  }

  /// What the resolvers say of the watched names that belong to the region.
  private static func answers(_ names: [NameState], _ scene: Scene) -> [Section] {
    guard !names.isEmpty else { return [] }
    return [
      Section.box("DNS answers", height: max(3, names.count + 1), scene.glyphs) { frame, rect in
        let rows = names.map { name in scene.snapshot.names.firstIndex { $0.id == name.id } }
        Panel.names.table(scene, width: rect.width).draw(
          &frame, rect, scene.glyphs, count: rows.count, top: 0, selected: nil
        ) { rows[$0] }
        return names.enumerated().map { index, name in
          let line = Rect(x: rect.x - 1, y: rect.y + 1 + index, width: rect.width + 2, height: 1)
          return Page.Link(rect: line, place: .name(name.id))
        }
      }
    ]
  }

  /// The blast radius as predicted, beside what is seen to fail.
  private static func impact(_ id: DomainID, _ dependents: DependentRows, _ scene: Scene) -> Section {
    let prediction = scene.snapshot.risk?.domains.first { $0.id == id }
    let required = dependents.required
    return Section.box("If it falls", height: 4, scene.glyphs) { frame, rect in
      var lines: [Line] = []
      if scene.snapshot.risk == nil {
        lines = [Line("computing\(scene.glyphs.ellipsis)", .muted)]
      } else if let prediction {
        lines = self.lines(prediction, width: rect.width, scene)
      } else {
        lines = [Line("nothing is predicted for it", .muted)]
      }
      if required.count > 0 {
        let seen = "\(required.failing) of \(required.count) that need it are down now"
        lines.append(Line("observed   ", .muted) + Line(seen, required.failing > 0 ? .down : .text))
      }
      for (row, line) in lines.prefix(rect.height).enumerated() {
        frame.put(line, x: rect.x, y: rect.y + row, width: rect.width, scene.glyphs)
      }
      return []
    }
  }

  private static func lines(_ prediction: RiskReport.Domain, width: Int, _ scene: Scene) -> [Line] {
    let share = prediction.blastRadius ?? 0
    let percent = prediction.blastRadius.map { "\(Words.percent($0)) of all weight" } ?? "nothing has weight"
    return [
      Line("predicted  ", .muted)
        + Line("\(Words.count(prediction.services, "service falls", "services fall"))", .text, bold: true)
        + Line(", \(percent)", .text),
      Line("           ") + Bar.line(share, width: max(0, min(40, width - 11)), .chartLow, scene.glyphs),
      Line("           \(prediction.direct) name it, \(prediction.transitive) reach it another way", .muted),
    ]
  }
}
