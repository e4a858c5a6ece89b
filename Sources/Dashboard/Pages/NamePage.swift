internal import Model
internal import Screen

/// A DNS name: what each resolver answers.
struct NamePage: PageContent {
  let name: String

  var panel: Panel { .names }
  func title(in snapshot: Snapshot) -> String { SafeText(name).string }
  func checks(in snapshot: Snapshot) -> [CheckState] { snapshot[.name(name)]?.checks ?? [] }

  func sections(_ scene: Scene, width: Int) -> [Section] {
    guard let state = scene.snapshot.names.first(where: { $0.id == name }) else {
      return [Section.lines([Line("no longer watched", .muted)], scene.glyphs)]
    }
    let facts = [agreement(state)]
    return [StandingSection.make(state.standing, facts, scene, width: width), answers(state, scene, width)]
      + (state.checks.first.map { [ChartSections.chart($0, scene)] } ?? [])
      + [UptimeSection.make(state.uptime, state.checks, scene, width: width)]
  }

  private func agreement(_ state: NameState) -> Line {
    switch state.agreement {
    case .agree: Line("all resolvers that answered agree", .muted)
    case .differ: Line("the resolvers differ", .degraded)
    case nil: Line("fewer than two resolvers have answered", .muted)
    }
  }

  private enum Row {
    case answer(CheckState)
    case note(String, Line)
  }

  private func answers(_ state: NameState, _ scene: Scene, _ width: Int) -> Section {
    let rows = state.checks.flatMap { [Row.answer($0)] + notes(on: $0, scene, width) }
    return Section.box("Answers", height: max(3, rows.count + 1), scene.glyphs) { frame, rect in
      table(scene).draw(&frame, rect, scene.glyphs, count: rows.count, top: 0, selected: nil) { rows[$0] }
      for (index, row) in rows.enumerated() {
        guard case .note(let label, let line) = row, index + 1 < rect.height else { continue }
        frame.put(
          Line("\(label) ", .muted) + line, x: rect.x + 2, y: rect.y + 1 + index, width: rect.width - 2,
          scene.glyphs)
      }
    }
  }

  /// The chain, the addresses, and the reason of a failure, each on lines of its own.
  private func notes(on check: CheckState, _ scene: Scene, _ width: Int) -> [Row] {
    guard let last = check.last else { return [] }
    func wrapped(_ label: String, _ text: String, _ role: Role) -> [Row] {
      let room = max(1, width - 8 - TextWidth.of(label))
      return TextFit.wrap(text, width: room, limit: 2, scene.glyphs).enumerated().map { index, line in
        .note(index == 0 ? label : String(repeating: " ", count: TextWidth.of(label)), Line(line, role))
      }
    }
    var rows: [Row] = []
    if let answer = last.answer {
      let arrow = " \(scene.glyphs.arrow) "
      if !answer.chain.isEmpty {
        rows += wrapped("CNAME", answer.chain.map(\.string).joined(separator: arrow), .muted)
      }
      if !answer.records.isEmpty {
        rows += wrapped("records", answer.records.map(\.string).joined(separator: "  "), .text)
      }
    }
    if last.outcome.health != .ok, !last.detail.isEmpty {
      rows += wrapped("error", last.detail.string, .text)
    }
    return rows
  }

  private func table(_ scene: Scene) -> Table<Row> {
    Table([
      column("  RESOLVER", ColumnWidth(minimum: 12, ideal: 18, maximum: 28, priority: 0)) { check, width in
        let id = check.resolverID ?? check.check.probe.target
        return scene.named(check.standing.health, SafeText(id).string, width)
      },
      column("OUTCOME", ColumnWidth(minimum: 9, ideal: 13, priority: 1)) { check, _ in
        guard let outcome = check.last?.outcome else { return Line("no data yet", .muted) }
        let health = check.standing.health == .unknown ? Health.unknown : outcome.health
        return outcome == .ok
          ? Line("ok", .muted) : Line(outcome.rawValue, health.role, bold: health == .down)
      },
      column("LATENCY", ColumnWidth(7, priority: 2), .right) { check, _ in
        scene.latency(check.last?.latency)
      },
      column("TTL", ColumnWidth(6, priority: 3), .right) { check, _ in
        check.last?.answer?.ttl.map { Line("\($0) s") } ?? scene.absent
      },
      column("AGE", ColumnWidth(4, priority: 4), .right) { check, _ in
        scene.age(since: check.last?.startedAt)
      },
      column("LAST HOUR", ColumnWidth(minimum: 9, ideal: 20, maximum: 60, priority: 5)) { check, width in
        scene.lastHour([check], width)
      },
    ])
  }

  private func column(
    _ title: String, _ width: ColumnWidth, _ alignment: Alignment = .left,
    _ cell: @escaping (CheckState, Int) -> Line
  ) -> Column<Row> {
    Column(title, width, alignment) { row, width in
      if case .answer(let check) = row { cell(check, width) } else { Line() }
    }
  }
}
