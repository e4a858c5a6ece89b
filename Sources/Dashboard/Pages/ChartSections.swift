internal import Model
internal import Screen

/// The latency of each check over the last hour.
enum ChartSections {
  /// Charts shown at most; the checks below them are all listed.
  private static let limit = 4

  static func make(_ checks: [CheckState], _ scene: Scene, width: Int) -> [Section] {
    let charts = checks.prefix(limit).map { chart($0, scene) }
    guard width >= 100, charts.count > 1 else { return Array(charts) }
    return stride(from: 0, to: charts.count, by: 2).map { index in
      let isLast = index + 1 == charts.count
      return isLast ? charts[index] : Section.beside(charts[index], charts[index + 1], leftShare: 50)
    }
  }

  static func chart(_ check: CheckState, _ scene: Scene) -> Section {
    let height = scene.state.navigation.size.height
    let rows = height >= 40 ? 9 : height >= 20 ? 6 : 4
    let title = "Last hour \(scene.glyphs.dot) \(check.check.probe.kind.rawValue) \(check.shownTarget)"
    let samples = Samples.lastHour(of: [check], endingAt: scene.now)
    let hasAnswers = samples.contains { if case .value = $0 { true } else { false } }
    let p95 = hasAnswers ? check.p95.map { "p95 \(Words.latency($0))" } ?? "" : ""
    return Section.box(title, note: Line(p95, .muted), height: rows, scene.glyphs) { frame, rect in
      draw(samples, &frame, rect, scene)
    }
  }

  private static func draw(_ samples: [Sample], _ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    guard samples.contains(where: { $0 != .gap }) else {
      frame.put("no data yet", x: rect.x, y: rect.y, Style(.muted), clip: rect)
      return
    }
    let times = [-3600, -1800, 0].map { String((scene.now + .seconds($0)).time.prefix(5)) }
    Chart(samples, times: times) { Words.latency(milliseconds: $0) }.draw(&frame, rect, scene.glyphs)
  }
}

extension CheckState {
  /// The target without what goes without saying.
  var shownTarget: String {
    let target = SafeText(check.probe.target).string
    return target.hasPrefix("https://") ? String(target.dropFirst(8)) : target
  }
}
