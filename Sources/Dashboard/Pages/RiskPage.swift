internal import Model
internal import Screen

/// The risk explorer: how concentrated each layer is, the impact of every single failure, what to change.
struct RiskPage: PageContent {
  /// Domains listed at most; all of them are in the panel and in exports.
  private static let domainLimit = 60

  var panel: Panel { .risk }
  func title(in snapshot: Snapshot) -> String { "Explorer" }

  func sections(_ scene: Scene, width: Int) -> [Section] {
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

  private func headline(_ risk: RiskReport, _ scene: Scene, width: Int) -> Section {
    let unit = scene.state.surroundings.weightUnit?.string
    var lines: [Line] = []
    if let worst = risk.worst {
      lines.append(
        fact(
          "worst case",
          Line("\(worst.domain)", .text, bold: true)
            + Line(" fails: \(Format.percent(worst.blastRadius)) of all weight is lost", .text)))
    }
    if let loss = risk.expectedLoss {
      let method = loss.method == .exact ? "exact" : "between bounds"
      lines.append(
        fact("expected loss", Line("\(Words.loss(loss.weightHoursPerYear, unit)) a year", .text, bold: true)))
      lines.append(
        fact(
          "",
          Line("\(Words.percent(loss.fraction, places: 3)) of all weight at any time", .text)
            + Line("  \(method)", .muted)))
    }
    let weight = "\(Words.weight(risk.weight))\(unit.map { " \($0)" } ?? "")"
    lines.append(
      fact("total", Line("\(Format.count(risk.services, "service", "services")), weight \(weight)")))
    let caution =
      "Domains are assumed to fail independently, except through the parents that they share. Concentration indices alone mislead: a second required provider halves them and doubles the failures."
    lines += TextFit.wrap(caution, width: max(1, width - 2), limit: 3, scene.glyphs).map { Line($0, .muted) }
    return Section.lines(lines + [Line()], scene.glyphs)
  }

  private func fact(_ label: String, _ line: Line) -> Line {
    Line(label.padding(to: 15), .muted) + line
  }

  // MARK: - Single failures

  private func failures(_ risk: RiskReport, _ scene: Scene) -> Section {
    let rows = Array(risk.domains.prefix(Self.domainLimit))
    let more = risk.domains.count - rows.count
    let note = Line(
      Format.count(risk.domains.count, "domain", "domains") + (more > 0 ? ", the first \(rows.count)" : ""),
      .muted)
    return Section.table("If it fails", note: note, { _ in table(scene) }, rows, scene.glyphs) {
      Page(of: $0.id)
    }
  }

  private func table(_ scene: Scene) -> Table<RiskReport.Domain> {
    Table([
      Column("  DOMAIN", ColumnWidth(minimum: 16, ideal: 26, maximum: 44, priority: 0)) { domain, _ in
        scene.watched(domain.id)
      },
      Column("IMPACT", ColumnWidth(6, priority: 1), .right) { domain, _ in
        domain.blastRadius.map { Line(Format.percent($0), .text, bold: true) } ?? scene.absent
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
      Column("DOWN PER YEAR", ColumnWidth(13, priority: 5), .right) { domain, _ in
        domain.unavailability.map { Line(Words.minutesAYear($0.probability), .text) } ?? scene.absent
      },
      Column("SOURCE", ColumnWidth(minimum: 10, ideal: 10, priority: 7)) { domain, _ in
        Line(domain.unavailability?.source.rawValue ?? "", .muted)
      },
    ])
  }

  // MARK: - What to do

  private func recommendations(_ risk: RiskReport, _ scene: Scene) -> Section? {
    guard let all = risk.recommendations, !all.isEmpty else { return nil }
    return Section.table(
      "Recommended changes", note: Line("largest cut of the expected loss first", .muted),
      { _ in advice(risk, scene) }, all, scene.glyphs
    ) { .subject(.service($0.service)) }
  }

  private func advice(_ risk: RiskReport, _ scene: Scene) -> Table<RiskReport.Recommendation> {
    let names = scene.names(of: Set((risk.recommendations ?? []).map(\.service)))
    func cut(_ share: Double?) -> Line { share.map { Line(Format.percent($0), .ok) } ?? scene.absent }
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
      Column("CUTS LOSS", ColumnWidth(9, priority: 3), .right) { advice, _ in
        cut(risk.expectedCut(by: advice))
      },
      Column("CUTS WORST", ColumnWidth(10, priority: 4), .right) { advice, _ in
        cut(risk.worstCut(by: advice))
      },
      Column("FAILS WITH", ColumnWidth(minimum: 16, ideal: 20, maximum: 40, priority: 5)) { advice, _ in
        Line(advice.sharesFateWith.map(\.description).joined(separator: " "), .muted)
      },
    ])
  }
}

extension Words {
  /// Weight times hours: `USD 296,000`, `411 point-hours`, `411 weight-hours`.
  static func loss(_ weightHours: Double, _ unit: String?) -> String {
    let number = Format.number(weightHours)
    guard let unit else { return "\(number) weight-hours" }
    if unit.hasSuffix(" per hour") { return "\(unit.dropLast(9)) \(number)" }
    return "\(number) \(unit.hasSuffix("s") ? String(unit.dropLast()) : unit)-hours"
  }

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
