internal import Model

extension Incident {
  /// `It was down; now degraded`; `nil` where the present health says it all.
  var easing: String? {
    closedAt == nil && worst != health ? "It was \(worst.rawValue); now \(health.rawValue)" : nil
  }

  /// `14 of 15 dependents failing, 1 of 40 others`; `failed` once any of it is past.
  func evidence(for cause: Cause) -> String {
    "\(cause.dependentsFailing) of \(cause.dependents) dependents \(isPartlyOver ? "failed" : "failing"), "
      + "\(cause.othersFailing) of \(cause.others) others"
  }
}
