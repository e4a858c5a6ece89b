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
  /// The one under which it is known, however it goes on.
  private(set) var headline: Headline?
  /// What is shown of it; brought up to date by the log.
  var incident: Incident

  struct Symptom {
    var failedAt: Timestamp
    var recoveredAt: Timestamp?
    /// The worst that it was.
    var health: Health
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
    headline = Headline(
      title: incident.title, health: incident.worst, spoken: incident.worst, cause: cause,
      failing: members.count, times: 0)
    for (subject, symptom) in members {
      symptoms[subject] = Symptom(
        failedAt: symptom?.failedAt ?? incident.openedAt, recoveredAt: symptom?.recoveredAt,
        health: incident.worst)
    }
  }

  var cause: Blame.Finding? { findings.first.flatMap { $0.isConvincing ? $0 : nil } }
  var failing: [Int] { symptoms.filter { $0.value.recoveredAt == nil }.map(\.key) }
  var lastFailedAt: Timestamp { symptoms.values.map(\.failedAt).max() ?? openedAt }
  var worst: Health { Health.worst(of: symptoms.values.map(\.health) + [incident.worst]) }

  /// A subject fails, for the first time here or again.
  mutating func add(_ subject: Int, _ health: Health, failedAt: Timestamp, confirmedAt: Timestamp) {
    if closedAt != nil {
      closedAt = nil
      relapses += 1
    }
    let before = symptoms[subject]
    symptoms[subject] = Symptom(
      failedAt: before?.failedAt ?? failedAt, recoveredAt: nil,
      health: Health.worst(of: [health, before?.health ?? health]))
    openedAt = min(openedAt, failedAt)
    self.confirmedAt = min(self.confirmedAt, confirmedAt)
  }

  mutating func recover(_ subject: Int, at instant: Timestamp) {
    guard let symptom = symptoms[subject], symptom.recoveredAt == nil else { return }
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

  mutating func note(_ headline: Headline) {
    if self.headline.map(headline.outranks) ?? true { self.headline = headline }
  }

  mutating func blame(_ findings: [Blame.Finding]) { self.findings = findings }

  mutating func absorb(_ other: IncidentRecord) {
    openedAt = min(openedAt, other.openedAt)
    confirmedAt = min(confirmedAt, other.confirmedAt)
    symptoms.merge(other.symptoms) { mine, theirs in
      Symptom(
        failedAt: min(mine.failedAt, theirs.failedAt),
        recoveredAt: mine.recoveredAt.flatMap { a in theirs.recoveredAt.map { max(a, $0) } },
        health: Health.worst(of: [mine.health, theirs.health]))
    }
    feedLag = feedLag ?? other.feedLag
    incident.worst = Health.worst(of: [worst, other.worst])
    let mine = headline?.health.severity ?? -1
    if let theirs = other.headline, theirs.health.severity > mine { headline = theirs }
  }

  /// Ends because another incident has taken it in.
  mutating func end(at now: Timestamp, asPartOf other: IncidentRecord) {
    closedAt = max(now, openedAt)
    incident.closedAt = closedAt
    incident.health = worst
    incident.title = "\(incident.title) (part of \(other.id))"
    symptoms = [:]
  }
}
