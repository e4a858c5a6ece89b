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
    self[Set(incident.members)].values.compactMap { state in
      state.standing.since.map {
        Postmortem.Event(
          at: $0, member: state.subject, health: state.standing.health, reason: state.standing.reason)
      }
    }.sorted { ($0.at, $0.member) < ($1.at, $1.member) }
  }
}
