internal import Model

extension IncidentLog {
  /// What the checks and feeds of a subject show beside its standing.
  struct Details {
    /// What the worst failing check looks like; `nil` if none fails.
    var kind: FailureKind?
    /// What it began with, in a few words.
    var phrase: String?
    /// Every failing check answers again, but not often enough yet.
    var isRecovering = false
    /// Whether its provider's feed admits a fault; `nil` without a feed that is understood.
    var isAdmitted: Bool?
    /// The condition on my side under which it cannot be seen; `nil`: none.
    var maskedFor: Mask?
  }

  struct Mask: Equatable {
    let kind: Condition.Kind
    let since: Timestamp
  }

  /// What the log remembers of one subject.
  struct Account {
    var side = Blame.Side.unseen
    private var noted: (standing: Standing, mask: Mask?)?
    private(set) var kind: FailureKind?
    private(set) var phrase: String?
    private(set) var isRecovering = false
    var isAdmitted: Bool?
    var maskedFor: Mask?
    /// Of its present or last failure.
    private(set) var standing: Standing?
    private(set) var failingSince: Timestamp?
    private(set) var decidedAt: Timestamp?
    /// When it began to fail, within the hour.
    private(set) var onsets: [Timestamp] = []
    /// False while planned maintenance explains whatever it does.
    private(set) var isEvidence = true

    /// This many failures within the hour are called flapping.
    static let flapping = 3
    static let memory = Duration.seconds(3600)

    /// Whether a standing says anything that the last one did not.
    mutating func isNew(_ standing: Standing, maskedFor mask: Mask?) -> Bool {
      defer { noted = (standing, mask) }
      return noted.map { $0.standing != standing || $0.mask != mask } ?? true
    }

    mutating func fail(_ standing: Standing, _ details: Details, decidedAt instant: Timestamp) {
      let since = standing.since ?? instant
      if failingSince == nil {
        failingSince = since
        decidedAt = instant
        onsets.append(since)
      }
      self.standing = standing
      kind = details.kind ?? kind
      phrase = details.phrase ?? phrase
      isRecovering = details.isRecovering
      side = .failing
      isEvidence = true
    }

    mutating func recover(isSeen: Bool) {
      failingSince = nil
      side = isSeen ? .well : .unseen
      isEvidence = isSeen
    }

    mutating func forgetOnsets(before now: Timestamp) {
      onsets.removeAll { now - $0 > Self.memory }
    }
  }

  /// Something that a provider said, and when it was first said.
  struct FeedWord: Equatable {
    let provider: String
    /// Region ids without the provider; empty: not bound to a region.
    let regions: [String]
    let at: Timestamp

    /// A word this long before the first symptom may still be about the incident.
    static let head = Duration.seconds(900)

    func concerns(_ cause: DomainID, standingOn domains: [DomainID]) -> Bool {
      switch cause.kind {
      case .provider: cause.description == provider
      case .region: cause.provider?.description == provider && covers([cause])
      default: domains.contains { $0.description == provider } && covers(domains)
      }
    }

    private func covers(_ domains: [DomainID]) -> Bool {
      regions.isEmpty || domains.contains { $0.kind == .region && regions.contains($0.name) }
    }
  }

  /// An incident as it is shown.
  func shown(_ record: IncidentRecord) -> Incident {
    let order = record.symptoms.sorted { ($0.value.failedAt, $0.key) < ($1.value.failedAt, $1.key) }
    var incident = record.incident
    incident.openedAt = record.openedAt
    incident.confirmedAt = record.confirmedAt
    incident.closedAt = record.closedAt
    incident.health = presentHealth(of: record) ?? incident.health
    incident.worst = record.worst
    incident.title = title(of: record) ?? incident.title
    incident.members = order.map { graph.vertices[$0.key].subject }
    incident.spread = order.map { subject, symptom in
      Incident.Symptom(
        member: graph.vertices[subject].subject, failedAt: symptom.failedAt,
        recoveredAt: symptom.recoveredAt)
    }
    incident.feedLag = record.feedLag
    incident.missingEdges = record.missingEdges
    incident.relapses = record.relapses
    showBlame(of: record, in: &incident)
    return incident
  }

  private func showBlame(of record: IncidentRecord, in incident: inout Incident) {
    incident.cause = record.cause?.cause
    incident.suspects = zip(record.findings, Blame.likelihoods(record.findings)).prefix(5)
      .filter { $0.0.evidence > 0 && $0.0.isSupported }
      .map { Incident.Suspect(cause: $0.cause, likelihood: $1) }
    guard let cause = record.cause else {
      incident.predicted = []
      return
    }
    var graph = graph
    incident.predicted = graph.impact(of: cause.node).failed.sorted().map { graph.vertices[$0].subject }
  }

