internal import Algorithms
package import Model

/// A scenario as a reel: every check of a plan is probed at its interval on virtual time, and meets what the
/// scenario says.
///
/// Regions, names and controls are probed at whole intervals from the beginning, so that a fault that begins
/// on one is seen at its first instant; services are spread over the interval.
package struct ScenarioReel: Reel {
  /// How soon a doubted check is probed again.
  private static let confirmation = Duration.seconds(2)
  /// How soon what is asked at once has answered.
  private static let promptness = Duration.seconds(1)
  /// How often a provider's page is looked at.
  private static let pollInterval = Duration.seconds(60)

  private struct Due: Comparable, Sendable {
    enum Kind: Hashable, Sendable {
      case probe, confirmation, poll
    }

    let at: Timestamp
    /// Which check or feed; also the order of what falls on one instant.
    let index: Int
    let kind: Kind

    static func < (a: Due, b: Due) -> Bool { (a.at, a.index) < (b.at, b.index) }
  }

  private let checks: [Check]
  private let anchors: [World.Anchor]
  private let numbers: [CheckID: Int]
  private var world: World
  private let synthesis: Synthesis
  private var queue = PriorityQueue<Due>()
  private var isConfirming: Set<Int> = []

  /// - Parameters:
  ///   - plan: what is watched, made ready by `Plan.rehearsing`.
  ///   - graph: the plan's, if it is compiled already.
  package init(_ scenario: Scenario, plan: Plan, graph: DependencyGraph? = nil, seed: UInt64 = 1) {
    let world = World(scenario: scenario, plan: plan, graph: graph, seed: seed)
    checks = plan.checks
    anchors = checks.map(world.anchor)
    numbers = Dictionary(checks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    synthesis = Synthesis(
      dice: Dice(seed: seed), vantage: plan.vantage.name.string, resolver: plan.resolvers.first?.id)
    self.world = world
    let begin = scenario.span.lowerBound
    for (index, check) in checks.enumerated() {
      queue.insert(Due(at: begin + offset(of: index, check), index: index, kind: .probe))
    }
    for index in scenario.feeds.indices {
      queue.insert(Due(at: begin, index: checks.count + index, kind: .poll))
    }
  }

  private func offset(of index: Int, _ check: Check) -> Duration {
    guard case .subject(.service) = check.purpose else { return .zero }
    let seconds = check.interval.inSeconds * Double(index) / Double(max(1, checks.count))
    return .seconds(Int64(seconds))
  }

  package var nextAt: Timestamp? {
    guard let due = queue.first, due.at <= world.scenario.span.upperBound else { return nil }
    return due.at
  }

  package mutating func next() -> ReelEvent? {
    guard nextAt != nil, let due = queue.popFirst() else { return nil }
    switch due.kind {
    case .probe:
      queue.insert(Due(at: due.at + checks[due.index].interval, index: due.index, kind: .probe))
      return .observation(observation(due.index, at: due.at))
    case .confirmation:
      isConfirming.remove(due.index)
      return .observation(observation(due.index, at: due.at))
    case .poll:
      queue.insert(Due(at: due.at + Self.pollInterval, index: due.index, kind: .poll))
      return .feed(world.scenario.feeds[due.index - checks.count].report(at: due.at))
    }
  }

  package mutating func confirm(_ check: CheckID, after instant: Timestamp) {
    guard let index = numbers[check], isConfirming.insert(index).inserted else { return }
    queue.insert(Due(at: instant + Self.confirmation, index: index, kind: .confirmation))
  }

  package mutating func ask(_ check: CheckID, at instant: Timestamp) {
    guard let index = numbers[check], isConfirming.insert(index).inserted else { return }
    queue.insert(Due(at: instant + Self.promptness, index: index, kind: .confirmation))
  }

  private mutating func observation(_ index: Int, at instant: Timestamp) -> Observation {
    let symptom = world.meeting(of: anchors[index], at: instant)
    return synthesis.observation(of: checks[index], meeting: symptom, at: instant)
  }
}

extension Scenario.Feed {
  /// What the page says at an instant: one event for each title, as last stated.
  func report(at instant: Timestamp) -> FeedReport {
    var events: [FeedEvent] = []
    for statement in statements.prefix(while: { $0.at <= instant }) {
      let index = events.firstIndex { $0.title == statement.title && $0.closedAt == nil }
      var event =
        index.map { events[$0] }
        ?? FeedEvent(
          id: "\(source) \(statement.at)", title: statement.title, health: statement.health,
          provider: provider, regions: statement.regions, openedAt: statement.at)
      event.health = statement.health
      event.text = statement.text
      event.updatedAt = statement.at
      event.closedAt = statement.health == .ok ? statement.at : nil
      event.updates.insert(FeedEvent.Update(at: statement.at, text: statement.text), at: 0)
      if let index { events[index] = event } else { events.append(event) }
    }
    let open = events.filter { $0.closedAt == nil }.map(\.health)
    return FeedReport(
      source: source, health: open.isEmpty ? .ok : Health.worst(of: open), events: events,
      understoodAt: instant, seenAt: instant, provider: provider)
  }
}
