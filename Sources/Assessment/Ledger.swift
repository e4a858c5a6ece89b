package import Model

/// Folds observations into health, verdict and incidents. Pure: time comes in with every call.
///
/// `fold` takes in what a probe found; `settle` applies the verdict and rolls up, and is called before a
/// snapshot is taken. Both have to be called from one place at a time (Monitor's queue).
package struct Ledger {
  /// How a run ends, which decides what one failure means.
  package enum Run: Equatable, Sendable {
    /// For ever: a live dashboard, an agent.
    case continuous
    /// Until every check is decided.
    case untilDecided
    /// So many observations of each check; one failure decides if it is one.
    case rounds(Int)
  }

  let plan: Plan
  let policy: HealthPolicy
  let run: Run
  private let positions: [CheckID: Position]
  private(set) var controlRecords: [CheckRecord]
  private var link: LinkEvidence
  private var brokenResolvers: Set<Resolver.ID> = []
  /// The present or last spell without a link, from the last success before it; its end is the first one after it.
  private var cut: (since: Timestamp?, until: Timestamp?) = (nil, nil)
  var vantage: VantageState
  private(set) var subjects: [SubjectRecord]
  private var dirty: Set<Int>
  private var feedReviewAt: Timestamp?
  private(set) var incidents: IncidentLog
  private(set) var feeds: FeedBook
  /// When the newest observation began; `nil` before the first.
  package private(set) var lastObservedAt: Timestamp?

  private struct Position {
    /// `nil` for a control.
    let subject: Int?
    let check: Int
  }

  /// - Parameters:
  ///   - graph: the plan's, if it is compiled already.
  ///   - feeds: the names of the feeds that will report.
  package init(
    plan: Plan, graph: DependencyGraph? = nil, run: Run = .continuous, feeds: [SafeText] = []
  ) {
    self.plan = plan
    self.feeds = FeedBook(expecting: feeds)
    self.run = run
    policy = Self.policy(plan.health, run)
    vantage = VantageState(name: plan.vantage.name, evidence: ["no probe has returned yet"])
    link = LinkEvidence(controls: plan.controls)
    controlRecords = plan.controls.map { CheckRecord(check: $0) }
    subjects = SubjectRecord.all(of: plan)
    dirty = Set(subjects.indices)
    incidents = IncidentLog(graph ?? DependencyGraph(of: plan), subjects: subjects)
    var positions: [CheckID: Position] = [:]
    for (index, control) in plan.controls.enumerated() {
      positions[control.id] = Position(subject: nil, check: index)
    }
    for (index, subject) in subjects.enumerated() {
      for (check, record) in subject.records.enumerated() {
        positions[record.check.id] = Position(subject: index, check: check)
      }
    }
    self.positions = positions
  }

  private static func policy(_ configured: HealthPolicy, _ run: Run) -> HealthPolicy {
    guard case .rounds(let rounds) = run, rounds < configured.fail.count else { return configured }
    var policy = configured
    policy.fail = .init(max(1, rounds), of: max(1, rounds))
    return policy
  }

  /// Takes in one observation. Returns the checks that deserve one confirmation probe.
  package mutating func fold(_ observation: Observation) -> [CheckID] {
    guard let position = positions[observation.check] else { return [] }
    lastObservedAt = max(lastObservedAt ?? observation.startedAt, observation.startedAt)
    let isOurs = observation.vantage == plan.vantage.name.string
    guard let subject = position.subject else {
      let check = controlRecords[position.check].check
      if isOurs { link.fold(observation, of: check) }
      let isFirst = controlRecords[position.check].fold(observation, policy: policy, isMasked: false)
      return isFirst && policy.fail.count > 1 ? [check.id] : []
    }
    let check = subjects[subject].records[position.check].check
    if isOurs { link.fold(observation, of: check) }
    let isMasked =
      run == .continuous && isOurs
      && (masks(observation.outcome, resolver: observation.resolver, of: check)
        || wasCutOff(observation, of: check))
    let isFirst = subjects[subject].records[position.check].fold(
      observation, policy: policy, isMasked: isMasked)
    dirty.insert(subject)
    return isFirst && policy.fail.count > 1 ? [check.id] : []
  }

  /// Takes in what a feed said.
  package mutating func fold(_ report: FeedReport) {
    feeds.fold(report)
    for event in report.events where event.health != .unknown {
      let firstSeen = feeds.firstSeen(event, of: report)
      incidents.noteFeed(
        provider: event.provider ?? report.provider ?? "", regions: event.regions,
        at: event.openedAt.map { min($0, firstSeen) } ?? firstSeen)
    }
    dirty.formUnion(subjects.indices)
  }

  /// Applies the verdict as of `now` and brings every standing up to date.
  ///
  /// Returns the controls that should be probed out of turn, because failures pile up and it is not clear
  /// whether the link is mine to blame.
  package mutating func settle(at now: Timestamp) -> [CheckID] {
    applyVerdict(at: now)
    if isReviewDue(of: feedReviewAt, at: now) { dirty.formUnion(subjects.indices) }
    feedReviewAt = feeds.nextChange(after: now)
    let judge = judge(at: now)
    var isDoubtful = false
    for index in subjects.indices where isDue(index, at: now) {
      let doubted = subjects[index].update(
        at: now, judge: judge, feeds: feedStates(of: subjects[index], at: now))
      isDoubtful = isDoubtful || doubted
      incidents.note(subjects[index].standing, of: index, at: lastObservedAt ?? now)
    }
    incidents.settle(at: now)
    dirty.removeAll(keepingCapacity: true)
    return isDoubtful ? plan.controls.map(\.id) : []
  }

  /// Takes up the incidents that were open before a restart: what still fails goes on in them, what is well
  /// ends them.
  package mutating func restore(open: [Incident]) { incidents.restore(open: open) }

  /// True if the passing of time alone may have changed a standing.
  package func isReviewDue(at now: Timestamp) -> Bool {
    isReviewDue(of: feedReviewAt, at: now) || subjects.contains { isReviewDue(of: $0.reviewAt, at: now) }
  }

  private func isReviewDue(of instant: Timestamp?, at now: Timestamp) -> Bool {
    instant.map { $0 <= now } ?? false
  }

  private func feedStates(of subject: SubjectRecord, at now: Timestamp) -> [FeedState]? {
    if case .region(let id) = subject.subject {
      return feeds.states(of: id, at: now) ?? silence(of: reference(for: id))
    }
    return subject.service.flatMap { service in
      feeds.state(of: service, at: now).map { [$0] } ?? silence(of: service.feed)
    }
  }

  private func reference(for region: DomainID) -> FeedReference? {
    plan.feeds.first { $0.kind.provider != nil && $0.kind.provider == region.provider?.description }
  }

  /// A feed that is listened to and has not spoken yet is not known, which is not the same as having none.
  private func silence(of feed: FeedReference?) -> [FeedState]? {
    guard feeds.isListening, let feed else { return nil }
    return [FeedState(source: SafeText(feed.kind.rawValue), health: .unknown, title: "no word yet")]
  }

  private func isDue(_ subject: Int, at now: Timestamp) -> Bool {
    dirty.contains(subject) || isReviewDue(of: subjects[subject].reviewAt, at: now)
  }

  /// True once the run's end has come; never for a continuous one.
  package var isFinished: Bool {
    let isDone: (CheckRecord) -> Bool
    switch run {
    case .continuous: return false
    case .untilDecided: isDone = \.isSettled
    case .rounds(let rounds): isDone = { $0.observations >= rounds }
    }
    return feeds.isComplete && controlRecords.allSatisfy(isDone)
      && subjects.allSatisfy { $0.records.allSatisfy(isDone) }
  }

  private mutating func applyVerdict(at now: Timestamp) {
    let verdict = link.vantage(named: plan.vantage.name, at: now)
    let broken = Set(link.brokenResolvers(at: now))
    let hasChanged = verdict.verdict != vantage.verdict || broken != brokenResolvers
    guard hasChanged else { return vantage = verdict }
    noteCut(from: vantage.verdict, to: verdict.verdict)
    vantage = verdict
    brokenResolvers = broken
    dirty.formUnion(subjects.indices)
    guard run == .continuous else { return }
    for index in subjects.indices {
      for check in subjects[index].records.indices {
        let record = subjects[index].records[check]
        guard let last = record.last, last.vantage == plan.vantage.name.string,
          masks(last.outcome, resolver: last.resolver, of: record.check)
        else { continue }
        let proof =
          verdict.verdict == .condition(.localLink)
          ? link.lastSuccess : last.resolver.flatMap { link.lastProofs[$0] }
        subjects[index].records[check].forgetFailures(since: proof)
      }
    }
  }

  private mutating func noteCut(from old: Verdict, to new: Verdict) {
    if new == .condition(.localLink) {
      cut = (link.lastSuccess, nil)
    } else if old == .condition(.localLink) {
      cut.until = link.lastSuccess
    }
  }

  /// True for the late word of a probe that set out while the link was cut and came home when it was back.
  private func wasCutOff(_ observation: Observation, of check: Check) -> Bool {
    guard let until = cut.until, observation.startedAt < until, observation.outcome.health == .down else {
      return false
    }
    return !check.isAlwaysTrusted && cut.since.map { $0 < observation.startedAt } ?? true
  }

  private func masks(_ outcome: Outcome, resolver: Resolver.ID?, of check: Check) -> Bool {
    mask.covers(outcome, resolver: resolver, of: check)
  }

  private var mask: VerdictMask {
    VerdictMask(verdict: vantage.verdict, brokenResolvers: brokenResolvers)
  }

  /// Holds no more than it asks for: a copy of the ledger in it would make the update of each subject copy all the
  /// others.
  private func judge(at now: Timestamp) -> Judge {
    let (mask, link, isContinuous) = (mask, link, run == .continuous)
    return Judge(
      policy: policy, now: now, isContinuous: isContinuous, vantage: plan.vantage.name.string,
      isMasked: { mask.covers($0.outcome, resolver: $0.resolver, of: $1) },
      isInDoubt: { isContinuous && link.isInDoubt(since: $0) }, maintenance: plan.maintenance)
  }
}

/// What a verdict on our own link explains away.
private struct VerdictMask {
  let verdict: Verdict
  let brokenResolvers: Set<Resolver.ID>

  /// True if the verdict explains the failure: it then says nothing about the target.
  func covers(_ outcome: Outcome, resolver: Resolver.ID?, of check: Check) -> Bool {
    guard outcome.health == .down, !check.isAlwaysTrusted else { return false }
    if verdict == .condition(.localLink) { return true }
    guard outcome.isDNS, let resolver else { return false }
    return brokenResolvers.contains(resolver)
  }
}
