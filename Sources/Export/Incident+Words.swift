internal import Model

extension Incident {
  /// `It was down; now degraded`; `nil` where the present health says it all.
  var easing: String? {
    closedAt == nil && worst != health ? "It was \(worst.rawValue); now \(health.rawValue)" : nil
  }
}
