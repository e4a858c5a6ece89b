internal import Model

/// `local-link` and `no-egress`: nothing beyond here answers a connection.
extension NearSide {
  /// Held by every control that counts failing to connect, with no connection answered since the oldest of those
  /// observations began. Where no control has ever answered, it takes that nothing at all has, of two operators or
  /// more. Resolvers that answer meanwhile make it `no-egress`.
  ///
  /// A refusal proves the way to whoever refused, unless all that is left is refusals: so does a firewall of mine.
  func brokenPath(at now: Timestamp) -> Condition? {
    let counted = countedControls
    let asked = counted.isEmpty ? controls : counted
    let words = asked.compactMap { isFresh($0, at: now) ? evidence[$0] : nil }
    guard !asked.isEmpty, words.count == asked.count, let oldest = words.map(\.startedAt).min() else {
      return nil
    }
    let unanswered = zip(asked, words).filter {
      !$1.answersConnection(of: targets[$0]) && $1.localFault == nil
    }
    let lacking = words.count { $0.localFault == .addressFamily }
    guard !unanswered.isEmpty, unanswered.count + lacking == words.count else { return nil }
    let answer = lastAnswer(besides: unanswered.allSatisfy { $1.isRefusal }, since: asked)
    if let answer, counted.isEmpty || answer >= oldest { return nil }
    let silent = failures(at: now) { evidence, target in
      !target.isName && !evidence.answersConnection(of: target) && evidence.localFault == nil
    }
    guard !counted.isEmpty || operators(of: silent).count >= 2 else { return nil }
    let since = silent.compactMap { evidence[$0]?.since }.filter { began in answer.map { began > $0 } ?? true
    }.min()
    let names = answeringResolvers(since: oldest)
    // Where all controls ended at their resolver while another answers, the resolver is at fault, not the path.
    if !names.isEmpty, unanswered.allSatisfy({ $1.stage == .resolver }) { return nil }
    return Condition(
      kind: names.isEmpty ? .localLink : .noEgress, since: since ?? oldest,
      evidence: unanswered.map { number, word in
        "control \(targets[number].label): \(word.detail.isEmpty ? SafeText(word.outcome.rawValue) : word.detail)"
      } + [answer.map { "nothing has answered since \($0)" } ?? "nothing has answered yet"]
        + (names.isEmpty ? [] : ["names resolve (\(names.joined(separator: ", ")))"] + proxyHint))
  }

  /// When the newest connection began that was answered from where the controls lie, or from the Internet.
  private func lastAnswer(besides isRefusedByAll: Bool, since controls: [Int]) -> Timestamp? {
    var scopes = Set(controls.map { WatchedTarget.scope(of: targets[$0].host) })
    scopes.insert(.internet)
    let answers =
      scopes.compactMap { connectionAnswers[$0] } + (isRefusedByAll ? [] : [lastRefusal].compactMap { $0 })
    return answers.max()
  }

  /// Resolvers that have answered since an instant, and have not failed since they did.
  private func answeringResolvers(since instant: Timestamp) -> [Resolver.ID] {
    resolverAnswers.filter { resolver, answeredAt in
      answeredAt + NearSide.simultaneous >= instant
        && !failing.contains { number in
          guard let word = evidence[number], word.resolver == resolver else { return false }
          return word.stage == .resolver && word.startedAt > answeredAt
        }
    }.keys.sorted()
  }

  /// What begins within this time of one another counts as begun together.
  static let simultaneous = Duration.seconds(2)

  private var proxyHint: [SafeText] {
    unusedProxyVariable.map {
      ["\($0) is set in the environment, but probe.proxy is not: set it to probe through that proxy"]
    } ?? []
  }
}
