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
  private var nearSide: NearSide
  /// Conditions that hold, and those that ended lately: a probe may come home after its condition has ended.
  private var spells: [ConditionSpell] = []
  /// When each control or question was last asked for out of turn, by number.
  private var askedAt: [Int: Timestamp] = [:]
  var vantage: VantageState
  private(set) var subjects: [SubjectRecord]
  private var dirty: Set<Int>
  private var feedReviewAt: Timestamp?
  private(set) var incidents: IncidentLog
  private(set) var feeds: FeedBook
  /// When the newest observation began; `nil` before the first.
  package private(set) var lastObservedAt: Timestamp?

  private struct Position {
    /// Among all checks.
    let number: Int
    /// `nil` for a control.
    let subject: Int?
    /// Among those of the subject, or among the controls.
    let check: Int
  }

  /// - Parameters:
  ///   - graph: the plan's, if it is compiled already.
  ///   - feeds: the names of the feeds that will report.
  ///   - unusedProxyVariable: the environment variable that names a proxy while the plan names none.
  package init(
    plan: Plan, graph: DependencyGraph? = nil, run: Run = .continuous, feeds: [SafeText] = [],
    unusedProxyVariable: String? = nil
  ) {
    self.plan = plan
    self.feeds = FeedBook(expecting: feeds)
    self.run = run
    policy = Self.policy(plan.health, run)
    vantage = VantageState(name: plan.vantage.name, evidence: ["no probe has returned yet"])
    var subjects = SubjectRecord.all(of: plan)
    let controls = plan.checks.filter { $0.purpose == .control }
    var positions: [CheckID: Position] = [:]
    var checks: [Check] = []
    for (index, control) in controls.enumerated() {
      positions[control.id] = Position(number: checks.count, subject: nil, check: index)
      checks.append(control)
    }
    for index in subjects.indices {
      subjects[index].firstNumber = checks.count
      for (check, record) in subjects[index].records.enumerated() {
        positions[record.check.id] = Position(number: checks.count, subject: index, check: check)
        checks.append(record.check)
      }
    }
    controlRecords = controls.map { CheckRecord(check: $0) }
    nearSide = NearSide(checks: checks, unusedProxyVariable: unusedProxyVariable)
    dirty = Set(subjects.indices)
    incidents = IncidentLog(graph ?? DependencyGraph(of: plan), subjects: subjects)
    self.subjects = subjects
    self.positions = positions
  }

  private static func policy(_ configured: HealthPolicy, _ run: Run) -> HealthPolicy {
    guard case .rounds(let rounds) = run, rounds < configured.fail.count else { return configured }
    var policy = configured
    policy.fail = .init(max(1, rounds), of: max(1, rounds))
    return policy
  }

  /// Takes in one observation, and returns what should be probed out of turn because of it.
  package mutating func fold(_ observation: Observation, at now: Timestamp) -> [ProbeRequest] {
    guard let position = positions[observation.check] else { return [] }
    lastObservedAt = max(lastObservedAt ?? observation.startedAt, observation.startedAt)
    let (isFirst, record) = add(observation, at: position)
    var requests: [ProbeRequest] = isFirst && policy.fail.count > 1 ? [.confirm(observation.check)] : []
    guard isOurs(observation), let judged = record.last else { return requests }
    nearSide.fold(judged, of: position.number)
    if !record.isCleared { requests += questions(about: position.number) }
    return requests
  }

  private mutating func add(_ observation: Observation, at position: Position) -> (isFirst: Bool, CheckRecord)
  {
    guard let subject = position.subject else {
      let isFirst = controlRecords[position.check].fold(observation, policy: policy)
      return (isFirst, controlRecords[position.check])
    }
    dirty.insert(subject)
    let isFirst = subjects[subject].records[position.check].fold(observation, policy: policy)
    maskIfExplained(position.check, of: subject)
    return (isFirst, subjects[subject].records[position.check])
  }

  /// At once: before the next settling, a later observation may have taken the place of this one.
  private mutating func maskIfExplained(_ check: Int, of subject: Int) {
    guard !spells.isEmpty, let last = subjects[subject].records[check].last, isOurs(last) else { return }
    let target = nearSide.targets[subjects[subject].firstNumber + check]
    guard let spell = spells.first(where: { $0.explains(last, of: target) }) else { return }
    subjects[subject].records[check].mask(since: spell.condition.since)
  }

  private func isOurs(_ observation: Observation) -> Bool { observation.vantage == plan.vantage.name.string }

  /// The controls and resolvers to ask at once, since a failure could be mine; none that has been asked for already.
  private mutating func questions(about number: Int) -> [ProbeRequest] {
    guard let failedAt = nearSide.evidence[number]?.startedAt else { return [] }
    return nearSide.pendingQuestions(about: number).compactMap { question in
      if let asked = askedAt[question], asked + NearSide.simultaneous >= failedAt { return nil }
      askedAt[question] = failedAt
      return controlID(question).map(ProbeRequest.ask)
    }
  }

  private func controlID(_ number: Int) -> CheckID? {
    controlRecords.indices.contains(number) ? controlRecords[number].check.id : nil
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

  /// Infers the conditions on my side as of `now` and brings every standing up to date.
  ///
  /// Returns what should be probed out of turn: what could not be seen under a condition that has ended.
  package mutating func settle(at now: Timestamp) -> [ProbeRequest] {
    updateConditions(at: now)
    if isReviewDue(of: feedReviewAt, at: now) { dirty.formUnion(subjects.indices) }
    feedReviewAt = feeds.nextChange(after: now)
    var requests: [ProbeRequest] = []
    for index in subjects.indices where isDue(index, at: now) { requests += applyConditions(to: index) }
    let judge = judge(at: now)
    for index in subjects.indices where isDue(index, at: now) {
      subjects[index].update(at: now, judge: judge, feeds: feedStates(of: subjects[index], at: now))
      incidents.note(subjects[index].seen, subjects[index].details, of: index, at: lastObservedAt ?? now)
    }
    incidents.settle(at: now)
    dirty.removeAll(keepingCapacity: true)
    return requests
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
    return [FeedState(source: SafeText(feed.kind.rawValue), problem: .noDataYet)]
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
    return feeds.isComplete && nearSide.controls.allSatisfy { isDone(controlRecords[$0]) }
      && subjects.allSatisfy { !$0.isPending && $0.records.allSatisfy(isDone) }
  }

  private mutating func updateConditions(at now: Timestamp) {
    let found = nearSide.conditions(at: now)
    let before = vantage.conditions
    for index in spells.indices where spells[index].until == nil {
      let spell = spells[index]
      guard let present = found.first(where: { $0.isSame(as: spell.condition) }) else {
        spells[index].until = now
        continue
      }
      spells[index].condition.evidence = present.evidence
      spells[index].condition.since = min(present.since, spell.condition.since)
    }
    for condition in found
    where !spells.contains(where: { $0.until == nil && $0.condition.isSame(as: condition) }) {
      let address = condition.kind == .intercepted ? nearSide.sharedAddress(at: now)?.address : nil
      spells.append(ConditionSpell(condition: condition, sharedAddress: address))
    }
    spells.removeAll { $0.until.map { now - $0 > ConditionSpell.memory } ?? false }
    let holding = spells.filter { $0.until == nil }.map(\.condition).sorted { $0.kind < $1.kind }
    vantage = nearSide.vantage(named: plan.vantage.name, holding, at: now)
    let hasChanged =
      before.count != holding.count || !zip(before, holding).allSatisfy { $0.isSame(as: $1) }
    if hasChanged { dirty.formUnion(subjects.indices) }
  }

  /// Masks what a condition explains; returns what to ask again because the condition that masked it has ended.
  private mutating func applyConditions(to subject: Int) -> [ProbeRequest] {
    guard !spells.isEmpty else { return [] }
    var requests: [ProbeRequest] = []
    for index in subjects[subject].records.indices {
      guard let last = subjects[subject].records[index].last, isOurs(last) else { continue }
      let target = nearSide.targets[subjects[subject].firstNumber + index]
      let spell = spells.first { $0.explains(last, of: target) }
      if let spell { subjects[subject].records[index].mask(since: spell.condition.since) }
      let record = subjects[subject].records[index]
      guard record.isMasked, !record.isAskedAgain, spell?.until != nil || spell == nil else { continue }
      subjects[subject].records[index].noteAskedAgain()
      requests.append(.ask(record.check.id))
    }
    return requests
  }

  /// Holds no more than it asks for: a copy of the ledger in it would make the update of each subject copy all the
  /// others.
  private func judge(at now: Timestamp) -> Judge {
    let (nearSide, holding) = (nearSide, spells.filter { $0.until == nil })
    return Judge(
      policy: policy, now: now, isContinuous: run == .continuous,
      explanation: { number, observation in
        holding.first { $0.explains(observation, of: nearSide.targets[number]) }?.condition
      },
      isPending: { !nearSide.pendingQuestions(about: $0).isEmpty }, maintenance: plan.maintenance)
  }
}

/// A condition on my side while it holds, and for a while after.
private struct ConditionSpell {
  /// No probe comes home later than this.
  static let memory = Duration.seconds(600)

  var condition: Condition
  /// Of an interception: the address that everything leads to.
  let sharedAddress: SafeText?
  /// `nil` while it holds.
  var until: Timestamp?

  /// True if the observation was made under it and fails in the way that it explains.
  func explains(_ observation: Observation, of target: WatchedTarget) -> Bool {
    // What ran out of time may have set out before.
    let reached = observation.timedOut ? observation.startedAt + target.timeout : observation.startedAt
    guard reached >= condition.since, until.map({ observation.startedAt <= $0 }) ?? true else { return false }
    return condition.explains(observation, of: target, sharedAddress: sharedAddress)
  }
}

extension Condition {
  fileprivate func isSame(as other: Condition) -> Bool { kind == other.kind && resolver == other.resolver }
}
