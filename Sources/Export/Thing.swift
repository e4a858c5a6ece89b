internal import Model

/// A region, a DNS name or a service, for output that treats them alike.
struct Thing {
  enum Kind: String { case region, dns, service }

  let kind: Kind
  let id: String
  let name: SafeText
  let standing: Standing
  let checks: [CheckState]
  let feeds: [FeedState]
  let uptime: Uptime?
  /// Only for a service.
  let weight: Double?

  /// The labels that identify its series.
  var labels: Exposition.Labels { [("kind", kind.rawValue), ("id", id)] }
}

extension Snapshot {
  /// Regions, then DNS names, then services.
  var things: [Thing] {
    regions.map { state in
      Thing(
        kind: .region, id: state.id.description, name: state.domain.name, standing: state.standing,
        checks: state.checks, feeds: state.feeds ?? [], uptime: state.uptime, weight: nil)
    }
      + names.map { state in
        Thing(
          kind: .dns, id: state.id, name: SafeText(state.id), standing: state.standing, checks: state.checks,
          feeds: [], uptime: state.uptime, weight: nil)
      }
      + services.map { state in
        Thing(
          kind: .service, id: state.id, name: state.service.name, standing: state.standing,
          checks: state.checks, feeds: state.feed.map { [$0] } ?? [], uptime: state.uptime,
          weight: state.service.weight)
      }
  }
}
