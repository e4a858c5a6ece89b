internal import Model

/// One incident while it can still change: who failed in it, when, and whom the evidence blames.
struct IncidentRecord {
  let id: String
  private(set) var openedAt: Timestamp
  private(set) var confirmedAt: Timestamp
  /// When the last member recovered; `nil` while one fails.
  private(set) var closedAt: Timestamp?
  /// By subject.
  private(set) var symptoms: [Int: Symptom] = [:]
  private(set) var relapses = 0
  private(set) var findings: [Blame.Finding] = []
  var missingEdges: [Service.ID] = []
  var feedLag: Duration?
  /// The domain that the evidence names; once named, it stays until another is.
  private(set) var cause: Blame.Finding?
  /// The most members that failed at once.
  private(set) var mostFailing = 0
  /// The condition on my side that turned out to explain it all.
  private(set) var withdrawnFor: Condition.Kind?
  /// True until something of it has been seen in this run: before that its title is the one from before a restart.
  private(set) var isRestored = false
  /// Members have changed since the evidence was last weighed.
  var isChanged = true
  /// What is shown of it; brought up to date by the log.
  var incident: Incident

  struct Symptom {
    var failedAt: Timestamp
    var recoveredAt: Timestamp?
    /// The worst that it was.
    var health: Health
    var kind: FailureKind?
    /// What it began with.
    var phrase: String?
  }

  init(id: String, openedAt: Timestamp, confirmedAt: Timestamp) {
    self.id = id
    self.openedAt = openedAt
    self.confirmedAt = confirmedAt
    incident = Incident(
      id: id, openedAt: openedAt, confirmedAt: confirmedAt, title: "", health: .down, worst: .unknown,
      members: [])
  }

  /// An incident from before a restart; `members` are those of its members that are still watched, `cause` the
  /// node of what is blamed.
  init(_ incident: Incident, members: [(subject: Int, symptom: Incident.Symptom?)], cause: Int?) {
    self.init(id: incident.id, openedAt: incident.openedAt, confirmedAt: incident.confirmedAt)
    self.incident = incident
    relapses = incident.relapses
    feedLag = incident.feedLag
    isRestored = true
    mostFailing = members.count
    self.cause = cause.flatMap { node in
      incident.cause.map { Blame.Finding(node: node, cause: $0, evidence: Blame.enough, isSupported: true) }
    }
    for (subject, symptom) in members {
      symptoms[subject] = Symptom(
        failedAt: symptom?.failedAt ?? incident.openedAt, recoveredAt: symptom?.recoveredAt,
        health: incident.worst, kind: nil)
    }
  }

  var failing: [Int] { symptoms.filter { $0.value.recoveredAt == nil }.map(\.key) }
  var lastFailedAt: Timestamp { symptoms.values.map(\.failedAt).max() ?? openedAt }
  var worst: Health { Health.worst(of: symptoms.values.map(\.health) + [incident.worst]) }

  /// A subject fails, for the first time here or again.
  mutating func add(
    _ subject: Int, _ health: Health, _ kind: FailureKind?, _ phrase: String?, failedAt: Timestamp,
    confirmedAt: Timestamp
  ) {
    (isRestored, isChanged) = (false, true)
    if closedAt != nil {
      closedAt = nil
      relapses += 1
    }
    let before = symptoms[subject]
    symptoms[subject] = Symptom(
      failedAt: before?.failedAt ?? failedAt, recoveredAt: nil,
      health: Health.worst(of: [health, before?.health ?? health]), kind: before?.kind ?? kind,
      phrase: before?.phrase ?? phrase)
    openedAt = min(openedAt, failedAt)
    self.confirmedAt = min(self.confirmedAt, confirmedAt)
  }

  mutating func recover(_ subject: Int, at instant: Timestamp) {
    guard let symptom = symptoms[subject], symptom.recoveredAt == nil else { return }
    isChanged = true
    symptoms[subject]?.recoveredAt = max(instant, symptom.failedAt)
  }

  /// Ends if nothing fails any more; returns whether it did.
  mutating func closeIfOver(at now: Timestamp) -> Bool {
    guard closedAt == nil, failing.isEmpty else { return false }
    closedAt = symptoms.values.compactMap(\.recoveredAt).max() ?? now
    incident.closedAt = closedAt
    incident.health = worst
    return true
  }

  mutating func count(failing: Int) { mostFailing = max(mostFailing, failing) }

  mutating func blame(_ findings: [Blame.Finding]) {
    self.findings = findings
    guard let named = Blame.convincing(findings) else {
      // What has been named stays named while its members recover: fewer failures are no evidence against it.
      if let kept = cause, let now = findings.first(where: { $0.node == kept.node }), isEasing {
        cause = now
      } else if !isRestored {
        cause = nil
      }
      return
    }
    cause = named
  }

  private var isEasing: Bool { symptoms.values.contains { $0.recoveredAt != nil } }

  /// It turned out to be a fault on my side: nothing of it was theirs.
  mutating func withdraw(for kind: Condition.Kind, at now: Timestamp) {
    withdrawnFor = kind
    closedAt = max(now, openedAt)
    incident.closedAt = closedAt
    (cause, findings, missingEdges) = (nil, [], [])
  }

  mutating func absorb(_ other: IncidentRecord) {
    openedAt = min(openedAt, other.openedAt)
    confirmedAt = min(confirmedAt, other.confirmedAt)
    isChanged = true
    symptoms.merge(other.symptoms) { mine, theirs in
      Symptom(
        failedAt: min(mine.failedAt, theirs.failedAt),
        recoveredAt: mine.recoveredAt.flatMap { a in theirs.recoveredAt.map { max(a, $0) } },
        health: Health.worst(of: [mine.health, theirs.health]), kind: mine.kind ?? theirs.kind,
        phrase: mine.phrase ?? theirs.phrase)
    }
    feedLag = feedLag ?? other.feedLag
    incident.worst = Health.worst(of: [worst, other.worst])
    mostFailing = max(mostFailing, other.mostFailing, failing.count)
  }
}
