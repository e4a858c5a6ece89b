internal import Model
internal import Screen

/// The state of a thing, since when and why, and whether the fault is local: the first lines of every page.
enum StandingSection {
  static func make(_ standing: Standing, _ facts: [Line], _ scene: Scene, width: Int) -> Section {
    var lines = [headline(standing, scene)]
    lines += wrapped(standing.reason.string, .text, scene, width)
    lines += facts.flatMap { fact in fact.width <= width - 2 ? [fact] : wrapped(fact, scene, width) }
    lines += verdict(standing, scene, width)
    return Section.lines(lines + [Line()], scene.glyphs)
  }

  /// `■ down for 27 min, since 06:48:00Z`.
  private static func headline(_ standing: Standing, _ scene: Scene) -> Line {
    let health = standing.health
    var line = health.line(scene.glyphs) + Line(" \(health.rawValue)", health.role, bold: true)
    if let since = standing.since {
      line.append(" for \(Format.duration(scene.now - since))")
      line.append(", since \(scene.day(of: since))\(since.time)Z", .muted)
    } else {
      line.append(", \(scene.isWaiting ? "waiting for the first probe" : undecided(scene))", .muted)
    }
    return line
  }

  private static func undecided(_ scene: Scene) -> String {
    switch scene.snapshot.vantage.verdict {
    case .condition: "not judged: the fault is on your side"
    case .ok, .unclear: "not decided yet"
    }
  }

  /// Whether the fault is local. Asked only where something is wrong.
  private static func verdict(_ standing: Standing, _ scene: Scene, _ width: Int) -> [Line] {
    guard standing.health.isProblem, !scene.isWaiting else { return [] }
    let vantage = scene.snapshot.vantage
    let answer =
      switch vantage.verdict {
      case .ok: "no, your network is ok"
      case .condition(.localResolver) where standing.health != .unknown:
        "no, though your resolver fails too"
      case .condition(let kind): "yes, \(kind.words)"
      case .unclear: "not clear yet"
      }
    let evidence = vantage.evidence.map(\.string).joined(separator: "; ")
    let text = "is it me? \(answer)" + (evidence.isEmpty ? "" : ": \(evidence)")
    return wrapped(text, vantage.verdict == .ok ? .muted : .unknown, scene, width)
  }

  private static func wrapped(_ text: String, _ role: Role, _ scene: Scene, _ width: Int) -> [Line] {
    guard !text.isEmpty else { return [] }
    return TextFit.wrap(text, width: max(1, width - 2), limit: 4, scene.glyphs).map { Line($0, role) }
  }

  private static func wrapped(_ line: Line, _ scene: Scene, _ width: Int) -> [Line] {
    wrapped(line.text, line.spans.last?.style.role ?? .text, scene, width)
  }
}

extension Scene {
  /// The date in front of a time of day, where it is not the snapshot's own day.
  func day(of instant: Timestamp) -> String { instant.date == now.date ? "" : "\(instant.date) " }
}
