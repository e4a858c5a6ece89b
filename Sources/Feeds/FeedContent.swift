internal import JSON
package import Model

/// The events of one feed payload, filtered to the components that matter.
package struct FeedContent: Hashable, Sendable {
  /// Open ones first, then by age, the newest first.
  package let events: [FeedEvent]
  /// When the provider says that it made this payload; `nil` for the feeds that do not say.
  package let builtAt: Timestamp?
  /// What could not be interpreted. With any, the feed is `unknown` unless something worse is certain.
  package let doubts: [SafeText]

  package init(events: [FeedEvent], builtAt: Timestamp? = nil, doubts: [SafeText] = []) {
    self.events = events.sorted(by: Self.isShownBefore)
    self.builtAt = builtAt
    self.doubts = doubts
  }

  /// That of the worst open event; `ok` without one.
  package var health: Health {
    let open = events.filter { $0.closedAt == nil }.map(\.health)
    return Health.worst(of: [.ok] + open + (doubts.isEmpty ? [] : [.unknown]))
  }

  private static func isShownBefore(_ a: FeedEvent, _ b: FeedEvent) -> Bool {
    if (a.closedAt == nil) != (b.closedAt == nil) { return a.closedAt == nil }
    if a.openedAt != b.openedAt {
      return (a.openedAt?.nanoseconds ?? .min) > (b.openedAt?.nanoseconds ?? .min)
    }
    return a.id < b.id
  }
}

/// A parser's raw result: every event with the names it can be asked for by.
struct FeedReading {
  struct Notice {
    var event: FeedEvent
    /// Names and ids of components and groups it concerns; empty: the whole page.
    var components: ComponentNames = []
  }

  var notices: [Notice] = []
  /// Every component that the payload lists; `nil` for a feed that has no such list.
  var components: ComponentNames?
  var builtAt: Timestamp?
  var doubts: [SafeText] = []

  /// Whether something open accounts for a state of the whole page that is at least this bad. Planned
  /// maintenance, which may lie ahead, accounts for maintenance only.
  func explains(_ health: Health) -> Bool {
    notices.contains { $0.event.isOpen && $0.event.health.severity >= health.severity }
  }

  /// What concerns the components asked for: all if none is. One that the page does not list is a doubt,
  /// since a renamed component would look healthy for ever.
  func scoped(to wanted: [SafeText]) -> FeedContent {
    guard !wanted.isEmpty else {
      return FeedContent(events: notices.map(\.event), builtAt: builtAt, doubts: doubts)
    }
    let names = ComponentNames(wanted.map(\.string))
    let inScope = notices.filter { $0.components.isEmpty || !$0.components.isDisjoint(with: names) }
    let unlisted = wanted.filter { name in components.map { !$0.contains(name.string) } ?? false }
    return FeedContent(
      events: inScope.map(\.event), builtAt: builtAt,
      doubts: doubts + unlisted.map { "the page has no component \"\($0)\"" })
  }
}

/// What the open notices of a page say of each component, gathered once: a page may list thousands of both.
struct Explanations {
  private var severities: [String: Int] = [:]

  init(_ notices: [FeedReading.Notice]) {
    for notice in notices where notice.event.isOpen {
      for key in notice.components.keys {
        severities[key] = max(severities[key] ?? 0, notice.event.health.severity)
      }
    }
  }

  /// Whether something open accounts for a state of the component that is at least this bad.
  func cover(_ health: Health, of component: String) -> Bool {
    severities[ComponentNames.key(component)].map { $0 >= health.severity } ?? false
  }
}

/// Names of components, compared without case or white space at the ends.
struct ComponentNames: ExpressibleByArrayLiteral {
  private(set) var keys: Set<String>

  init(_ names: some Sequence<String>) { keys = Set(names.map(Self.key)).subtracting([""]) }
  init(arrayLiteral elements: String...) { self.init(elements) }

  var isEmpty: Bool { keys.isEmpty }
  func contains(_ name: String) -> Bool { keys.contains(Self.key(name)) }
  func isDisjoint(with other: ComponentNames) -> Bool { keys.isDisjoint(with: other.keys) }
  mutating func formUnion(_ other: ComponentNames) { keys.formUnion(other.keys) }

  fileprivate static func key(_ name: String) -> String { name.lowercased().trimmed }
}

extension FeedReport {
  /// What an understood payload says.
  package init(
    source: SafeText, content: FeedContent, at instant: Timestamp, provider: String? = nil,
    services: [Service.ID] = []
  ) {
    self.init(
      source: source, health: content.health, events: content.events, understoodAt: instant, seenAt: instant,
      reason: SafeText(content.doubts.map(\.string).joined(separator: "; ")), provider: provider,
      services: services)
  }
}

extension FeedEvent {
  /// The messages of an event, the newest first; those without words are left out.
  ///
  /// - Parameters:
  ///   - entries: in any order.
  ///   - key: under which each entry has its words.
  static func updates(
    _ entries: [JSON], _ key: String, at time: (JSON) -> Timestamp?
  ) -> [Update] {
    let dated = entries.map { (at: time($0), entry: $0) }
      .sorted { ($0.at ?? .distantPast) > ($1.at ?? .distantPast) }
    return dated.prefix(Update.limit).compactMap { at, entry in
      let text = PlainText.of(entry.text(key) ?? "")
      return text.isEmpty ? nil : Update(at: at, text: text)
    }
  }
}
