internal import Model

/// How concentrated the risk is, the impact of each single failure, and the changes that help most.
struct RiskCharts {
  let risk: RiskReport
  let regions: [RegionState]

  private static let segments = 5
  private static let radii = 12
  private static let changes = 5

  var markup: Markup {
    Page.section(
      "Concentration risk",
      [
        losses,
        .element("div", ["class": "columns"], .element("div", [:], layers), .element("div", [:], blastRadii)),
        recommendations,
      ])
  }

  private var losses: Markup {
    let worst = risk.worst.map {
      "Worst single failure: \($0.domain), \(Format.percent($0.blastRadius)) of the total weight."
    }
    let expected = risk.expectedLoss.map {
      "Expected loss: \(Format.number($0.fraction * 100)) % of the total weight"
        + ($0.method == .exact ? "." : ", the middle of its bounds.")
    }
    let words = [worst, expected].compactMap(\.self).joined(separator: " ")
    return words.isEmpty ? .group([]) : .element("p", [:], Markup(words))
  }

  // MARK: - Layers

  private var layers: [Markup] {
    let reached = risk.layers.filter { $0.indices != nil && !$0.shares.isEmpty }
    return [.element("h3", [:], "Share of the weight")]
      + (reached.isEmpty ? [Page.empty("No service depends on any layer.")] : reached.map(layer))
  }

  private func layer(_ layer: RiskReport.Layer) -> Markup {
    let shown = layer.shares.prefix(Self.segments)
    let words = shown.prefix(3).map { "\($0.id.name) \(Format.percent($0.share))" }.joined(separator: " · ")
    let effective = layer.indices.map { Format.number($0.effective, digits: 2) } ?? "–"
    let coverage = layer.coverage < 0.995 ? ", known for \(Format.percent(layer.coverage)) of the weight" : ""
    var at = 0.0
    var segments: [Markup] = []
    for (index, share) in shown.enumerated() {
      segments.append(Self.segment(from: at, share, index))
      at += share.share
    }
    return .element(
      "div", ["class": "meter"],
      .element(
        "p", [:], .element("b", [:], Markup(layer.kind.rawValue)),
        .element("span", [:], "effective \(effective)\(coverage)")),
      .element(
        "svg", ["role": "img", "aria-label": "\(layer.kind.rawValue): \(words)", "height": "14"],
        [.element("rect", ["class": "track", "width": "100%", "height": "14"], [])] + segments),
      .element("p", ["class": "note"], Markup(words)))
  }

  private static func segment(from start: Double, _ share: RiskReport.Layer.Share, _ index: Int) -> Markup {
    .element(
      "rect",
      [
        "class": "share s\(index)", "x": "\(tenths(start))%",
        "width": "\(max(0, tenths(share.share) - 0.3))%",
        "height": "14",
      ], .element("title", [:], "\(share.id): \(Format.percent(share.share))"))
  }

  // MARK: - Blast radii

  private var blastRadii: [Markup] {
    let domains = risk.domains.filter { $0.services > 0 && $0.blastRadius != nil }.prefix(Self.radii)
    return [.element("h3", [:], "Impact of a single failure")]
      + (domains.isEmpty ? [Page.empty("No single failure takes a service down.")] : domains.map(radius))
  }

  private func radius(_ domain: RiskReport.Domain) -> Markup {
    let health = regions.first { $0.id == domain.id }?.standing.health
    let share = domain.blastRadius ?? 0
    let words = "\(Format.percent(share)), \(Format.count(domain.services, "service", "services"))"
    return .element(
      "div", ["class": "meter"],
      .element(
        "p", [:],
        .element("b", [:], Markup(domain.id.description), health.map { .badge($0) } ?? .group([])),
        .element("span", [:], Markup(words))),
      .element(
        "svg", ["role": "img", "aria-label": "\(domain.id): \(words)", "height": "10"],
        .element("rect", ["class": "track", "width": "100%", "height": "10"], []),
        .element(
          "rect", ["class": "share s0", "width": "\(Self.tenths(share))%", "height": "10", "rx": "2"], [])))
  }

  // MARK: - What helps

  private var recommendations: Markup {
    let changes = (risk.recommendations ?? []).prefix(Self.changes)
    guard !changes.isEmpty else { return .group([]) }
    return .group([
      .element("h3", [:], "Recommended changes"), .element("ol", ["class": "changes"], changes.map(item)),
    ])
  }

  private func item(_ change: RiskReport.Recommendation) -> Markup {
    let fate = change.sharesFateWith.map(\.description).joined(separator: ", ")
    let cuts = [("expected", risk.expectedCut(by: change)), ("worst", risk.worstCut(by: change))]
    let words = cuts.compactMap { name, share in
      share.flatMap { $0 > 0 ? "cuts \(Format.percent($0)) of the \(name) loss" : nil }
    }
    let shared = fate.isEmpty ? [] : ["still shares \(fate)"]
    let note = (words + shared).joined(separator: "; ")
    return .element(
      "li", [:], .element("b", [:], Markup(change.service)),
      ": \(change.change.string), on \(change.add.description)",
      .element("span", ["class": "note"], Markup(note)))
  }

  /// Percent to a tenth.
  private static func tenths(_ share: Double) -> Double { (share * 1000).rounded() / 10 }
}
