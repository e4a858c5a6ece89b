/// The whole state at one instant, immutable: what the screen draws and what an export writes.
///
/// An optional that is `nil` is a fact that is not known, or whose engine is not there.
package struct Snapshot: Sendable, Equatable {
  /// Rises by one with each snapshot of a run.
  package var number: UInt64
  package var generatedAt: Timestamp
  package var vantage: VantageState
  package var overall: Health
  package var counts: HealthCounts
  package var regions: [RegionState]
  package var names: [NameState]
  package var services: [ServiceState]
  /// In the order of `Incident.isListed(before:)`.
  package var incidents: [Incident]
  /// `nil` until the first computation has come back.
  package var risk: RiskReport?
  /// The dependents of every domain that `risk` lists; empty as long as there is none.
  package var dependents: [DomainID: Dependents]
  package var sources: [SourceState]

  package init(
    number: UInt64, generatedAt: Timestamp, vantage: VantageState, overall: Health, counts: HealthCounts,
    regions: [RegionState] = [], names: [NameState] = [], services: [ServiceState] = [],
    incidents: [Incident] = [], risk: RiskReport? = nil, dependents: [DomainID: Dependents] = [:],
    sources: [SourceState] = []
  ) {
    self.number = number
    self.generatedAt = generatedAt
    self.vantage = vantage
    self.overall = overall
    self.counts = counts
    self.regions = regions
    self.names = names
    self.services = services
    self.incidents = incidents
    self.risk = risk
    self.dependents = dependents
    self.sources = sources
  }
}

extension Snapshot {
  /// What was played back, if it was a recording or a scenario; `nil` for what was seen.
  package var replay: SourceState? { sources.first { $0.id == SourceState.replay } }
}

package struct VantageState: Sendable, Equatable {
  package var name: SafeText
  package var verdict: Verdict
  /// What the verdict is based on, one sentence each; with conditions, the evidence of all that hold.
  package var evidence: [SafeText]
  /// The gravest first.
  package var conditions: [Condition]

  package init(
    name: SafeText, verdict: Verdict = .unclear, evidence: [SafeText] = [], conditions: [Condition] = []
  ) {
    self.name = name
    self.verdict = verdict
    self.evidence = evidence
    self.conditions = conditions
  }
}

/// Regions, names and services by health, each counted once.
package struct HealthCounts: Sendable, Equatable {
  package var ok = 0, degraded = 0, down = 0, unknown = 0, maintenance = 0

  package init() {}

  package mutating func add(_ health: Health) {
    switch health {
    case .ok: ok += 1
    case .degraded: degraded += 1
    case .down: down += 1
    case .unknown: unknown += 1
    case .maintenance: maintenance += 1
    }
  }

  package subscript(health: Health) -> Int {
    switch health {
    case .ok: ok
    case .degraded: degraded
    case .down: down
    case .unknown: unknown
    case .maintenance: maintenance
    }
  }
}

/// The health of a thing, since when, and why in one sentence.
package struct Standing: Sendable, Equatable {
  package var health: Health
  /// When this health began; `nil` if it was never decided.
  package var since: Timestamp?
  /// Empty when there is nothing to add to `ok`.
  package var reason: SafeText

  package init(health: Health = .unknown, since: Timestamp? = nil, reason: SafeText = "") {
    self.health = health
    self.since = since
    self.reason = reason
  }
}

package struct CheckState: Sendable, Equatable, Identifiable {
  package var check: Check
  package var standing: Standing
  /// The last observation; `nil` before the first.
  package var last: Observation?
  package var trail: Trail
  /// 95th percentile of the latency of recent successes; `nil` without any.
  package var p95: Duration?

  package var id: CheckID { check.id }

  package init(
    check: Check, standing: Standing = Standing(), last: Observation? = nil, trail: Trail = Trail(),
    p95: Duration? = nil
  ) {
    self.check = check
    self.standing = standing
    self.last = last
    self.trail = trail
    self.p95 = p95
  }
}

extension CheckState {
  /// The last hour of several checks seen as one, a slot for each of the trail: the worst health, the slowest
  /// success. An observation holds until the next one is due: a check that runs each minute has no gap in every
  /// other half minute.
  package static func lastHour(of checks: [CheckState], endingAt instant: Timestamp) -> [Trail.Slot?] {
    var merged = [Trail.Slot?](repeating: nil, count: Trail.slotCount)
    for state in checks {
      let due = (max(1, state.check.interval.nanoseconds) - 1) / Trail.slotWidth.nanoseconds
      let hold = Int(max(0, min(due, Int64(Trail.slotCount))))
      var held: (slot: Trail.Slot, left: Int)?
      for (index, slot) in state.trail.lastHour(endingAt: instant).enumerated() {
        if let slot {
          held = (slot, hold)
        } else if let last = held {
          held = last.left > 0 ? (last.slot, last.left - 1) : nil
        }
        guard let current = held?.slot else { continue }
        merged[index] = merged[index].map { Trail.merged($0, current) } ?? current
      }
    }
    return merged
  }
}

