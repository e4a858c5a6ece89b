internal import Model
internal import Screen

/// What panels and pages draw from: the state, the snapshot in it, and look-ups made once a frame.
struct Scene {
  let state: AppState
  let snapshot: Snapshot
  private let regionHealth: [DomainID: Health]

  /// `nil` before there is any snapshot.
  init?(_ state: AppState) {
    guard let snapshot = state.snapshot else { return nil }
    self.state = state
    self.snapshot = snapshot
    regionHealth = Dictionary(
      snapshot.regions.map { ($0.id, $0.standing.health) }, uniquingKeysWith: { first, _ in first })
  }

  var glyphs: Glyphs { state.glyphs }
  /// Ages in rows count to the snapshot's own time, so that nothing moves unless something was learnt.
  var now: Timestamp { snapshot.generatedAt }
  /// Before the first observation.
  var isWaiting: Bool { snapshot.number == 0 }

  /// `nil` for a domain that is not watched.
  func health(of domain: DomainID) -> Health? { regionHealth[domain] }

  /// The names of some services; what is not in the snapshot goes by its id.
  func names(of wanted: Set<Service.ID>) -> [Service.ID: String] {
    var missing = wanted
    var names = Dictionary(uniqueKeysWithValues: wanted.map { ($0, SafeText($0).string) })
    // Read where they lie, up to the last one wanted: this is done for each frame, of ten thousand services too.
    let services = snapshot.services
    for index in services.indices where missing.contains(services[index].service.id) {
      names[services[index].service.id] = services[index].service.name.string
      missing.remove(services[index].service.id)
      if missing.isEmpty { break }
    }
    return names
  }
}

extension Health {
  func mark(_ glyphs: Glyphs) -> Character {
    switch self {
    case .ok: glyphs.ok
    case .degraded: glyphs.degraded
    case .down: glyphs.down
    case .unknown: glyphs.unknown
    case .maintenance: glyphs.maintenance
    }
  }

  var role: Role {
    switch self {
    case .ok: .ok
    case .degraded: .degraded
    case .down: .down
    case .unknown: .unknown
    case .maintenance: .maintenance
    }
  }

  var isProblem: Bool { severity > 0 }

  /// The mark, in its colour.
  func line(_ glyphs: Glyphs) -> Line { Line(String(mark(glyphs)), role, bold: isProblem) }

  /// The word: coloured where something is wrong, muted where all is ok.
  var word: Line { self == .ok ? Line("ok", .muted) : Line(rawValue, role, bold: self == .down) }
}

/// Cells that several tables share.
extension Scene {
  /// Where a long name is cut: the part that tells it from its neighbours stays.
  enum Cut {
    case end, middle, host
  }

  /// Mark and name; bold where it is down, marked where it is muted.
  func named(
    _ health: Health, _ name: String, _ width: Int, cut: Cut = .end, page: Page? = nil
  ) -> Line {
    let mark = page.map(state.isMuted) ?? false ? Line(" \(glyphs.muted)", .muted) : Line()
    let room = max(0, width - 2 - mark.width)
    let text =
      switch cut {
      case .end: TextFit.end(name, to: room, glyphs)
      case .middle: TextFit.middle(name, to: room, glyphs)
      case .host: TextFit.host(name, to: room, glyphs)
      }
    return health.line(glyphs) + Line(" ") + Line(text, .text, bold: health == .down) + mark
  }

  func age(since instant: Timestamp?) -> Line {
    instant.map { Line(Words.age(now - $0), .text) } ?? absent
  }

  func latency(_ latency: Duration?) -> Line {
    latency.map { Line(Words.latency($0), .text) } ?? absent
  }

  var absent: Line { Line(String(glyphs.dash), .muted) }

  func lastHour(_ checks: [CheckState], _ width: Int) -> Line {
    Sparkline.line(Samples.lastHour(of: checks, endingAt: now), width: width, glyphs)
  }
}

enum Samples {
  static func lastHour(of checks: [CheckState], endingAt now: Timestamp) -> [Sample] {
    CheckState.lastHour(of: checks, endingAt: now).map(sample)
  }

  private static func sample(_ slot: Trail.Slot?) -> Sample {
    guard let slot else { return .gap }
    if slot.health == .down { return .failed }
    return slot.milliseconds.map { .value(Double($0)) } ?? .unknown
  }
}
