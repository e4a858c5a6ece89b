internal import Model
internal import Screen

extension Panel {
  static let names = Panel(
    id: "dns", title: "DNS", shortTitle: "DNS", area: .grid(priority: 2), defaultSort: "state",
    columns: [
      nameColumn,
      PanelColumn(
        sort: .state { $0.names[$1].standing.health }, filter: [.state { $0.names[$1].standing.health }]),
      PanelColumn(sort: .latency { $0.names[$1].checks }),
      PanelColumn(sort: .since { $0.names[$1].standing.since }),
    ],
    count: { $0.names.count },
    page: { .subject(.name($0.names[$1].id)) },
    isProblem: { $0.names[$1].standing.health.isProblem },
    worst: { Health.worst(of: $0.names.lazy.map(\.standing.health)) },
    empty: { _ in "No names are watched." },
    furtherColumns: { $0.resolverIDs.map(column) },
    table: namesTable)

  private static let nameColumn = PanelColumn(
    "  NAME", ColumnWidth(minimum: 12, ideal: 36, maximum: 60, priority: 0),
    sort: .name(or: ["domain"]) { $0.names[$1].id },
    filter: [
      .text("name") { $0.names[$1].id },
      FilterTerm("answer") { snapshot, row, test in
        snapshot.names[row].checks.contains { $0.last.map { test($0.outcome.rawValue) } ?? false }
      },
      // A name belongs to the provider of its region.
      FilterTerm("provider", match: .beginning) { snapshot, row, test in
        snapshot.names[row].region.map { test($0.description) } ?? false
      },
    ]
  ) { scene, row, width in
    let name = scene.snapshot.names[row]
    return scene.named(name.standing.health, name.id, width, cut: .host, page: .subject(.name(name.id)))
  }

  /// Orders by what one resolver answered: failures first, then the slowest.
  private static func column(of resolver: Resolver.ID) -> PanelColumn {
    PanelColumn(
      sort: .largest(resolver, note: "\(resolver): worst first") { snapshot, row in
        guard let last = snapshot.names[row].checks.first(where: { $0.resolverID == resolver })?.last else {
          return -1
        }
        let latency = min(last.latency?.inMilliseconds ?? 0, 1e8)
        return Double(last.outcome.health.severity) * 1e9 + latency
      })
  }

  /// A column per resolver if there is room for all of them: one left out might be the one that fails. Else
  /// the worst answer, and how many gave it.
  private static func namesTable(_ scene: Scene, _ width: Int) -> Table<Int> {
    let fixed = names.columns.compactMap { $0.drawn(in: scene) }
    let answers = scene.snapshot.resolverIDs.map { resolver in
      Column(resolver, answerWidth(resolver, scene), .right) { row, _ in scene.answer(of: resolver, to: row) }
    }
    var table = Table(fixed + answers)
    table.gap = 1
    let needed = answers.reduce(nameMinimum) { $0 + table.gap + $1.width.minimum }
    return needed <= width ? table : Table(fixed + [worstColumn(scene)])
  }

  /// Enough to tell endpoints of one kind in different regions apart.
  private static let nameMinimum = 20

  /// As wide as its widest answer among the names that can be seen.
  private static func answerWidth(_ resolver: Resolver.ID, _ scene: Scene) -> ColumnWidth {
    let shown = scene.state.listing.rows[.names].prefix(64)
    let needed = max(6, min(10, shown.map { scene.answer(of: resolver, to: $0).width }.max() ?? 0))
    let ideal = max(needed, min(10, TextWidth.of(resolver)))
    return ColumnWidth(minimum: needed, ideal: ideal, maximum: ideal + 2, priority: 1)
  }

  /// The worst answer, and how many resolvers gave it if there is room.
  private static func worstColumn(_ scene: Scene) -> Column<Int> {
    func severity(_ check: CheckState) -> Int { check.last?.outcome.health.severity ?? -1 }
    return Column("ANSWER", ColumnWidth(minimum: 12, ideal: 13, maximum: 16, priority: 1)) { row, width in
      let checks = scene.snapshot.names[row].checks
      let worst = checks.max { severity($0) < severity($1) }
      let word = scene.answer(worst)
      guard let outcome = worst?.last?.outcome, outcome.health != .ok else { return word }
      let same = checks.filter { $0.last?.outcome == outcome }.count
      let counted = word + Line(" \(same)/\(checks.count)", .muted)
      return counted.width <= width ? counted : word
    }
  }
}

extension Scene {
  fileprivate func answer(of resolver: Resolver.ID, to name: Int) -> Line {
    answer(snapshot.names[name].checks.first { $0.resolverID == resolver })
  }

  /// Latency of a success, else the outcome in a word.
  fileprivate func answer(_ check: CheckState?) -> Line {
    guard let check, let last = check.last else { return absent }
    if last.outcome == .ok { return latency(last.latency) }
    // A verdict may have turned what was observed into `unknown`; the word stays, its colour does not accuse.
    let role = check.standing.health == .unknown ? Role.unknown : last.outcome.health.role
    return Line(last.outcome.shortWord, role, bold: role == .down)
  }
}

extension CheckState {
  /// `nil` for a check that asks no resolver.
  var resolverID: Resolver.ID? {
    if case .dns(let probe) = check.probe { probe.resolver } else { nil }
  }
}

extension Snapshot {
  /// The resolvers that names are asked of, in the order in which they are configured.
  var resolverIDs: [Resolver.ID] {
    var seen: [Resolver.ID] = []
    for name in names {
      for check in name.checks {
        if let id = check.resolverID, !seen.contains(id) { seen.append(id) }
      }
    }
    return seen
  }
}
