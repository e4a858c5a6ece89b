internal import Model

/// Incidents, opened when a region, name or service is decided to fail and closed when it is ok again.
///
/// A spell of `unknown` neither opens nor closes: not seeing is not recovering.
struct IncidentLog {
  /// Closed incidents kept for the screen.
  private static let closedKept = 50

  private var open: [String: Incident] = [:]
  private var closed: [Incident] = []

  /// Open ones first, worst and then oldest first; then the closed ones, newest first.
  var all: [Incident] {
    open.values.sorted { ($1.health.severity, $0.openedAt, $0.id) < ($0.health.severity, $1.openedAt, $1.id) }
      + closed
  }

  /// - Parameters:
  ///   - label: the thing whose standing it is: a region id, `name:...`, `service:...`.
  ///   - instant: when the standing was decided.
  mutating func note(_ standing: Standing, of label: String, titled name: SafeText, at instant: Timestamp) {
    switch standing.health {
    case .down, .degraded:
      let openedAt = open[label]?.openedAt ?? standing.since ?? instant
      let word = standing.health == .down ? "down" : "degraded"
      open[label] = Incident(
        id: "\(openedAt)/\(label)", openedAt: openedAt, confirmedAt: open[label]?.confirmedAt ?? instant,
        title: "\(name) \(word)\(standing.reason.isEmpty ? "" : ": \(standing.reason)")",
        health: open[label].map { Health.worst(of: [$0.health, standing.health]) } ?? standing.health,
        members: [label])
    case .ok, .maintenance:
      guard var incident = open.removeValue(forKey: label) else { return }
      incident.closedAt = max(standing.since ?? instant, incident.openedAt)
      closed.insert(incident, at: 0)
      if closed.count > Self.closedKept { closed.removeLast() }
    case .unknown:
      break
    }
  }
}
