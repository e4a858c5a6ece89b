internal import Model

/// `local-resolver`: a resolver that does not answer, whatever it is asked.
extension NearSide {
  /// Of each resolver: every observation through it that stands failed without an answer, and so did its independent
  /// question. A question that has never been answered counts only if it met silence or an error of the resolver's
  /// own: a server of somebody's zones rightly refuses the root. Without a question that counts, it takes zones of two
  /// operators. A zone that another, working resolver fails too is the zone's fault.
  func brokenResolvers(at now: Timestamp) -> [Condition] {
    let failed = failures(at: now) { evidence, _ in evidence.stage == .resolver && evidence.resolver != nil }
    let byResolver = Dictionary(grouping: failed) { evidence[$0]?.resolver ?? "" }
    return byResolver.sorted { $0.key < $1.key }.compactMap { resolver, numbers in
      guard isBroken(resolver, numbers, at: now) else { return nil }
      let answered = resolverAnswers[resolver]
      let since = numbers.compactMap { evidence[$0]?.since }.filter { began in
        answered.map { began > $0 } ?? true
      }
      let outcomes = Set(numbers.compactMap { evidence[$0]?.outcome.rawValue }).sorted().joined(
        separator: ", ")
      return Condition(
        kind: .localResolver, since: since.min() ?? now,
        evidence: ["resolver \(resolver): \(numbers.count) of \(numbers.count) queries failed (\(outcomes))"],
        resolver: resolver)
    }
  }

  private func isBroken(_ resolver: Resolver.ID, _ numbers: [Int], at now: Timestamp) -> Bool {
    let asked = numbers.filter { targets[$0].role == .dependency }
    let answered = resolverAnswers[resolver]
    // The oldest of the last observations through it: what was answered later clears it.
    guard let oldest = numbers.compactMap({ evidence[$0]?.startedAt }).min() else { return false }
    if let question = questions[resolver], let word = evidence[question], isFresh(question, at: now),
      word.stage == .resolver, proven.contains(question) || word.outcome != .dnsRefused
    {
      return answered.map { $0 < word.startedAt } ?? true
    }
    if let answered, answered >= oldest { return false }
    if questions[resolver].map(proven.contains) ?? false { return false }
    let zones = Set(asked.map { WatchedTarget.registrableDomain(of: targets[$0].host) })
    guard zones.count < 2 else { return true }
    guard !asked.isEmpty, !isFailedElsewhere(zones, besides: resolver) else { return false }
    return questions[resolver] == nil || isAnsweredElsewhere(zones, besides: resolver)
  }

  /// True if another resolver answers for these zones.
  private func isAnsweredElsewhere(_ zones: Set<String>, besides resolver: Resolver.ID) -> Bool {
    targets.indices.contains { number in
      guard targets[number].isName, let word = evidence[number], let other = word.resolver else {
        return false
      }
      return other != resolver && word.answersQuestion
        && zones.contains(WatchedTarget.registrableDomain(of: targets[number].host))
    }
  }

  /// True if another resolver, which works, fails these zones too.
  private func isFailedElsewhere(_ zones: Set<String>, besides resolver: Resolver.ID) -> Bool {
    failing.contains { number in
      guard let word = evidence[number], let other = word.resolver, other != resolver, word.stage == .resolver
      else { return false }
      return resolverAnswers[other] != nil
        && zones.contains(WatchedTarget.registrableDomain(of: targets[number].host))
    }
  }
}
