extension Incident {
  /// `14 of 15 dependents failing, 1 of 40 others`; `failed` once any of it has recovered.
  package func evidence(for cause: Cause) -> String {
    "\(cause.dependentsFailing) of \(cause.dependents) dependents \(isPartlyOver ? "failed" : "failing"), "
      + "\(cause.othersFailing) of \(cause.others) others"
  }

  /// `was down, now degraded`; `nil` where it was never worse than it is.
  package var improvement: String? {
    closedAt == nil && worst != health ? "was \(worst.rawValue), now \(health.rawValue)" : nil
  }
}
