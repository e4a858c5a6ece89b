internal import Model
internal import Screen

/// The risk explorer: how concentrated each layer is, what every single failure takes, what to change.
enum RiskPage {
  /// Domains listed at most; all of them are in the panel and in exports.
  private static let domainLimit = 60

  static func sections(_ scene: Scene, width: Int) -> [Section] {
    guard let risk = scene.snapshot.risk else {
      return [Section.lines([Line("computing\(scene.glyphs.ellipsis)", .muted)], scene.glyphs)]
    }
    let advice = [recommendations(risk, scene)].compactMap { $0 }
    let head = headline(risk, scene, width: width)
    guard width >= 110 else {
      return [head, LayersSection.table(risk, scene), failures(risk, scene)] + advice
    }
    let layers = Section.stack(LayersSection.boxes(risk, scene))
    return [head, Section.beside(layers, failures(risk, scene), leftShare: 42)] + advice
  }

  // MARK: - Headline

  private static func headline(_ risk: RiskReport, _ scene: Scene, width: Int) -> Section {
    let unit = scene.state.surroundings.weightUnit?.string
    var lines: [Line] = []
    if let worst = risk.worst {
      lines.append(
        fact(
          "worst case",
          Line("\(worst.domain)", .text, bold: true)
            + Line(" takes \(Words.percent(worst.blastRadius)) of all weight", .text)))
    }
    if let loss = risk.expectedLoss {
      let method = loss.method == .exact ? "exact" : "between bounds"
      lines.append(
        fact(
          "expected",
          Line("\(Words.decimal(loss.weightHoursPerYear, places: 1)) a year", .text, bold: true)
            + Line("  \(unit.map { "hours times \($0)" } ?? "weight-hours")", .muted)))
      lines.append(
        fact(
          "",
          Line("\(Words.percent(loss.fraction, places: 3)) of all weight at any time", .text)
            + Line("  \(method)", .muted)))
    }
    let weight = "\(Words.weight(risk.weight))\(unit.map { " \($0)" } ?? "")"
    let services = Words.count(risk.services, "service", "services")
    lines.append(fact("all", Line("\(services), \(weight) together")))
    let caution =
      "Failures count as independent, but for the parents that domains share. Concentration indices alone mislead: a second required provider halves them and doubles the failures."
    lines += TextFit.wrap(caution, width: max(1, width - 2), limit: 3, scene.glyphs).map { Line($0, .muted) }
    return Section.lines(lines + [Line()], scene.glyphs)
  }

  private static func fact(_ label: String, _ line: Line) -> Line {
    Line(label.padding(to: 12), .muted) + line
  }

  // MARK: - Single failures

  private static func failures(_ risk: RiskReport, _ scene: Scene) -> Section {
    let rows = risk.domains.prefix(domainLimit)
    let more = risk.domains.count - rows.count
    let note = Line(
      Words.count(risk.domains.count, "domain", "domains") + (more > 0 ? ", the first \(rows.count)" : ""),
      .muted)
    return Section.box("If it falls", note: note, height: max(1, rows.count + 1), scene.glyphs) {
      frame, rect in
      table(scene).draw(&frame, rect, scene.glyphs, count: rows.count, top: 0, selected: nil) { rows[$0] }
      return rows.enumerated().map { index, row in
        let line = Rect(x: rect.x - 1, y: rect.y + 1 + index, width: rect.width + 2, height: 1)
        return Page.Link(rect: line, place: row.id.kind == .service ? .service(row.id.name) : .domain(row.id))
      }
    }
  }

