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

    /// Whether a standing differs from the last one.
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

  /// An update of a provider, and when it was first posted.
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
    incident.title = record.headline?.title ?? incident.title
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
      .filter { $0.0.evidence > 0 && $0.0.cause.dependentsFailing >= Blame.fewest }
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

  /// The current title: `aws/us-east-1 down: dns-nodata`, `Checkout and 3 others down: reset`, `Checkout
  /// flapping, failed 4 times within the hour: reset`; `nil` while nothing fails.
  func headline(of record: IncidentRecord) -> Headline? {
    let failing = record.failing.sorted()
    guard let health = presentHealth(of: record), let speaker = speaker(for: record, failing) else {
      return nil
    }
    let account = accounts[speaker]
    let isCause = graph.vertices[speaker].node == record.cause?.node && record.cause != nil
    var name = graph.vertices[speaker].title
    if let cause = record.cause {
      name = isCause ? name : SafeText(cause.cause.domain.description)
    } else if failing.count > 1 {
      name = "\(name) and \(failing.count - 1) other\(failing.count > 2 ? "s" : "")"
    }
    let spoken = isCause ? account.standing?.health ?? health : health
    let times = account.onsets.count >= Account.flapping ? account.onsets.count : 0
    let word =
      times > 0
      ? "flapping, failed \(times) times within the hour" : spoken == .down ? "down" : "degraded"
    let reason = account.standing?.reason ?? ""
    return Headline(
      title: "\(name) \(word)\(reason.isEmpty ? "" : ": \(reason)")", health: health, spoken: spoken,
      cause: record.cause?.node, failing: failing.count, times: times)
  }

  /// The member that gives the headline its words: the one that is itself to blame, else the first that failed.
  private func speaker(for record: IncidentRecord, _ failing: [Int]) -> Int? {
    let domain = record.cause?.node
    if let domain, let own = failing.first(where: { graph.vertices[$0].node == domain }) { return own }
    return failing.min { a, b in
      (record.symptoms[a]?.failedAt ?? record.openedAt, a) < (
        record.symptoms[b]?.failedAt ?? record.openedAt, b
      )
    }
  }
}
