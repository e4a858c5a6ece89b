internal import Export
internal import Model

extension Snapshot {
  /// An incident report for whoever takes over, with headings for what people have to add. `nil` if the incident is
  /// not listed.
  func handOver(of id: Incident.ID) -> String? {
    guard let incident = incidents.first(where: { $0.id == id }) else { return nil }
    return Postmortem(incident, events: presentStates(of: incident), at: generatedAt).markdown
  }

  /// The current health of an incident's members, since when and why, oldest first.
  private func presentStates(of incident: Incident) -> [Postmortem.Event] {
    let members = Set(incident.members)
    func event(_ label: String, _ standing: Standing) -> Postmortem.Event? {
      guard members.contains(label), let since = standing.since else { return nil }
      return Postmortem.Event(at: since, member: label, health: standing.health, reason: standing.reason)
    }
    let events =
      regions.compactMap { event($0.id.description, $0.standing) }
      + names.compactMap { event("name:\($0.id)", $0.standing) }
      + services.compactMap { event("service:\($0.id)", $0.standing) }
    return events.sorted { $0.at < $1.at }
  }
}
