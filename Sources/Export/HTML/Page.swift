internal import Model

extension Snapshot {
  /// One self-contained page: no script, nothing from the network, forbidden by its own policy; light and dark as
  /// the reader's system is, and printable. Worst first.
  var html: String {
    Markup.element(
      "html", ["lang": "en"],
      Page.head(title: "Faultline: \(overall.rawValue), \(Figures.instant(generatedAt))"),
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
        "p", ["class": "replay"], .element("strong", [:], "Replay, not seen. "), Markup(source.detail))
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
        "p", [:], .element("strong", [:], Markup(words(snapshot.vantage.verdict))),
        evidence.isEmpty ? .group([]) : ": \(evidence)", "."),
      .element(
        "p", ["class": "seen"],
        "Seen from \(snapshot.vantage.name.string) at \(Figures.instant(snapshot.generatedAt))."),
      replay ?? .group([]))
  }

  private static func headline(_ snapshot: Snapshot) -> String {
    let counts = snapshot.counts
    let all = Health.allCases.reduce(0) { $0 + counts[$1] }
    return switch snapshot.overall {
    case .down: "\(counts.down) of \(all) down"
    case .degraded: "\(counts.degraded) of \(all) degraded"
    case .unknown: "\(counts.unknown) of \(all) unknown"
    case .ok, .maintenance: "All \(all) well"
    }
  }

  /// Is it me or them?
  private static func words(_ verdict: Verdict) -> String {
    switch verdict {
    case .ok: "It is not my link"
    case .condition(.localLink): "It is my own link: nothing else can be judged"
    case .condition(.localResolver): "It is my own resolver: what it answers is not judged"
    case .condition(let kind): "The fault is on this side: \(kind.rawValue)"
    case .unclear: "Mine or theirs: that is not clear yet"
    }
  }

  fileprivate static func sections(of snapshot: Snapshot) -> [Markup] {
    let now = snapshot.generatedAt
    return [
      section(
        "Incidents",
        snapshot.incidents.isEmpty
          ? [empty("No incident.")]
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
        Blast radius: the share of all weight that falls if this one thing falls.
        """))
  }
}
