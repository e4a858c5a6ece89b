internal import Model

/// The last observation of one check, reduced to what it says about the way to its target.
struct Evidence {
  let startedAt: Timestamp
  /// When the present run of successes, or of failures of this very kind, began.
  let since: Timestamp
  let outcome: Outcome
  /// `nil` for a success.
  let stage: FailureStage?
  let timedOut: Bool
  let localFault: LocalFault?
  let resolver: Resolver.ID?
  /// What the name resolved to, or the address that was probed.
  let addresses: [SafeText]
  let certificateIssuer: SafeText?
  let page: UInt64?
  let detail: SafeText

  init(_ observation: Observation, after before: Evidence?) {
    let isClean =
      observation.outcome == .ok || observation.outcome == .tlsExpiring || observation.isPartial
    let stage = isClean ? nil : observation.failedAt ?? observation.outcome.stage
    let continues =
      before.map { before in
        before.stage == stage && before.certificateIssuer == observation.certificateIssuer
          && (stage == nil || before.outcome == observation.outcome)
      } ?? false
    since = continues ? before?.since ?? observation.startedAt : observation.startedAt
    outcome = observation.outcome
    self.stage = stage
    startedAt = observation.startedAt
    timedOut = observation.timedOut
    localFault = observation.localFault
    resolver = observation.resolver
    addresses = observation.answer?.records ?? observation.address.map { [$0] } ?? []
    certificateIssuer = observation.certificateIssuer
    page = observation.page
    detail = observation.detail
  }

  var isSuccess: Bool { stage == nil || stage == .speed }
  var isRefusal: Bool { outcome == .connectRefused }

  /// True if the other end of a connection answered, whatever it said.
  func answersConnection(of target: WatchedTarget) -> Bool {
    guard !target.isName, localFault == nil else { return false }
    return stage.map { $0 >= .tls } ?? true
  }

  /// True if a resolver answered a question, if only with "no".
  var answersQuestion: Bool { resolver != nil && stage != .resolver && stage != .local }

  /// True if a TLS session with the right peer was made.
  func verifiesTLS(of target: WatchedTarget) -> Bool {
    target.usesTLS && localFault == nil && (stage.map { $0 >= .edge } ?? true)
  }

  /// True if nothing about the failure tells whether it is mine: the controls have to be asked.
  func couldBeMine(of target: WatchedTarget) -> Bool {
    guard !target.isAlwaysTrusted, let stage else { return false }
    switch stage {
    case .local, .name, .edge: return false
    case .resolver, .route, .connect, .tls, .speed: return true
    case .origin, .content: return timedOut || (page != nil)
    }
  }
}
