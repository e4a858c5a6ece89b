internal import Model

/// What turns a check's record into the standing that is shown: the verdict, doubt and age.
struct Judge {
  let policy: HealthPolicy
  let now: Timestamp
  /// In a run that ends by itself nothing gets old.
  let isContinuous: Bool
  /// Our own vantage; observations of others are judged as they come.
  let vantage: String
  let isMasked: (Observation, Check) -> Bool
  let isInDoubt: (Timestamp) -> Bool
  let maintenance: [MaintenanceWindow]

  func isInMaintenance(_ service: Service.ID) -> Bool {
    maintenance.contains { $0.services.contains(service) && $0.span.contains(now) }
  }

  /// When the passing of time alone may change what is shown of these checks.
  func nextChange(of records: [CheckRecord], in service: Service?) -> Timestamp? {
    guard isContinuous else { return nil }
    let stale = records.compactMap { record in
      record.last.map { $0.startedAt + Self.patience(record.check) }
    }
    let windows = service.map { service in maintenance.filter { $0.services.contains(service.id) } } ?? []
    let boundaries = windows.flatMap { [$0.span.lowerBound, $0.span.upperBound] }
    return (stale + boundaries).filter { $0 > now }.min()
  }

  /// How long an observation counts: three missed rounds make it stale.
  private static func patience(_ check: Check) -> Duration { check.interval * 3 + check.timeout }

  /// The standing of one check, and whether the local network may be at fault.
  func standing(of record: CheckRecord) -> (standing: Standing, isDoubtful: Bool) {
    guard let last = record.last else {
      return (Standing(reason: "waiting for the first probe"), false)
    }
    if isContinuous, now - last.startedAt >= Self.patience(record.check) {
      return (Standing(since: last.startedAt, reason: "no observation since \(last.startedAt.time)Z"), false)
    }
    if last.outcome.health == .unknown {
      return (Standing(since: last.startedAt, reason: sentence(last)), false)
    }
    if last.vantage == vantage, isMasked(last, record.check) {
      let mine =
        last.outcome.isDNS && last.resolver != nil ? "your local network or resolver" : "your local network"
      return (Standing(since: last.startedAt, reason: "\(sentence(last)); \(mine) is at fault"), false)
    }
    if let began = record.failingSince, record.decision == .down, !record.check.isAlwaysTrusted,
      isInDoubt(began)
    {
      return (Standing(since: began, reason: "\(sentence(last)); checking your local network"), true)
    }
    if record.isConfirming {
      return (Standing(since: record.failingSince, reason: "confirming: \(sentence(last))"), false)
    }
    return (
      Standing(health: health(record.decision), since: record.since, reason: reason(record, last)), false
    )
  }

  private func health(_ decision: CheckRecord.Decision) -> Health {
    switch decision {
    case .undecided: .unknown
    case .ok: .ok
    case .degraded: .degraded
    case .down: .down
    }
  }

  private func reason(_ record: CheckRecord, _ last: Observation) -> SafeText {
    switch record.decision {
    case .ok: last.outcome == .ok ? "" : sentence(last)
    case .undecided: sentence(last)
    case .degraded:
      last.outcome == .ok
        ? "recovering: needs \(policy.recover.count) of \(policy.recover.window) good answers"
        : sentence(last)
    case .down:
      last.outcome.health == .down
        ? sentence(last)
        : "recovering: needs \(policy.recover.count) of \(policy.recover.window) good answers"
    }
  }

  /// `the name exists but has no address (dns-nodata)`.
  private func sentence(_ observation: Observation) -> SafeText {
    let words = observation.detail.isEmpty ? SafeText(observation.outcome.wording) : observation.detail
    return "\(words) (\(observation.outcome.rawValue))"
  }
}