  /// Of what fails now; `nil` if nothing does, or nothing of it has been seen since a restart.
  private func presentHealth(of record: IncidentRecord) -> Health? {
    let healths = record.failing.compactMap { accounts[$0].standing?.health }
    return healths.isEmpty ? nil : Health.worst(of: healths)
  }

  /// The members that are seen to fail now, the first to fail first.
  func failingNow(_ record: IncidentRecord) -> [Int] {
    record.failing.filter { accounts[$0].side == .failing }.sorted { a, b in
      (record.symptoms[a]?.failedAt ?? record.openedAt, a) < (
        record.symptoms[b]?.failedAt ?? record.openedAt, b
      )
    }
  }

  /// What is so now: `aws/us-east-1: 5 down, 5 degraded (19 at worst), began as failed name resolution`,
  /// `Checkout down: reset`, `Checkout flapping, failed 4 times within the hour: reset`. A reason is that of the member it
  /// stands beside, as it is now. `nil` while nothing of it is seen to fail: the last title then stays.
  func title(of record: IncidentRecord) -> SafeText? {
    let failing = failingNow(record)
    guard !failing.isEmpty, !record.isRestored else { return nil }
    guard let cause = record.cause else { return title(ofLeading: failing[0], among: failing, record) }
    if let own = failing.first(where: { graph.vertices[$0].node == cause.node }) {
      return title(ofLeading: own, among: failing, record)
    }
    let tail = failing.count < record.mostFailing ? " (\(record.mostFailing) at worst)" : ""
    return "\(cause.cause.domain): \(counts(failing))\(tail)\(beginning(of: record))"
  }

  private func title(ofLeading leader: Int, among failing: [Int], _ record: IncidentRecord) -> SafeText {
    let account = accounts[leader]
    let name = graph.vertices[leader].title
    let times = account.onsets.count
    let state =
      times >= Account.flapping
      ? "flapping, failed \(times) times within the hour"
      : account.standing?.health == .down ? "down" : "degraded"
    let reason = account.standing?.reason ?? ""
    let others = failing.filter { $0 != leader }
    let rest =
      others.isEmpty
      ? "" : "; \(others.count) other\(others.count == 1 ? "" : "s") \(counts(others, bare: true))"
    // The reason of what is recovering says so itself.
    if account.isRecovering, times < Account.flapping { return "\(name) \(reason)\(rest)" }
    return "\(name) \(state)\(reason.isEmpty ? "" : ": \(reason)")\(rest)"
  }

  /// `5 down, 2 degraded`; bare, without the number where all are alike: `down`.
  private func counts(_ subjects: [Int], bare: Bool = false) -> String {
    let down = subjects.count { accounts[$0].standing?.health == .down }
    let degraded = subjects.count - down
    if bare, down == 0 || degraded == 0 { return down > 0 ? "down" : "degraded" }
    return [(down, "down"), (degraded, "degraded")].filter { $0.0 > 0 }.map { "\($0) \($1)" }.joined(
      separator: ", ")
  }

  private func beginning(of record: IncidentRecord) -> String {
    let first = record.symptoms.min { ($0.value.failedAt, $0.key) < ($1.value.failedAt, $1.key) }
    return first?.value.phrase.map { ", began as \($0)" } ?? ""
  }

  /// What was, of an incident that is over: `aws/us-east-1 was down: 19 failed, began as failed name resolution`.
  func closingTitle(of record: IncidentRecord) -> SafeText {
    guard !record.isRestored else { return record.incident.title }
    let worst = record.worst == .down ? "down" : "degraded"
    let began = beginning(of: record)
    if let cause = record.cause {
      return "\(cause.cause.domain) was \(worst): \(record.symptoms.count) failed\(began)"
    }
    let first = record.symptoms.min { ($0.value.failedAt, $0.key) < ($1.value.failedAt, $1.key) }?.key
    let name = first.map { graph.vertices[$0].title } ?? SafeText(record.id)
    let others = record.symptoms.count - 1
    let rest = others > 0 ? " and \(others) other\(others == 1 ? "" : "s")" : ""
    return "\(name)\(rest) \(others > 0 ? "were" : "was") \(worst)\(began)"
  }
}
