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

  /// Brings the states up to date; returns whether a check hangs on doubt about the link.
  mutating func update(at now: Timestamp, judge: Judge, feeds: [FeedState]?) -> Bool {
    var isDoubtful = false
    defer { reviewAt = isDoubtful ? now : judge.nextChange(of: records, in: service) }
    for (index, record) in records.enumerated() {
      let (standing, doubted) = judge.standing(of: record)
      isDoubtful = isDoubtful || doubted
      checks[index].standing = standing
      checks[index].last = record.last
      checks[index].trail = record.trail
      checks[index].p95 = record.latencies.quantile(0.95)
    }
    self.feeds = feeds
    var next = RollUp.standing(of: checks, before: standing, ifEmpty: "no check is configured")
    next = RollUp.standing(next, of: feeds ?? [], before: standing, hasChecks: !checks.isEmpty, at: now)
    if let service, judge.isInMaintenance(service.id) {
      let since = standing.health == .maintenance ? standing.since : now
      next = Standing(health: .maintenance, since: since, reason: "planned maintenance")
    }
    if case .name = subject { noteAgreement(&next) }
    standing = next
    return isDoubtful
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
