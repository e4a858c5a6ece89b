internal import Model
internal import Screen

/// The services that stand on a domain: with no way around it or with one, and how they are now.
struct Dependents {
  struct Row {
    let state: ServiceState
    let dependence: Dependence
  }

  /// Worst first; of equal health the required ones first.
  let rows: [Row]

  /// Rows shown at most; a page is no list of ten thousand.
  static let limit = 100

  init(of domain: DomainID, in snapshot: Snapshot) {
    var finder = DependenceFinder(domain, in: snapshot)
    let listed = snapshot.regions.first { $0.id == domain }.map { Set($0.dependents.services) }
    var rows: [Row] = []
    for state in snapshot.services {
      let isListed = listed?.contains(state.id) ?? false
      guard isListed || finder.reaches(state.service) else { continue }
      rows.append(Row(state: state, dependence: finder.dependence(of: state.service)))
    }
    self.rows = rows.enumerated().sorted { a, b in
      let (first, second) = (a.element.rank, b.element.rank)
      return first != second ? first > second : a.offset < b.offset
    }.map(\.element)
  }

  /// What the model says must fall, and how many of those do fail.
  var required: (count: Int, failing: Int) {
    let required = rows.filter { $0.dependence == .required }
    return (required.count, required.filter { $0.state.standing.health == .down }.count)
  }
}

extension Dependents.Row {
  fileprivate var rank: Int { state.standing.health.severity * 2 + (dependence == .required ? 1 : 0) }
}

enum DependentsSection {
  static func make(_ dependents: Dependents, _ scene: Scene) -> Section {
    let rows = dependents.rows.prefix(Dependents.limit)
    let more = dependents.rows.count - rows.count
    let height = rows.isEmpty ? 1 : rows.count + 1 + (more > 0 ? 1 : 0)
    let count = Words.count(dependents.rows.count, "service", "services")
    return Section.box("Stands on it", note: Line(count, .muted), height: max(3, height), scene.glyphs) {
      frame, rect in
      guard !rows.isEmpty else {
        frame.put("no configured service needs it", x: rect.x, y: rect.y, Style(.muted), clip: rect)
        return []
      }
      table(scene).draw(&frame, rect, scene.glyphs, count: rows.count, top: 0, selected: nil) { rows[$0] }
      if more > 0 {
        frame.put("and \(more) more", x: rect.x + 2, y: rect.maxY - 1, Style(.muted), clip: rect)
      }
      return rows.enumerated().map { index, row in
        let line = Rect(x: rect.x - 1, y: rect.y + 1 + index, width: rect.width + 2, height: 1)
        return Page.Link(rect: line, place: .service(row.state.id))
      }
    }
  }

  private static func table(_ scene: Scene) -> Table<Dependents.Row> {
    Table([
      Column("  SERVICE", ColumnWidth(minimum: 12, ideal: 18, maximum: 30, priority: 0)) { row, width in
        scene.named(row.state.standing.health, row.state.service.name.string, width)
      },
      Column("STATE", ColumnWidth(minimum: 8, ideal: 8, priority: 1)) { row, _ in
        row.state.standing.health.word
      },
      Column("HOW", ColumnWidth(minimum: 8, ideal: 18, priority: 2)) { row, _ in
        Line(row.dependence.words, row.dependence == .required ? .text : .muted)
      },
      Column("SINCE", ColumnWidth(5, priority: 3), .right) { row, _ in
        row.state.standing.since.map { Line(Words.clock($0, now: scene.now)) } ?? scene.absent
      },
      Column("WEIGHT", ColumnWidth(6, priority: 4), .right) { row, _ in
        Line(Words.weight(row.state.service.weight), .muted)
      },
    ])
  }
}

extension Words {
  static func weight(_ weight: Double) -> String {
    weight == weight.rounded() ? decimal(weight, places: 0) : decimal(weight, places: 1)
  }
}
