internal import Model

/// A region, name or service with the records of its checks, and the states last drawn from them.
struct SubjectRecord {
  let subject: Subject
  /// `nil` but for a service.
  let service: Service?
  /// Of a name, the region that it belongs to.
  let region: DomainID?
  /// What it is called in an incident's title.
  let title: SafeText
  var records: [CheckRecord]
  private(set) var checks: [CheckState]
  private(set) var standing = Standing(reason: "waiting for the first probe")
  private(set) var agreement: NameState.Agreement?
  /// What the feeds say of it; `nil` if none speaks for it.
  private(set) var feeds: [FeedState]?
  /// When time alone may change the standing (it turns stale, a maintenance window begins); `nil`: never.
  private(set) var reviewAt: Timestamp?
  private(set) var details = IncidentLog.Details()
  /// How it is by its own checks; by its feed only where it has none. This is what incidents follow: a feed that comes
  /// late neither opens one nor prolongs it.
  private(set) var seen = Standing(reason: "waiting for the first probe")
  /// A check waits until questions about my own network are answered.
  private(set) var isPending = false
  /// The number of its first check among all of the plan; the others follow.
  var firstNumber = 0

  /// Regions, then names, then services, in the plan's order.
  static func all(of plan: Plan) -> [SubjectRecord] {
    let regions = RegionNames(of: plan)
    return plan.regions.map { SubjectRecord(.region($0.id), title: SafeText($0.id.description), $0.checks) }
      + plan.names.map {
        SubjectRecord(.name($0.id), title: SafeText($0.id), $0.checks, region: regions.region(in: $0.id))
      }
      + plan.services.map { SubjectRecord(.service($0.id), title: $0.name, $0.checks, service: $0) }
  }

  private init(
    _ subject: Subject, title: SafeText, _ checks: [Check], service: Service? = nil, region: DomainID? = nil
  ) {
    self.subject = subject
    self.service = service
    self.region = region
    self.title = title
    records = checks.map { CheckRecord(check: $0) }
    self.checks = checks.map { CheckState(check: $0) }
  }

  /// Brings the states up to date.
  mutating func update(at now: Timestamp, judge: Judge, feeds: [FeedState]?) {
    isPending = false
    defer { reviewAt = isPending ? now : judge.nextChange(of: records, in: service) }
    for (index, record) in records.enumerated() {
      let (standing, pending) = judge.standing(of: record, number: firstNumber + index)
      isPending = isPending || pending
      if standing.health == .down || standing.health == .degraded { records[index].clear() }
      checks[index].standing = standing
      checks[index].last = record.last
      checks[index].trail = record.trail
      checks[index].p95 = record.latencies.quantile(0.95)
    }
    self.feeds = feeds
    var next = RollUp.standing(of: checks, before: standing, ifEmpty: "no check is configured")
    let ours = next
    next = RollUp.standing(next, of: feeds ?? [], before: standing, hasChecks: !checks.isEmpty, at: now)
    if let service, judge.isInMaintenance(service.id) {
      let since = standing.health == .maintenance ? standing.since : now
      next = Standing(health: .maintenance, since: since, reason: "planned maintenance")
    }
    if case .name = subject { noteAgreement(&next) }
    standing = next
    seen = checks.isEmpty || feeds == nil || next.health == .maintenance ? next : ours
    observe(judge)
  }

  /// What incidents need to know beyond the standing.
  private mutating func observe(_ judge: Judge) {
    let failing = checks.filter { $0.standing.health == .down || $0.standing.health == .degraded }
    let worst = failing.max { $0.standing.health.severity < $1.standing.health.severity }
    let answering = failing.filter { $0.last?.health == .ok }
    details = IncidentLog.Details(
      kind: worst?.last.flatMap {
        $0.health == .ok ? nil : FailureKind($0.outcome, httpStatus: $0.httpStatus)
      },
      phrase: worst?.last.flatMap {
        $0.health == .ok ? nil : FailureKind.phrase($0.outcome, httpStatus: $0.httpStatus)
      },
      isRecovering: !failing.isEmpty && answering.count == failing.count,
      isAdmitted: feeds.flatMap { Self.admission(of: $0) }, maskedFor: mask(judge))
  }

  private static func admission(of feeds: [FeedState]) -> Bool? {
    let understood = feeds.filter { $0.health != .unknown }
    return understood.isEmpty ? nil : understood.contains { $0.health == .down || $0.health == .degraded }
  }

  private func mask(_ judge: Judge) -> IncidentLog.Mask? {
    for (index, record) in records.enumerated() where record.isMasked {
      guard let last = record.last, let condition = judge.explanation(firstNumber + index, last) else {
        continue
      }
      return IncidentLog.Mask(kind: condition.kind, since: condition.since)
    }
    return nil
  }

  /// Some resolvers answer while others say there is nothing: `dns-mismatch`. Different addresses are
  /// ordinary load balancing.
  private mutating func noteAgreement(_ standing: inout Standing) {
    let outcomes = checks.compactMap(\.last?.outcome).filter(\.provesResolver)
    let denying = outcomes.count { $0 == .dnsNoData || $0 == .dnsNXDomain }
    guard outcomes.count > 1 else {
      agreement = nil
      return
    }
    agreement = denying > 0 && denying < outcomes.count ? .differ : .agree
    guard agreement == .differ, standing.health != .unknown else { return }
    standing.reason = "\(denying) of \(outcomes.count) resolvers report no such record (dns-mismatch)"
  }
}
