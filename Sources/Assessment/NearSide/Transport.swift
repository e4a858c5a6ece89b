internal import Model

/// `proxy`, `slow-link`, `packet-size` and `clock`: the way is there, but something on it spoils what crosses it.
extension NearSide {
  /// A proxy that cannot be reached or wants credentials is seen at once; an error of its own about one target may be
  /// the target's, so it takes two operators and nothing that passed since.
  func brokenProxy(at now: Timestamp) -> Condition? {
    let failed = failures(at: now) { evidence, _ in evidence.localFault?.isProxy ?? false }
    guard let since = beginning(of: failed), let oldest = failed.compactMap({ evidence[$0]?.startedAt }).min()
    else {
      return nil
    }
    let isCertain = failed.contains { evidence[$0]?.localFault != .proxyError }
    if !isCertain {
      let answer = connectionAnswers.values.max()
      guard operators(of: failed).count >= 2, answer.map({ $0 < oldest }) ?? true else { return nil }
    }
    let sentence = failed.compactMap { evidence[$0]?.detail }.first { !$0.isEmpty } ?? "the proxy fails"
    return Condition(kind: .proxy, since: since, evidence: [sentence])
  }

  /// Of the controls that answer, most are slow against their own usual latency. It began with the first slow answer of
  /// anything that a control could not have seen any sooner.
  func slowLink(at now: Timestamp) -> Condition? {
    let answering = countedControls.filter { isFresh($0, at: now) && evidence[$0]?.isSuccess == true }
    let fresh = answering.filter { evidence[$0]?.stage == .speed }
    guard fresh.count * 2 > answering.count, let seen = beginning(of: fresh) else { return nil }
    let unseen = fresh.map { targets[$0].reach }.max() ?? .zero
    let slow = failures(at: now) { evidence, _ in evidence.stage == .speed && seen - evidence.since <= unseen
    }
    let began = beginning(of: slow) ?? seen
    return Condition(
      kind: .slowLink, since: began,
      evidence: fresh.map { "control \(targets[$0].label) is slow: \(evidence[$0]?.detail ?? "")" })
  }

  /// Connections open, but what needs more than a small packet stalls, for two operators or more.
  func lostLargePackets(at now: Timestamp) -> Condition? {
    let stalled = failures(at: now) { evidence, target in
      evidence.timedOut && (evidence.stage == .tls || (evidence.stage == .content && !target.usesTLS))
    }
    let operators = operators(of: stalled)
    guard operators.count >= 2, let since = beginning(of: stalled), !isTLSVerified(since: since) else {
      return nil
    }
    return Condition(
      kind: .packetSize, since: since,
      evidence: [
        "connections open, but \(stalled.count) of \(stalled.count) TLS handshakes stall half-way, at \(operators.count) unrelated hosts"
      ])
  }

  /// Certificates of two operators or more are all outside their validity.
  func wrongClock(at now: Timestamp) -> Condition? {
    let expired = failures(at: now) { evidence, _ in evidence.outcome == .tlsExpired }
    let operators = operators(of: expired)
    guard operators.count >= 2, let since = beginning(of: expired), !isTLSVerified(since: since) else {
      return nil
    }
    return Condition(
      kind: .clock, since: since,
      evidence: [
        "the certificates of \(operators.count) unrelated hosts are all outside their validity: this machine's clock says \(now)"
      ])
  }

  private func isTLSVerified(since instant: Timestamp) -> Bool {
    lastVerifiedTLS.map { $0 >= instant } ?? false
  }
}

/// `asleep` and `own-limits`: the prober says itself what it lacked.
extension NearSide {
  func ownConditions(at now: Timestamp) -> [Condition] {
    [
      ownCondition(.asleep, at: now) { $0 == .asleep },
      ownCondition(.ownLimits, at: now) { $0 == .descriptors || $0 == .certificates },
    ].compactMap { $0 }
  }

  private func ownCondition(
    _ kind: Condition.Kind, at now: Timestamp, _ matches: (LocalFault) -> Bool
  ) -> Condition? {
    let lacking = failures(at: now) { evidence, _ in evidence.localFault.map(matches) ?? false }
    guard let since = beginning(of: lacking) else { return nil }
    let sentences = Set(lacking.compactMap { evidence[$0]?.detail }).sorted { $0.string < $1.string }
    return Condition(kind: kind, since: since, evidence: Array(sentences.prefix(3)))
  }
}
