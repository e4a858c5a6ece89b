internal import Model
internal import Screen

/// Which domains are assumed to fail, and what would come of it. Nothing of it touches the live state.
struct WhatIf: Equatable, Sendable {
  /// The side that the arrow keys move in.
  enum Side: Hashable, Sendable {
    case choices, casualties

    var cursor: WritableKeyPath<WhatIf, Cursor> { self == .choices ? \.choice : \.casualty }
  }

  /// Kilometres around a failed region that fail with it; 0: the region alone.
  static let radii = [0, 100, 250, 500, 1000, 2500, 5000]

  /// Marked as failed by the user.
  private(set) var chosen: Set<DomainID> = []
  /// Which of `radii` holds around a chosen region.
  private(set) var reach: [DomainID: Int] = [:]
  /// `chosen`, and what lies within their radii: the question.
  private(set) var failing: Set<DomainID> = []
  /// Marked at some time: they stay in the list, even those that nothing depends on.
  private var marked: Set<DomainID> = []
  /// The kind of domain listed; `nil`: all but services.
  private(set) var kind: DomainID.Kind?
  /// What can be marked, the largest blast radius first.
  private(set) var choices: [DomainID] = []
  private(set) var kinds: [DomainID.Kind] = []
  var side = Side.choices
  var choice = Cursor()
  var casualty = Cursor()
  /// The last result; it may be that of an earlier question.
  private(set) var result: WhatIfResult?
  /// How many of those that would fail are down now.
  private(set) var downNow = 0

  /// True while the result shown is not that of the question.
  var isComputing: Bool { !failing.isEmpty && result?.failing != failing }

  mutating func toggle(_ id: DomainID, _ surroundings: Surroundings) {
    if chosen.remove(id) == nil { chosen.insert(id) } else { reach[id] = nil }
    marked.insert(id)
    expand(surroundings)
  }

  mutating func clear() {
    chosen = []
    reach = [:]
    failing = []
    result = nil
    casualty = Cursor()
  }

  /// Lets the failure reach further around a region, or less far. Returns whether its coordinates are known.
  mutating func widen(_ id: DomainID, by step: Int, _ surroundings: Surroundings) -> Bool {
    guard surroundings.domains[id]?.coordinates != nil else { return false }
    let next = max(0, min((reach[id] ?? 0) + step, Self.radii.count - 1))
    chosen.insert(id)
    reach[id] = next
    expand(surroundings)
    return true
  }

  private mutating func expand(_ surroundings: Surroundings) {
    failing = chosen
    for (id, index) in reach where index > 0 {
      failing.formUnion(surroundings.near(id, within: Double(Self.radii[index])))
    }
  }

  var reachesAround: Bool { reach.values.contains { $0 > 0 } }

  func kilometres(around id: DomainID) -> Int { reach[id].map { Self.radii[$0] } ?? 0 }

  /// A late result, of a question that has changed since, is dropped.
  mutating func show(_ newResult: WhatIfResult, _ snapshot: Snapshot?) {
    guard newResult.failing == failing else { return }
    result = newResult
    if let snapshot { countDown(snapshot) }
  }

  /// The live state beside it has changed.
  mutating func update(_ snapshot: Snapshot, _ surroundings: Surroundings) {
    let chosen = selected
    list(snapshot, surroundings)
    if let chosen, let index = choices.firstIndex(of: chosen) { choice.index = index }
    countDown(snapshot)
  }

  private mutating func countDown(_ snapshot: Snapshot) {
    let failed = result?.casualties.prefix { $0.fate == .falls } ?? []
    let services = snapshot.services
    downNow = failed.count { casualty in
      // Read where it lies: half of a hundred thousand services may fail.
      guard services.indices.contains(casualty.position),
        services[casualty.position].service.id == casualty.id
      else {
        return snapshot.service(at: casualty.position, casualty.id)?.standing.health == .down
      }
      return services[casualty.position].standing.health == .down
    }
  }

  // MARK: - Choices

  mutating func list(_ snapshot: Snapshot?, _ surroundings: Surroundings) {
    let reported = snapshot?.risk?.domains.map(\.id) ?? []
    let known = Set(reported)
    let others = surroundings.domains.keys.filter { !known.contains($0) }.sorted()
    let all = reported + others
    let present = Set(all.map(\.kind))
    kinds = DomainID.Kind.allCases.filter { present.contains($0) }
    if let kind, !kinds.contains(kind) { self.kind = nil }
    let wanted = kind
    let listed = all.filter { id in wanted == nil ? id.kind != .service : id.kind == wanted }
    let unlisted = marked.subtracting(listed).filter { wanted == nil || $0.kind == wanted }
    choices = unlisted.sorted() + listed
  }

  /// The next kind of domain, or all of them again.
  mutating func showNextKind(by step: Int) {
    let tabs: [DomainID.Kind?] = [nil] + kinds.map { $0 }
    let index = tabs.firstIndex(of: kind) ?? 0
    kind = tabs[(index + step + tabs.count) % tabs.count]
    choice = Cursor()
  }

  var selected: DomainID? { choices.indices.contains(choice.index) ? choices[choice.index] : nil }
}

extension Surroundings {
  /// Regions and other domains with coordinates around one, itself included.
  func near(_ id: DomainID, within kilometres: Double) -> Set<DomainID> {
    guard let centre = domains[id]?.coordinates else { return [] }
    return Set(
      domains.values.filter { domain in
        domain.coordinates.map { $0.kilometres(to: centre) <= kilometres } ?? false
      }.map(\.id))
  }
}

extension Snapshot {
  /// A service that a background computation knows by its position in the order written.
  func service(at position: Int, _ id: Service.ID) -> ServiceState? {
    if services.indices.contains(position), services[position].id == id { return services[position] }
    return services.first { $0.id == id }
  }
}
