internal import Model
internal import Screen

/// What is supposed to have failed, and what came of it. Nothing of it touches the live state.
struct Hypothesis: Sendable {
  /// The side that the arrow keys move in.
  enum Side: Hashable, Sendable {
    case choices, casualties

    var cursor: WritableKeyPath<Hypothesis, Cursor> { self == .choices ? \.choice : \.casualty }
  }

  /// Kilometres around a failed place that fail with it; 0: the place alone.
  static let radii = [0, 100, 250, 500, 1000, 2500, 5000]

  /// Failed by hand.
  private(set) var chosen: Set<DomainID> = []
  /// Which of `radii` holds around a chosen place.
  private(set) var reach: [DomainID: Int] = [:]
  /// `chosen`, and what stands within reach: the question that is asked.
  private(set) var failing: Set<DomainID> = []
  /// Failed by hand at some time: listed even where nobody else would look for them.
  private var asked: Set<DomainID> = []
  /// The kind of domain listed; `nil`: all but services.
  private(set) var kind: DomainID.Kind?
  /// What can be supposed, the largest blast radius first.
  private(set) var choices: [DomainID] = []
  private(set) var kinds: [DomainID.Kind] = []
  var side = Side.choices
  var choice = Cursor()
  var casualty = Cursor()
  /// The last answer; it may be that to an earlier question.
  private(set) var result: WhatIfResult?
  /// How many of those that would fall are down now.
  private(set) var downNow = 0

  /// True while the answer shown is not the one to the question asked.
  var isComputing: Bool { !failing.isEmpty && result?.failing != failing }

  mutating func toggle(_ id: DomainID, _ surroundings: Surroundings) {
    if chosen.remove(id) == nil { chosen.insert(id) } else { reach[id] = nil }
    asked.insert(id)
    expand(surroundings)
  }

  mutating func clear() {
    chosen = []
    reach = [:]
    failing = []
    result = nil
    casualty = Cursor()
  }

  /// Takes the place's failure further, or less far. Returns whether it has a place.
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

  mutating func take(_ answer: WhatIfResult, _ snapshot: Snapshot?) {
    guard answer.failing == failing else { return }
    result = answer
    if let snapshot { countDown(snapshot) }
  }

  /// The live state beside the hypothesis has changed.
  mutating func meet(_ snapshot: Snapshot, _ surroundings: Surroundings) {
    let chosen = selected
    list(snapshot, surroundings)
    if let chosen, let index = choices.firstIndex(of: chosen) { choice.index = index }
    countDown(snapshot)
  }

  private mutating func countDown(_ snapshot: Snapshot) {
    let fallen = result?.casualties.prefix { $0.fate == .falls } ?? []
    let services = snapshot.services
    downNow = fallen.count { fallen in
      // Read where it lies: half of a hundred thousand services may fall.
      guard services.indices.contains(fallen.position), services[fallen.position].service.id == fallen.id
      else {
        return snapshot.service(at: fallen.position, fallen.id)?.standing.health == .down
      }
      return services[fallen.position].standing.health == .down
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
    let unlisted = asked.subtracting(listed).filter { wanted == nil || $0.kind == wanted }
    choices = unlisted.sorted() + listed
  }

  /// The next kind of domain, or all of them again.
  mutating func turn(by step: Int) {
    let tabs: [DomainID.Kind?] = [nil] + kinds.map { $0 }
    let index = tabs.firstIndex(of: kind) ?? 0
    kind = tabs[(index + step + tabs.count) % tabs.count]
    choice = Cursor()
  }

  var selected: DomainID? { choices.indices.contains(choice.index) ? choices[choice.index] : nil }
}

extension Surroundings {
  /// Regions and other placed domains around one, itself included.
  func near(_ id: DomainID, within kilometres: Double) -> Set<DomainID> {
    guard let centre = domains[id]?.coordinates else { return [] }
    return Set(
      domains.values.filter { domain in
        domain.coordinates.map { $0.kilometres(to: centre) <= kilometres } ?? false
      }.map(\.id))
  }
}

extension Snapshot {
  /// A service that a background computation knows by its place in the order written.
  func service(at position: Int, _ id: Service.ID) -> ServiceState? {
    if services.indices.contains(position), services[position].id == id { return services[position] }
    return services.first { $0.id == id }
  }
}
