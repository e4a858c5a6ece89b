internal import Model
internal import Screen

/// Every check with its phases, the one that failed named, and what came instead of what was expected.
enum ChecksSection {
  private enum Row {
    case check(CheckState)
    /// A sentence under the check above it.
    case note(Line)
  }

  static func make(_ checks: [CheckState], _ scene: Scene, width: Int) -> Section {
    let rows = checks.flatMap { [Row.check($0)] + notes(on: $0, scene, width: width).map(Row.note) }
    return Section.box("Checks", height: max(1, rows.count + 1), scene.glyphs) { frame, rect in
      guard !checks.isEmpty else {
        return _ = frame.put("no checks are configured", x: rect.x, y: rect.y, Style(.muted), clip: rect)
      }
      let area = rows.count < 2 ? Rect(x: rect.x, y: rect.y, width: rect.width, height: 3) : rect
      table(scene).draw(
        &frame, area, scene.glyphs, count: rows.count, top: 0, selected: nil
      ) { rows[$0] }
      drawNotes(rows, &frame, rect, scene)
    }
  }

  private static func drawNotes(_ rows: [Row], _ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    for (index, row) in rows.enumerated() {
      guard case .note(let line) = row, index + 1 < rect.height else { continue }
      frame.put(line, x: rect.x + 2, y: rect.y + 1 + index, width: rect.width - 2, scene.glyphs)
    }
  }

  private static func notes(on check: CheckState, _ scene: Scene, width: Int) -> [Line] {
    var lines: [Line] = []
    if let last = check.last, last.outcome.health != .ok {
      var text = "\(last.outcome.wording) (\(last.outcome.rawValue))"
      if let phase = check.failedPhase { text = "failed in \(phase): \(text)" }
      if !last.detail.isEmpty { text += " \(scene.glyphs.dot) \(last.detail.string)" }
      let role = check.standing.health == .unknown ? Role.unknown : last.outcome.health.role
      lines += TextFit.wrap(text, width: max(1, width - 6), limit: 3, scene.glyphs).map { Line($0, role) }
    }
    if check.check.isUnverified {
      lines.append(Line("unverified endpoint: any HTTP reply counts as reachable", .muted))
    }
    return lines
  }

  private static func table(_ scene: Scene) -> Table<Row> {
    Table([
      column("  CHECK", ColumnWidth(minimum: 16, ideal: 34, maximum: 60, priority: 0)) { check, width in
        let health = check.standing.health
        let name = "\(check.check.probe.kind.rawValue) \(check.shownTarget)"
        return health.line(scene.glyphs) + Line(" " + TextFit.end(name, to: max(0, width - 2), scene.glyphs))
      },
      column("STATE", ColumnWidth(8, priority: 1)) { check, _ in check.standing.health.word },
      phase("DNS", .dns, scene), phase("CONNECT", .connect, scene), phase("TLS", .tls, scene),
      phase("1ST BYTE", .firstByte, scene),
      column("TOTAL", ColumnWidth(6, priority: 2), .right) { check, _ in
        scene.latency(check.last?.phases.total ?? check.last?.latency)
      },
      column("STATUS", ColumnWidth(6, priority: 4), .right) { check, _ in
        check.last?.httpStatus.map { Line("\($0)") } ?? scene.absent
      },
      column("ADDRESS", ColumnWidth(minimum: 10, ideal: 15, maximum: 39, priority: 5)) { check, _ in
        check.last?.address.map { Line($0.string, .muted) } ?? scene.absent
      },
      column("AGE", ColumnWidth(4, priority: 6), .right) { check, _ in
        scene.age(since: check.last?.startedAt)
      },
    ])
  }

  private static func column(
    _ title: String, _ width: ColumnWidth, _ alignment: Alignment = .left,
    _ cell: @escaping (CheckState, Int) -> Line
  ) -> Column<Row> {
    Column(title, width, alignment) { row, width in
      if case .check(let check) = row { cell(check, width) } else { Line() }
    }
  }

  /// The time a phase took; `×` in the phase that failed.
  private static func phase(_ title: String, _ phase: CheckState.Phase, _ scene: Scene) -> Column<Row> {
    column(title, ColumnWidth(max(6, title.count), priority: 3), .right) { check, _ in
      if check.failedPhase == phase { return Line("\(scene.glyphs.failed) fail", .down, bold: true) }
      return scene.latency(check.last?.phases[phase])
    }
  }
}

extension CheckState {
  enum Phase: String, CustomStringConvertible {
    case dns = "DNS"
    case connect
    case tls = "TLS"
    case firstByte = "first byte"
    case reply

    var description: String { rawValue }
  }

  /// The phase in which the last observation failed; `nil` if it did not.
  var failedPhase: Phase? {
    guard let outcome = last?.outcome, outcome.health == .down else { return nil }
    switch outcome {
    case .connectRefused, .connectTimeout, .unreachable: return .connect
    case .tlsUntrusted, .tlsExpired, .tlsHostname, .tlsHandshake: return .tls
    case .httpTimeout, .reset:
      // A reset or a stall belongs to the first phase that did not finish.
      let isTLS = last?.phases.connect != nil && last?.phases.tls == nil && isTLSExpected
      if last?.phases.connect == nil { return .connect }
      return isTLS ? .tls : .firstByte
    case .httpStatus, .httpBody, .httpProtocol, .unexpectedReply, .pingTimeout: return .reply
    default: return outcome.isDNS ? .dns : nil
    }
  }

  private var isTLSExpected: Bool {
    switch check.probe {
    case .http(let probe): probe.url.isTLS
    case .tls: true
    case .dns, .tcp, .ping: false
    }
  }
}

extension Phases {
  fileprivate subscript(phase: CheckState.Phase) -> Duration? {
    switch phase {
    case .dns: dns
    case .connect: connect
    case .tls: tls
    case .firstByte: firstByte
    case .reply: total
    }
  }
}
