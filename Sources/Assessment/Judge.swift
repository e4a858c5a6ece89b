internal import Model

/// What turns a check's record into the standing that is shown: the verdict, doubt and age.
struct Judge {
  let policy: HealthPolicy
  let now: Timestamp
  /// In a run that ends by itself nothing gets old.
  let isContinuous: Bool
  /// The condition that explains the last observation of a check, by its number, if one holds now.
  let explanation: (Int, Observation) -> Condition?
  /// Whether questions about my own network have to be answered first.
  let isPending: (Int) -> Bool
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

  /// The standing of one check, and whether it waits for questions about my own network.
  ///
  /// - Parameter number: the check's, among all checks of the plan.
  func standing(of record: CheckRecord, number: Int) -> (standing: Standing, isPending: Bool) {
    guard let last = record.last else {
      return (Standing(reason: "waiting for the first probe"), false)
    }
    if isContinuous, now - last.startedAt >= Self.patience(record.check) {
      return (Standing(since: last.startedAt, reason: "no observation since \(last.startedAt.time)Z"), false)
    }
    if last.health == .unknown {
      return (Standing(since: last.startedAt, reason: sentence(last)), false)
    }
    if record.isMasked {
      let reason: SafeText =
        explanation(number, last).map { "\(sentence(last)); \($0.kind.blame)" }
        ?? "not asked since \(last.startedAt.time)Z, when your network was at fault"
      return (Standing(since: last.startedAt, reason: reason), false)
    }
    let isFailing = last.health == .down || last.health == .degraded
    if isFailing, !record.isCleared, isPending(number) {
      let since = record.failingSince ?? last.startedAt
      return (Standing(since: since, reason: "checking my network: \(sentence(last))"), true)
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
        ? recovering(record) : sentence(last)
    case .down:
      last.health == .down
        ? sentence(last) : recovering(record)
    }
  }

  private func recovering(_ record: CheckRecord) -> SafeText {
    "recovering: \(record.goodAnswers) of \(policy.recover.count) good answers"
  }

  /// `the name exists but has no address (dns-nodata)`.
  private func sentence(_ observation: Observation) -> SafeText {
    let words = observation.detail.isEmpty ? SafeText(observation.outcome.wording) : observation.detail
    return "\(words) (\(observation.outcome.rawValue))"
  }
}

extension Condition.Kind {
  /// Whose fault it is, at the end of a reason.
  fileprivate var blame: SafeText {
    switch self {
    case .localLink: "your network is down"
    case .noEgress: "no connection leaves your network"
    case .intercepted: "something in between answered"
    case .proxy: "the proxy is at fault"
    case .localResolver: "your resolver is at fault"
    case .slowLink: "your network is slow"
    case .packetSize: "your network loses large packets"
    case .clock: "this machine's clock is wrong"
    case .asleep: "this machine was asleep"
    case .ownLimits: "the prober lacks something"
    }
  }
}