package struct RegionState: Sendable, Equatable, Identifiable {
  package var domain: FaultDomain
  package var standing: Standing
  package var checks: [CheckState]
  package var feeds: [FeedState]?
  /// `nil` until history has told it.
  package var uptime: Uptime?

  package var id: DomainID { domain.id }

  package init(
    domain: FaultDomain, standing: Standing = Standing(), checks: [CheckState] = [],
    feeds: [FeedState]? = nil, uptime: Uptime? = nil
  ) {
    self.domain = domain
    self.standing = standing
    self.checks = checks
    self.feeds = feeds
    self.uptime = uptime
  }
}

package struct NameState: Sendable, Equatable, Identifiable {
  package enum Agreement: String, Sendable { case agree, differ }

  /// The host name.
  package var id: String
  /// The region that it belongs to, as `RegionNames` finds it; `nil` for most names.
  package var region: DomainID?
  package var standing: Standing
  /// `nil` until two resolvers have answered.
  package var agreement: Agreement?
  /// One check per resolver.
  package var checks: [CheckState]
  /// `nil` until history has told it.
  package var uptime: Uptime?

  package init(
    id: String, region: DomainID? = nil, standing: Standing = Standing(), agreement: Agreement? = nil,
    checks: [CheckState] = [],
    uptime: Uptime? = nil
  ) {
    self.id = id
    self.region = region
    self.standing = standing
    self.agreement = agreement
    self.checks = checks
    self.uptime = uptime
  }
}

package struct ServiceState: Sendable, Equatable, Identifiable {
  package var service: Service
  package var standing: Standing
  package var checks: [CheckState]
  package var feed: FeedState?
  /// `nil` until history has told it.
  package var uptime: Uptime?

  package var id: Service.ID { service.id }

  package init(
    service: Service, standing: Standing = Standing(), checks: [CheckState] = [], feed: FeedState? = nil,
    uptime: Uptime? = nil
  ) {
    self.service = service
    self.standing = standing
    self.checks = checks
    self.feed = feed
    self.uptime = uptime
  }
}

/// What a provider's status feed reports of a thing.
package struct FeedState: Sendable, Equatable {
  /// Why there is nothing to go by.
  package enum Problem: Sendable, Equatable {
    case noDataYet
    /// The last reply that could be read is too old.
    case stale
    case unreadable(SafeText)
  }

  package var source: SafeText
  package var health: Health
  package var title: SafeText?
  /// `nil` while the feed can be used. Its health is `unknown` else.
  package var problem: Problem?
  package var updatedAt: Timestamp?
  package var url: SafeText?
  /// What concerns the thing: open events, the worst first, then those closed within a day.
  package var events: [FeedEvent]

  package init(
    source: SafeText, health: Health, title: SafeText? = nil, updatedAt: Timestamp? = nil,
    url: SafeText? = nil, events: [FeedEvent] = []
  ) {
    self.source = source
    self.health = health
    self.title = title
    self.updatedAt = updatedAt
    self.url = url
    self.events = events
  }

  /// A feed that there is nothing to go by.
  package init(source: SafeText, problem: Problem, updatedAt: Timestamp? = nil) {
    self.init(source: source, health: .unknown, title: problem.sentence, updatedAt: updatedAt)
    self.problem = problem
  }
}

extension FeedState.Problem {
  package var sentence: SafeText {
    switch self {
    case .noDataYet: "no data yet"
    case .stale: "NO SIGNAL"
    case .unreadable(let reason): reason
    }
  }
}

/// One input and its own freshness.
package struct SourceState: Sendable, Equatable, Identifiable {
  /// The one source of what was played back.
  package static let replay: SafeText = "replay"

  /// `probes`, `replay`, or a feed's name.
  package var id: SafeText
  package var health: Health
  /// Since its last word; `nil` before the first.
  package var age: Duration?
  package var detail: SafeText

  package init(id: SafeText, health: Health, age: Duration? = nil, detail: SafeText = "") {
    self.id = id
    self.health = health
    self.age = age
    self.detail = detail
  }
}

extension Snapshot {
  private static let keepers: Set<SafeText> = ["history", "recording"]

  /// What ought to be kept of this run and is not, or not in full: the history, a recording.
  package var lapses: [SourceState] { sources.filter { Self.keepers.contains($0.id) && $0.health != .ok } }
}
