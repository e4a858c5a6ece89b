internal import Model

/// Puts the rows of one panel in order. Rows that compare equal keep the configured order.
struct RowOrder {
  private let snapshot: Snapshot
  private let panel: PanelID

  init(_ snapshot: Snapshot, _ panel: PanelID) {
    self.snapshot = snapshot
    self.panel = panel
  }

  /// Positions in the snapshot's array of the panel.
  func positions(_ order: Query.Order) -> [Int] {
    if let text = text(order.key) {
      return Self.sorted((0..<count).map { TextKey(text($0), $0) }, isReversed: order.isReversed)
    }
    // Incidents come newest first as they are.
    if panel == .incidents, order.key == .since {
      return order.isReversed ? (0..<count).reversed() : Array(0..<count)
    }
    let rank = rank(order.key)
    let keys = (0..<count).map { index in
      let value = rank(index)
      return RankKey(rank: value.isNaN ? -.infinity : value, index: index)
    }
    return Self.sorted(keys, isReversed: order.isReversed)
  }

  private var count: Int {
    switch panel {
    case .regions: snapshot.regions.count
    case .names: snapshot.names.count
    case .services: snapshot.services.count
    case .risk: snapshot.risk?.domains.count ?? 0
    case .incidents: snapshot.incidents.count
    }
  }

  private static func sorted(_ keys: [some RowKey], isReversed: Bool) -> [Int] {
    keys.sorted { $0.comes(before: $1, isReversed: isReversed) }.map(\.index)
  }
}

/// What a row is compared by; equal ones by their position, in both directions.
private protocol RowKey {
  var index: Int { get }
  func comes(before other: Self, isReversed: Bool) -> Bool
}

private struct RankKey: RowKey {
  /// The larger, the sooner.
  let rank: Double
  let index: Int

  func comes(before other: RankKey, isReversed: Bool) -> Bool {
    if rank == other.rank { return index < other.index }
    return (rank > other.rank) != isReversed
  }
}

/// Text by its first sixteen bytes, which nearly always decide, and then whole.
private struct TextKey: RowKey {
  private let head: (UInt64, UInt64)
  private let text: String
  let index: Int

  init(_ text: String, _ index: Int) {
    var words: (UInt64, UInt64) = (0, 0)
    var position = 0
    for byte in text.utf8.prefix(16) {
      let shifted = UInt64(byte) << UInt64(56 - position % 8 * 8)
      if position < 8 { words.0 |= shifted } else { words.1 |= shifted }
      position += 1
    }
    head = words
    self.text = text
    self.index = index
  }

  func comes(before other: TextKey, isReversed: Bool) -> Bool {
    if head.0 != other.head.0 { return (head.0 < other.head.0) != isReversed }
    if head.1 != other.head.1 { return (head.1 < other.head.1) != isReversed }
    if text == other.text { return index < other.index }
    return text.utf8.lexicographicallyPrecedes(other.text.utf8) != isReversed
  }
}

// MARK: - What is compared

extension RowOrder {
  /// `nil` for a column of numbers.
  private func text(_ key: SortKey) -> ((Int) -> String)? {
    switch (key, panel) {
    case (.name, .regions): { snapshot.regions[$0].id.description }
    case (.name, .names): { snapshot.names[$0].id }
    case (.name, .services): { snapshot.services[$0].service.name.string }
    case (.name, .risk): { snapshot.risk?.domains[$0].id.description ?? "" }
    case (.place, .regions): { snapshot.regions[$0].domain.place.string }
    case (.needs, .services): { snapshot.services[$0].service.needs.first?.firstDomain?.description ?? "" }
    case (.title, .incidents): { snapshot.incidents[$0].title.string }
    default: nil
    }
  }

  private func rank(_ key: SortKey) -> (Int) -> Double {
    switch key {
    case .state: state
    case .since: since
    case .latency: slowest
    case .lastHour: failures
    case .weight: weight
    case .services: { Double(snapshot.risk?.domains[$0].services ?? 0) }
    case .duration:
      { index in
        let incident = snapshot.incidents[index]
        return ((incident.closedAt ?? snapshot.generatedAt) - incident.openedAt).inMilliseconds
      }
    case .answer(let resolver): { answer(snapshot.names[$0], resolver) }
    case .name, .place, .needs, .title: { _ in 0 }
    }
  }

  /// Reads nothing but the health: ten thousand rows are ordered at each snapshot.
  private var state: (Int) -> Double {
    switch panel {
    case .regions: { Double(snapshot.regions[$0].standing.health.severity) }
    case .names: { Double(snapshot.names[$0].standing.health.severity) }
    case .services: { Double(snapshot.services[$0].standing.health.severity) }
    case .incidents: { Double(snapshot.incidents[$0].health.severity) }
    case .risk: watched
    }
  }

  /// Domains that are watched, by their health, before those that are not.
  private var watched: (Int) -> Double {
    let healths = Dictionary(
      snapshot.regions.map { ($0.id, $0.standing.health) }, uniquingKeysWith: { first, _ in first })
    return { index in
      snapshot.risk.flatMap { healths[$0.domains[index].id] }.map { Double($0.severity) } ?? -1
    }
  }

  private var since: (Int) -> Double {
    func rank(_ instant: Timestamp?) -> Double { instant.map { Double($0.nanoseconds) } ?? -.infinity }
    return switch panel {
    case .regions: { rank(snapshot.regions[$0].standing.since) }
    case .names: { rank(snapshot.names[$0].standing.since) }
    case .services: { rank(snapshot.services[$0].standing.since) }
    case .risk, .incidents: { _ in -.infinity }
    }
  }

  private func weight(_ index: Int) -> Double {
    switch panel {
    case .regions: snapshot.regions[index].dependents.weightShare ?? -1
    case .services: snapshot.services[index].service.weight
    case .risk: snapshot.risk?.domains[index].blastRadius ?? -1
    case .names, .incidents: -1
    }
  }

  private var slowest: (Int) -> Double {
    checks { all, check in
      all[check].standing.health == .down ? -1 : all[check].p95?.inMilliseconds ?? -1
    }
  }

  /// Slots of the last hour in which something failed.
  private var failures: (Int) -> Double {
    let now = snapshot.generatedAt
    return checks { all, check in Double(all[check].trail.failures(inHourEndingAt: now)) }
  }

  /// The most that `value` says of a check of a row. Checks are read where they lie: one taken out of its array
  /// is a copy of all that it holds.
  private func checks(_ value: @escaping (_ all: [CheckState], _ check: Int) -> Double) -> (Int) -> Double {
    func most(_ all: [CheckState]) -> Double {
      var most = -1.0
      for check in all.indices { most = max(most, value(all, check)) }
      return most
    }
    return switch panel {
    case .regions: { most(snapshot.regions[$0].checks) }
    case .names: { most(snapshot.names[$0].checks) }
    case .services: { most(snapshot.services[$0].checks) }
    case .risk, .incidents: { _ in -1 }
    }
  }

  private func answer(_ name: NameState, _ resolver: Resolver.ID) -> Double {
    guard let last = name.checks.first(where: { NamesPanel.resolverID($0) == resolver })?.last else {
      return -1
    }
    let latency = min(last.latency?.inMilliseconds ?? 0, 1e8)
    return Double(last.outcome.health.severity) * 1e9 + latency
  }
}
