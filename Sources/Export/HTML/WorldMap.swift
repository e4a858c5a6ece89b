internal import Model

/// Regions on a world map in equirectangular projection; a shape and a colour show the health of each, and those
/// that are down or degraded are named.
struct WorldMap {
  /// A region on the map, in units of a degree: x to the east of 180° W, y to the south of 80° N.
  private struct Pin {
    let region: RegionState
    var x, y: Double

    var health: Health { region.standing.health }
  }

  /// At most so many names are drawn: more would hide the map.
  private static let nameLimit = 10
  private static let width = 360.0
  private static let height = 140.0

  private let pins: [Pin]
  /// How many regions have no known location.
  private let lost: Int

  init(_ regions: [RegionState]) {
    let placed = regions.compactMap { region in
      region.domain.coordinates.map { Pin(region: region, x: $0.longitude + 180, y: 80 - $0.latitude) }
    }
    pins = Self.spread(placed).sorted { $0.health.severity < $1.health.severity }
    lost = regions.count - placed.count
  }

  /// `nil` if no region's location is known.
  var markup: Markup? {
    guard !pins.isEmpty else { return nil }
    let failing = pins.filter { $0.health.severity > 0 }.count
    let summary = "World map of \(pins.count) regions, \(failing) of them not ok"
    return .group([
      .element(
        "svg", ["class": "map", "viewBox": "0 0 360 140", "role": "img", "aria-label": summary],
        .element("title", [:], "Map of the regions"), .element("desc", [:], Markup(summary)),
        Self.graticule, Self.land, .group(pins.map(Self.pin)), .group(names)),
      .element("p", ["class": "legend"], Health.reported.map { .badge($0) } + lostNote),
    ])
  }

  private var lostNote: [Markup] {
    lost == 0 ? [] : [.element("span", [:], "\(lost) without a known location")]
  }

  /// Regions of one city are drawn side by side.
  private static func spread(_ pins: [Pin]) -> [Pin] {
    let cities = Dictionary(grouping: pins) { "\(Int($0.x / 4)) \(Int($0.y / 4))" }
    return cities.keys.sorted().flatMap { key -> [Pin] in
      let city = cities[key] ?? []
      let y = city.map(\.y).reduce(0, +) / Double(max(1, city.count))
      let x = city.map(\.x).reduce(0, +) / Double(max(1, city.count))
      return city.enumerated().map { index, pin in
        var pin = pin
        pin.x = x + (Double(index) - Double(city.count - 1) / 2) * 4.6
        pin.y = y
        return pin
      }
    }
  }

  private static let graticule: Markup = .group(
    stride(from: 30.0, to: width, by: 30).map { line(x1: $0, y1: 0, x2: $0, y2: height) }
      + stride(from: 20.0, to: height, by: 30).map { line(x1: 0, y1: $0, x2: width, y2: $0) })

  private static func line(x1: Double, y1: Double, x2: Double, y2: Double) -> Markup {
    .element(
      "line", ["class": "graticule", "x1": text(x1), "y1": text(y1), "x2": text(x2), "y2": text(y2)], [])
  }

  private static let land: Markup = .path(
    "land", transform: "translate(180 80) scale(1 -1)", data: Coastline.path)

  private static func pin(_ pin: Pin) -> Markup {
    let (x, y) = (pin.x, pin.y)
    let place = pin.region.domain.place
    let where_ = place.isEmpty ? "" : ", \(place)"
    let title = "\(pin.region.id)\(where_): \(pin.health.rawValue)"
    let halo: Markup = pin.health == .down ? circle(x, y, 5, "halo down") : .group([])
    return .element(
      "g", ["class": "pin"], .element("title", [:], Markup(title)), halo, shape(pin.health, x, y))
  }

  private static func shape(_ health: Health, _ x: Double, _ y: Double) -> Markup {
    let kind = "shape \(health.rawValue)"
    return switch health {
    case .ok: circle(x, y, 1.7, kind)
    case .unknown: circle(x, y, 1.7, "hollow unknown")
    case .degraded: polygon([(x, y - 2.6), (x + 2.6, y + 2), (x - 2.6, y + 2)], kind)
    case .down: polygon([(x - 2, y - 2), (x + 2, y - 2), (x + 2, y + 2), (x - 2, y + 2)], kind)
    case .maintenance: polygon([(x, y - 2.4), (x + 2.4, y), (x, y + 2.4), (x - 2.4, y)], kind)
    }
  }

  private static func circle(_ x: Double, _ y: Double, _ r: Double, _ kind: String) -> Markup {
    .element("circle", ["class": kind, "cx": text(x), "cy": text(y), "r": text(r)], [])
  }

  private static func polygon(_ points: [(Double, Double)], _ kind: String) -> Markup {
    let list = points.map { "\(text($0.0)),\(text($0.1))" }.joined(separator: " ")
    return .element("polygon", ["class": kind, "points": list], [])
  }

  /// Regions that are down or degraded are named, the worst first; a name that would cover another or a region
  /// moves down, or is left out.
  private var names: [Markup] {
    var taken = pins.map { (x: ($0.x - 2)...($0.x + 2), y: $0.y) }
    return pins.filter { $0.health.severity > Health.unknown.severity }.reversed().prefix(Self.nameLimit)
      .compactMap { pin in
        let name = pin.region.id.description
        let length = Double(name.count) * 2.5
        let isLeft = pin.x + 6 + length > Self.width
        let span = isLeft ? (pin.x - 6 - length)...(pin.x - 6) : (pin.x + 6)...(pin.x + 6 + length)
        let free = stride(from: pin.y, to: pin.y + 16, by: 5).first { y in
          !taken.contains { abs($0.y - y) < 5 && $0.x.overlaps(span) }
        }
        guard let y = free else { return nil }
        taken.append((span, y))
        return .element(
          "text",
          [
            "class": "name", "x": Self.text(isLeft ? pin.x - 6 : pin.x + 6), "y": Self.text(y + 1.5),
            "text-anchor": isLeft ? "end" : "start",
          ], Markup(name))
      }
  }

  private static func text(_ value: Double) -> String { String((value * 10).rounded() / 10) }
}
