internal import Model

extension IncidentLog {
  /// What the log remembers of one subject.
  struct Account {
    var side = Blame.Side.unseen
    private var noted: Standing?
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
    mutating func isNew(_ standing: Standing) -> Bool {
      defer { noted = standing }
      return noted != standing
    }

    mutating func fail(_ standing: Standing, decidedAt instant: Timestamp) {
      let since = standing.since ?? instant
      if failingSince == nil {
        failingSince = since
        decidedAt = instant
        onsets.append(since)
      }
      self.standing = standing
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
    let failing = record.failing
    let now = Health.worst(of: failing.compactMap { accounts[$0].standing?.health })
    let order = record.symptoms.sorted { ($0.value.failedAt, $0.key) < ($1.value.failedAt, $1.key) }
    var incident = record.incident
    incident.openedAt = record.openedAt
    incident.confirmedAt = record.confirmedAt
    incident.closedAt = record.closedAt
    if !failing.isEmpty, now != .unknown {
      incident.health = now
      incident.title = title(of: record, failing: failing.sorted(), now)
    }
    incident.members = order.map { footing.subjects[$0.key].label }
    incident.spread = order.map { subject, symptom in
      Incident.Symptom(
        member: footing.subjects[subject].label, failedAt: symptom.failedAt,
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
      .filter { $0.0.evidence > 0 && $0.0.cause.dependentsFailing >= Blame.fewest }
      .map { Incident.Suspect(cause: $0.cause, likelihood: $1) }
    guard let cause = record.cause else {
      incident.predicted = []
      return
    }
    var footing = footing
    incident.predicted = footing.fate(ifFails: cause.node).falls.sorted().map { footing.subjects[$0].label }
  }

  /// `aws/us-east-1 down: dns-nodata`, `Checkout flapping, failed 4 times within the hour: reset`,
  /// `Checkout and 3 others down: reset`.
  private func title(of record: IncidentRecord, failing: [Int], _ health: Health) -> SafeText {
    let first = failing.min { a, b in
      (record.symptoms[a]?.failedAt ?? record.openedAt, a) < (
        record.symptoms[b]?.failedAt ?? record.openedAt, b
      )
    }
    let domain = record.cause?.node
    let speaker = failing.first { domain != nil && footing.subjects[$0].node == domain } ?? first
    guard let speaker else { return record.incident.title }
    var name = footing.subjects[speaker].title
    if let cause = record.cause {
      name = footing.subjects[speaker].node == domain ? name : SafeText(cause.cause.domain.description)
    } else if failing.count > 1 {
      name = "\(name) and \(failing.count - 1) other\(failing.count > 2 ? "s" : "")"
    }
    let reason = accounts[speaker].standing?.reason ?? ""
    let isCause = domain != nil && footing.subjects[speaker].node == domain
    let health = isCause ? accounts[speaker].standing?.health ?? health : health
    return "\(name) \(word(of: speaker, health))\(reason.isEmpty ? "" : ": \(reason)")"
  }

  private func word(of subject: Int, _ health: Health) -> String {
    let times = accounts[subject].onsets.count
    if times >= Account.flapping { return "flapping, failed \(times) times within the hour" }
    return health == .down ? "down" : "degraded"
  }
}
