internal import Model

/// What a failure waits for before it may be called theirs, and what each condition explains.
extension NearSide {
  /// The controls and questions that have to be asked before the failure is judged; empty once they have answered, or
  /// if it cannot be mine.
  func pendingQuestions(about number: Int) -> [Int] {
    guard let word = evidence[number], word.couldBeMine(of: targets[number]) else { return [] }
    if word.stage == .resolver { return pendingResolverQuestions(about: word) }
    if isCleared(word) { return [] }
    return (countedControls.isEmpty ? controls : countedControls).filter { !hasAnswered($0, since: word) }
  }

  /// True if a control has answered since, in the way that the failure puts in doubt.
  private func isCleared(_ word: Evidence) -> Bool {
    controls.contains { number in
      guard let control = evidence[number], hasAnswered(number, since: word) else { return false }
      switch word.stage {
      case .speed: return control.stage == nil
      case .tls, .content, .origin:
        return control.isSuccess && (targets[number].usesTLS || !isTLSControlled)
      default: return control.answersConnection(of: targets[number])
      }
    }
  }

  /// True if any control that counts is a TLS session: only such a one can tell about TLS.
  private var isTLSControlled: Bool { countedControls.contains { targets[$0].usesTLS } }

  private func pendingResolverQuestions(about word: Evidence) -> [Int] {
    guard let resolver = word.resolver, let question = questions[resolver] else { return [] }
    if let answered = resolverAnswers[resolver], answered + Self.simultaneous >= word.startedAt { return [] }
    return hasAnswered(question, since: word) ? [] : [question]
  }

  private func hasAnswered(_ number: Int, since word: Evidence) -> Bool {
    // Lateness begins at an instant: a control that was in time just before says nothing of it.
    let slack = word.stage == .speed ? Duration.zero : Self.simultaneous
    return evidence[number].map { $0.startedAt + slack >= word.startedAt && $0.localFault != .asleep }
      ?? false
  }
}

extension Condition {
  /// True if it explains what was observed of a target: that then says nothing about the target.
  func explains(_ observation: Observation, of target: WatchedTarget, sharedAddress: SafeText?) -> Bool {
    guard !target.isAlwaysTrusted, let stage = observation.failedAt ?? observation.outcome.stage else {
      return kind == .intercepted && target.isName && isAnswer(observation, sharedAddress)
    }
    switch kind {
    case .localLink: return stage <= .tls || stage == .speed || observation.timedOut
    case .noEgress: return stage == .route || stage == .connect || stage == .speed || observation.timedOut
    case .intercepted:
      return stage == .tls || observation.page != nil || isAnswer(observation, sharedAddress)
    case .proxy: return observation.localFault?.isProxy ?? false
    case .localResolver: return stage == .resolver && observation.resolver == resolver
    case .slowLink: return stage == .speed || observation.timedOut
    case .packetSize: return observation.timedOut && stage >= .tls
    case .clock: return observation.outcome == .tlsExpired
    case .asleep: return observation.localFault == .asleep
    case .ownLimits: return observation.localFault == .descriptors || observation.localFault == .certificates
    }
  }

  private func isAnswer(_ observation: Observation, _ sharedAddress: SafeText?) -> Bool {
    guard let sharedAddress else { return false }
    let addresses = observation.answer?.records ?? observation.address.map { [$0] } ?? []
    return addresses == [sharedAddress]
  }
}
