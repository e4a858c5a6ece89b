internal import Model
internal import Screen

/// The regions on a map of the world, marked by their state; below it those that are unhealthy.
struct MapPage: PageContent {
  /// Regions listed below the map.
  private static let listLimit = 8
  /// In less room only the list is shown.
  private static let least = Size(width: 56, height: 12)

  var panel: Panel { .regions }
  func title(in snapshot: Snapshot) -> String { "World" }

  func sections(_ scene: Scene, width: Int) -> [Section] {
    let height = PageLayout(scene.state.navigation.size).body.height
    let problems = worst(scene)
    let list = list(problems, scene)
    let room = height - list.height
    guard width >= Self.least.width, room >= Self.least.height else { return [list] }
    return [map(problems, scene, height: room), list]
  }

  private func worst(_ scene: Scene) -> [RegionState] {
    let ordered = scene.snapshot.regions.enumerated().filter { $0.element.standing.health.isProblem }
      .sorted {
        let (a, b) = ($0.element.standing.health.severity, $1.element.standing.health.severity)
        return a != b ? a > b : $0.offset < $1.offset
      }
    return ordered.map(\.element)
  }

  // MARK: - Map

  private func map(_ problems: [RegionState], _ scene: Scene, height: Int) -> Section {
    let placed = scene.snapshot.regions.filter { scene.coordinates(of: $0) != nil }
    let count = scene.snapshot.regions.count
    let note =
      placed.count == count ? "\(count) regions" : "\(placed.count) of \(count) regions have coordinates"
    return Section.box("World", note: Line(note, .muted), height: height - 2, scene.glyphs) { frame, rect in
      let projection = Projection(rect)
      projection.drawCoasts(&frame, scene.glyphs)
      drawLabels(problems, placed, &frame, projection, scene)
      // The worst are drawn last, so that nothing hides them.
      for region in placed.sorted(by: { $0.standing.health.severity < $1.standing.health.severity }) {
        guard let place = scene.coordinates(of: region) else { continue }
        let (x, y) = projection.cell(place)
        let health = region.standing.health
        frame.put(
          String(health.mark(scene.glyphs)), x: x, y: y, Style(health.role, bold: health.isProblem),
          clip: rect)
      }
    }
  }

  /// Names beside the marks of unhealthy regions, as long as there is room: the worst first.
  private func drawLabels(
    _ problems: [RegionState], _ placed: [RegionState], _ frame: inout Frame, _ projection: Projection,
    _ scene: Scene
  ) {
    let rect = projection.rect
    var used = Set(placed.compactMap { scene.coordinates(of: $0) }.map { Spot(projection.cell($0)) })
    for region in problems.prefix(Self.listLimit) {
      guard let place = scene.coordinates(of: region) else { continue }
      let (x, y) = projection.cell(place)
      let text = " \(region.id.description) "
      let starts = [(x + 1, y), (x + 1, y + 1), (x + 1, y - 1), (x - text.count, y), (x - text.count, y + 1)]
      let found = starts.first { start in
        start.0 >= rect.x && start.0 + text.count <= rect.maxX && start.1 >= rect.y && start.1 < rect.maxY
          && !(0..<text.count).contains { used.contains(Spot((start.0 + $0, start.1))) }
      }
      guard let found else { continue }
      used.formUnion((0..<text.count).map { Spot((found.0 + $0, found.1)) })
      frame.put(text, x: found.0, y: found.1, Style(region.standing.health.role, bold: true), clip: rect)
    }
  }

  /// A cell of the map that is in use.
  private struct Spot: Hashable {
    let x, y: Int

    init(_ cell: (x: Int, y: Int)) { (x, y) = cell }
  }

  // MARK: - List

  private func list(_ problems: [RegionState], _ scene: Scene) -> Section {
    let shown = problems.prefix(Self.listLimit)
    let more = problems.count - shown.count
    let note = Line(more > 0 ? "and \(more) more" : "", .muted)
    guard !shown.isEmpty else {
      let calm =
        scene.snapshot.regions.isEmpty
        ? Line("no regions are configured", .muted)
        : Line("\(scene.glyphs.ok) ", .ok) + Line("every region is ok", .text)
      return Section.box("Unhealthy", [calm], scene.glyphs)
    }
    return Section.box(
      "Unhealthy", note: note, height: shown.count, links: shown.map { .subject(.region($0.id)) },
      scene.glyphs
    ) { frame, rect in
      for (index, region) in shown.enumerated() {
        frame.put(line(region, scene), x: rect.x, y: rect.y + index, width: rect.width, scene.glyphs)
      }
    }
  }

  private func line(_ region: RegionState, _ scene: Scene) -> Line {
    let standing = region.standing
    var line = standing.health.line(scene.glyphs)
    line.append(" \(region.id.description.padding(to: 21))", .text, bold: standing.health == .down)
    line.append(standing.health.rawValue.padding(to: 10), standing.health.role)
    line.append(region.domain.place.string.padding(to: 14), .muted)
    line.append((standing.since.map { Words.age(scene.now - $0) } ?? "").padding(to: 6), .text)
    line.append(standing.reason.string, .muted)
    return line
  }
}

/// Longitude and latitude to cells, in equal steps of both; the poles, where there are no regions, are left out.
struct Projection {
  let rect: Rect

  private static let west = -170.0, east = 180.0, north = 80.0, south = -56.0

  init(_ rect: Rect) { self.rect = rect }

  private func dot(longitude: Double, latitude: Double, _ width: Int, _ height: Int) -> (x: Int, y: Int) {
    func clamped(_ value: Double, _ bound: Double) -> Double {
      value.isFinite ? max(-bound, min(bound, value)) : 0
    }
    let x = (clamped(longitude, 180) - Self.west) / (Self.east - Self.west) * Double(max(0, width - 1))
    let y = (Self.north - clamped(latitude, 90)) / (Self.north - Self.south) * Double(max(0, height - 1))
    return (Int(x.rounded()), Int(y.rounded()))
  }

  /// The cell of a place; those beyond the edge are drawn on it.
  func cell(_ place: Coordinates) -> (x: Int, y: Int) {
    let (x, y) = dot(longitude: place.longitude, latitude: place.latitude, rect.width, rect.height)
    return (
      rect.x + max(0, min(x, rect.width - 1)), rect.y + max(0, min(y, rect.height - 1))
    )
  }

  func drawCoasts(_ frame: inout Frame, _ glyphs: Glyphs) {
    var canvas = BrailleCanvas(rect)
    for shore in Coastline.shores {
      let points = shore.map {
        dot(longitude: $0.longitude, latitude: $0.latitude, canvas.width, canvas.height)
      }
      for (a, b) in zip(points, points.dropFirst()) { canvas.line(from: a, to: b) }
    }
    canvas.draw(&frame, .border, glyphs)
  }
}

extension Scene {
  func coordinates(of region: RegionState) -> Coordinates? {
    region.domain.coordinates ?? state.surroundings.domains[region.id]?.coordinates
  }
}
