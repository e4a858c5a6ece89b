internal import Model

extension Snapshot {
  /// One self-contained page: no script and nothing from the network, both forbidden by its own content security
  /// policy; light or dark by the reader's system, and printable. Worst first.
  var html: String {
    Markup.element(
      "html", ["lang": "en"],
      Page.head(title: "Faultline: \(overall.rawValue), \(generatedAt.inUTC)"),
      .element(
        "body", [:], Page.banner(self), .element("main", [:], Page.sections(of: self)), Page.footer(self))
    ).document
  }
}

/// The frame of the page.
enum Page {
  fileprivate static func head(title: String) -> Markup {
    .element(
      "head", [:], .void("meta", ["charset": "utf-8"]),
      .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .void(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
        ]),
      .void("meta", ["name": "color-scheme", "content": "light dark"]),
      .element("title", [:], Markup(title)), .style(Stylesheet.text))
  }

  fileprivate static func banner(_ snapshot: Snapshot) -> Markup {
    let evidence = snapshot.vantage.evidence.map(\.string).joined(separator: "; ")
    let replay = snapshot.replay.map { source in
      Markup.element(
        "p", ["class": "replay"], .element("strong", [:], "Replay, not live data. "), Markup(source.detail))
    }
    return .element(
      "header", ["class": "banner \(snapshot.overall.rawValue)"],
      .element("p", ["class": "brand"], "Faultline"),
      .element(
        "h1", [:], .element("span", ["class": "mark", "aria-hidden": "true"], Markup(snapshot.overall.mark)),
        Markup(headline(snapshot))),
      .element(
        "p", ["class": "counts"],
        StateTables.worstFirst.filter { snapshot.counts[$0] > 0 }.map { health in
          .element("span", [:], .badge(health), .element("b", [:], "\(snapshot.counts[health])"))
        }),
      .element(
        "p", [:], .element("strong", [:], Markup(snapshot.vantage.verdict.sentence)),
        evidence.isEmpty ? .group([]) : ": \(evidence)", "."),
      .element(
        "p", ["class": "seen"],
        "Seen from \(snapshot.vantage.name.string) at \(snapshot.generatedAt.inUTC)."),
      replay ?? .group([]))
  }

  private static func headline(_ snapshot: Snapshot) -> String {
    let counts = snapshot.counts
    let all = Health.allCases.reduce(0) { $0 + counts[$1] }
    return switch snapshot.overall {
    case .down: "\(counts.down) of \(all) down"
    case .degraded: "\(counts.degraded) of \(all) degraded"
    case .unknown: "\(counts.unknown) of \(all) unknown"
    case .ok, .maintenance: "All \(all) ok"
    }
  }

  fileprivate static func sections(of snapshot: Snapshot) -> [Markup] {
    let now = snapshot.generatedAt
    return [
      section(
        "Incidents",
        snapshot.incidents.isEmpty
          ? [empty("No incidents.")]
          : snapshot.incidents.map {
            IncidentCard(incident: $0, now: now).markup
          }),
      WorldMap(snapshot.regions).markup.map { section("Map", [$0]) },
      snapshot.risk.map { RiskCharts(risk: $0, regions: snapshot.regions).markup },
      StateTables.regions(snapshot), StateTables.services(snapshot), StateTables.names(snapshot),
      StateTables.sources(snapshot),
    ].compactMap(\.self)
  }

  static func section(_ title: String, _ content: [Markup]) -> Markup {
    .element("section", [:], [.element("h2", [:], Markup(title))] + content)
  }

  static func empty(_ sentence: String) -> Markup { .element("p", ["class": "none"], Markup(sentence)) }

  fileprivate static func footer(_ snapshot: Snapshot) -> Markup {
    .element(
      "footer", [:],
      .element(
        "p", [:],
        """
        Last hour: a low bar is ok, half a bar degraded, a full bar down, a line unknown, a gap not probed. \
        Uptime counts degraded as up and leaves maintenance out; coverage is the share of time with data. \
        Impact: the share of the total weight that fails if this one thing fails.
        """))
  }
}
