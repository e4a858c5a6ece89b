internal import Model
internal import Screen

enum NamesPanel {
  static func draw(_ frame: inout Frame, _ rect: Rect, _ scene: Scene) {
    let width = Box.content(of: rect).width
    PanelFrame(panel: .names, scene: scene).draw(
      table(scene, width), &frame, rect, empty: "No names are watched."
    ) { scene.snapshot.names.indices.contains($0) ? scene.snapshot.names[$0] : nil }
  }

  /// A column per resolver if there is room for all of them: one left out might be the one that fails. Else
  /// the worst answer, and how many gave it.
  static func table(_ scene: Scene, _ width: Int) -> Table<NameState> {
    let columns = resolvers(in: scene.snapshot).map { column(of: $0, scene) }
    var table = Table([nameColumn(scene)] + columns)
    table.gap = 1
    let needed = columns.reduce(nameMinimum) { $0 + table.gap + $1.width.minimum }
    return needed <= width ? table : Table([nameColumn(scene), worstColumn(scene)])
  }

  /// Enough to tell endpoints of one kind in different regions apart.
  private static let nameMinimum = 20

  private static func nameColumn(_ scene: Scene) -> Column<NameState> {
    Column("  NAME", ColumnWidth(minimum: 12, ideal: 36, maximum: 60, priority: 0)) { name, width in
      scene.named(name.standing.health, name.id, width, cut: .host, place: .name(name.id))
    }
  }

  /// As wide as its widest answer among the names that can be seen.
  private static func column(of resolver: Resolver.ID, _ scene: Scene) -> Column<NameState> {
    func answered(_ name: NameState) -> Line {
      answer(name.checks.first { resolverID($0) == resolver }, scene)
    }
    let names = scene.state.rows[.names].prefix(64).lazy.map { scene.snapshot.names[$0] }
    let needed = max(6, min(10, names.map { answered($0).width }.max() ?? 0))
    let ideal = max(needed, min(10, TextWidth.of(resolver)))
    let width = ColumnWidth(minimum: needed, ideal: ideal, maximum: ideal + 2, priority: 1)
    return Column(resolver, width, .right) { name, _ in answered(name) }
  }

  /// The worst answer, and how many resolvers gave it if there is room.
  private static func worstColumn(_ scene: Scene) -> Column<NameState> {
    Column("ANSWER", ColumnWidth(minimum: 12, ideal: 13, maximum: 16, priority: 1)) { name, width in
      let worst = name.checks.max { rank($0) < rank($1) }
      let word = answer(worst, scene)
      guard let outcome = worst?.last?.outcome, outcome.health != .ok else { return word }
      let same = name.checks.filter { $0.last?.outcome == outcome }.count
      let counted = word + Line(" \(same)/\(name.checks.count)", .muted)
      return counted.width <= width ? counted : word
    }
  }

  /// Latency of a success, else the outcome in a word.
  private static func answer(_ check: CheckState?, _ scene: Scene) -> Line {
    guard let check, let last = check.last else { return Line(String(scene.glyphs.dash), .muted) }
    if last.outcome == .ok { return scene.latency(last.latency) }
    // A verdict may have turned what was observed into `unknown`; the word stays, its colour does not accuse.
    let role = check.standing.health == .unknown ? Role.unknown : last.outcome.health.role
    return Line(last.outcome.shortWord, role, bold: role == .down)
  }

  private static func rank(_ check: CheckState) -> Int {
    check.last.map { $0.outcome.health.severity } ?? -1
  }

  static func resolverID(_ check: CheckState) -> Resolver.ID? {
    if case .dns(let probe) = check.check.probe { probe.resolver } else { nil }
  }

  /// In the order in which they are configured.
  static func resolvers(in snapshot: Snapshot) -> [Resolver.ID] {
    var seen: [Resolver.ID] = []
    for name in snapshot.names {
      for check in name.checks {
        if let id = resolverID(check), !seen.contains(id) { seen.append(id) }
      }
    }
    return seen
  }
}