  private static func table(_ scene: Scene) -> Table<RiskReport.Domain> {
    Table([
      Column("  DOMAIN", ColumnWidth(minimum: 16, ideal: 26, maximum: 44, priority: 0)) { domain, _ in
        scene.watched(domain.id)
      },
      Column("TAKES", ColumnWidth(5, priority: 1), .right) { domain, _ in
        domain.blastRadius.map { Line(Words.percent($0), .text, bold: true) } ?? scene.absent
      },
      Column("", ColumnWidth(minimum: 6, ideal: 12, maximum: 40, priority: 4)) { domain, width in
        Bar.line(domain.blastRadius ?? 0, width: width, Bar.role(of: domain.blastRadius ?? 0), scene.glyphs)
      },
      Column("WEIGHT", ColumnWidth(minimum: 7, ideal: 8, priority: 3), .right) { domain, _ in
        Line(Words.weight(domain.weight), .text)
      },
      Column("SERVICES", ColumnWidth(8, priority: 2), .right) { domain, _ in Line("\(domain.services)", .text)
      },
      Column("DIRECT", ColumnWidth(6, priority: 6), .right) { domain, _ in Line("\(domain.direct)", .muted) },
      Column("A YEAR", ColumnWidth(minimum: 9, ideal: 9, priority: 5), .right) { domain, _ in
        domain.unavailability.map { Line(Words.minutesAYear($0.probability), .text) } ?? scene.absent
      },
      Column("KNOWN BY", ColumnWidth(minimum: 10, ideal: 10, priority: 7)) { domain, _ in
        Line(domain.unavailability?.source.rawValue ?? "", .muted)
      },
    ])
  }

  // MARK: - What to do

  private static func recommendations(_ risk: RiskReport, _ scene: Scene) -> Section? {
    guard let all = risk.recommendations, !all.isEmpty else { return nil }
    return Section.box(
      "Do next", note: Line("what cuts most of the expected loss, and of the worst", .muted),
      height: all.count + 1, scene.glyphs
    ) { frame, rect in
      advice(risk, scene).draw(&frame, rect, scene.glyphs, count: all.count, top: 0, selected: nil) {
        all[$0]
      }
      return all.enumerated().map { index, advice in
        let line = Rect(x: rect.x - 1, y: rect.y + 1 + index, width: rect.width + 2, height: 1)
        return Page.Link(rect: line, place: .service(advice.service))
      }
    }
  }

  private static func advice(_ risk: RiskReport, _ scene: Scene) -> Table<RiskReport.Recommendation> {
    let names = scene.names(of: Set((risk.recommendations ?? []).map(\.service)))
    func cut(_ share: Double?) -> Line { share.map { Line(Words.percent($0), .ok) } ?? scene.absent }
    return Table([
      Column("SERVICE", ColumnWidth(minimum: 10, ideal: 14, maximum: 24, priority: 0)) { advice, width in
        Line(TextFit.end(names[advice.service] ?? "", to: width, scene.glyphs), .text, bold: true)
      },
      Column("CHANGE", ColumnWidth(minimum: 14, ideal: 30, maximum: 60, priority: 2)) { advice, _ in
        Line(advice.change.string)
      },
      Column("ADD", ColumnWidth(minimum: 14, ideal: 22, maximum: 30, priority: 1)) { advice, _ in
        Line("\(advice.add)", .accent)
      },
      Column("EXPECTED", ColumnWidth(8, priority: 3), .right) { advice, _ in
        cut(risk.expectedCut(by: advice))
      },
      Column("WORST", ColumnWidth(7, priority: 4), .right) { advice, _ in
        cut(risk.worstCut(by: advice))
      },
      Column("SHARES FATE WITH", ColumnWidth(minimum: 16, ideal: 20, maximum: 40, priority: 5)) { advice, _ in
        Line(advice.sharesFateWith.map(\.description).joined(separator: " "), .muted)
      },
    ])
  }
}

extension Words {
  /// Expected minutes in a year of 365 days, in the unit that fits: `53 min`, `8.8 h`.
  static func minutesAYear(_ probability: Double) -> String {
    guard probability.isFinite, probability >= 0 else { return "" }
    let minutes = min(probability, 1) * 525_600
    if minutes < 1 { return "\(decimal(minutes * 60, places: 0)) s" }
    if minutes < 120 { return "\(decimal(minutes, places: 0)) min" }
    if minutes < 2880 { return "\(decimal(minutes / 60, places: 1)) h" }
    return "\(decimal(minutes / 1440, places: 1)) days"
  }
}
