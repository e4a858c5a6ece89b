/// One thing that differs between two snapshots: what a log line tells.
package struct SnapshotChange: Hashable, Sendable {
  package enum Topic: Hashable, Sendable {
    case subject(Subject)
    /// Where a feed speaks of all of a provider's regions.
    case provider(DomainID)
    case incident(Incident.ID)
    /// The link and the resolvers of where the probing happens.
    case vantage
  }

  package enum Kind: Hashable, Sendable {
    case health(from: Health, to: Health)
    case verdict(from: Verdict, to: Verdict)
    case opened(Health)
    case closed
  }

  package let at: Timestamp
  package let topic: Topic
  /// The topic's name, or an incident's title.
  package let name: SafeText
  package let kind: Kind
  /// Empty when there is nothing to add.
  package let reason: SafeText
  /// The status feed that reports it, whatever the probes see; `nil` for what was seen here.
  package let feed: SafeText?

  package init(
    at: Timestamp, topic: Topic, name: SafeText, kind: Kind, reason: SafeText = "", feed: SafeText? = nil
  ) {
    self.at = at
    self.topic = topic
    self.name = name
    self.kind = kind
    self.reason = reason
    self.feed = feed
  }
}

extension SnapshotChange {
  /// How the topic is now; an incident that is over is no problem any more.
  package var health: Health {
    switch kind {
    case .health(_, let to): to
    case .verdict(_, let to): to == .ok ? .ok : .unknown
    case .opened(let health): health
    case .closed: .ok
    }
  }

  /// Whether it is worth a notification: a failure, or the recovery from one.
  /// Not that a thing was judged for the first time, and not each thing that a lost link hides: the link is
  /// one notice by itself.
  package var isNews: Bool {
    guard case .health(let from, let to) = kind else { return true }
    return to == .down || to == .degraded || (to != .unknown && (from == .down || from == .degraded))
  }

  /// `service Reddit: ok -> down: http-status: 503`, `feed aws-health on aws: ok -> degraded: Increased Errors`.
  package var text: String {
    let what =
      switch topic {
      case .subject(.region), .provider: "region"
      case .subject(.name): "name"
      case .subject(.service): "service"
      case .incident: "incident"
      case .vantage: "vantage"
      }
    let how =
      switch kind {
      case .health(let from, let to): "\(from.rawValue) -> \(to.rawValue)"
      case .verdict(let from, let to): "verdict \(from.rawValue) -> \(to.rawValue)"
      case .opened(let health): "opened, \(health.rawValue)"
      case .closed: "closed"
      }
    let who = feed.map { "feed \($0) on \(name)" } ?? "\(what) \(name)"
    return "\(who): \(how)" + (reason.isEmpty ? "" : ": \(reason)")
  }
}

extension Snapshot {
  /// What is different from an earlier snapshot of the same plan: the vantage, incidents, regions, names,
  /// services, in that order.
  package func changes(since old: Snapshot) -> [SnapshotChange] {
    let subjects =
      changes(old.regions, regions, \.standing) { (.region($0.id), SafeText($0.id.description)) }
      + changes(old.names, names, \.standing) { (.name($0.id), SafeText($0.id)) }
      + changes(old.services, services, \.standing) { (.service($0.id), $0.service.name) }
    return verdictChanges(since: old) + incidentChanges(since: old) + subjects
  }

  private func verdictChanges(since old: Snapshot) -> [SnapshotChange] {
    guard old.vantage.verdict != vantage.verdict else { return [] }
    return [
      SnapshotChange(
        at: generatedAt, topic: .vantage, name: vantage.name,
        kind: .verdict(from: old.vantage.verdict, to: vantage.verdict),
        reason: SafeText(vantage.evidence.map(\.string).joined(separator: "; ")))
    ]
  }

  private func incidentChanges(since old: Snapshot) -> [SnapshotChange] {
    guard old.incidents != incidents else { return [] }
    let wasOpen = Dictionary(
      old.incidents.map { ($0.id, $0.closedAt == nil) }, uniquingKeysWith: { first, _ in first })
    return incidents.compactMap { incident in
      let before = wasOpen[incident.id]
      guard (incident.closedAt == nil) != (before ?? false) else { return nil }
      let kind: SnapshotChange.Kind = incident.closedAt == nil ? .opened(incident.health) : .closed
      return SnapshotChange(
        at: incident.closedAt ?? incident.confirmedAt, topic: .incident(incident.id), name: incident.title,
        kind: kind)
    }
  }

  /// Both arrays follow the plan, so equal positions are tried first.
  private func changes<State: Identifiable>(
    _ old: [State], _ new: [State], _ standing: (State) -> Standing,
    _ identity: (State) -> (Subject, SafeText)
  ) -> [SnapshotChange] {
    var byID: [State.ID: Health]?
    return new.indices.compactMap { index in
      var before: Health?
      if old.indices.contains(index), old[index].id == new[index].id {
        before = standing(old[index]).health
      } else {
        let known = byID ?? Dictionary(old.map { ($0.id, standing($0).health) }) { first, _ in first }
        byID = known
        before = known[new[index].id]
      }
      let now = standing(new[index])
      guard let before, before != now.health else { return nil }
      let (subject, name) = identity(new[index])
      return SnapshotChange(
        at: now.since ?? generatedAt, topic: .subject(subject), name: name,
        kind: .health(from: before, to: now.health), reason: now.reason)
    }
  }
}
