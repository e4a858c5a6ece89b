internal import Model

/// `intercepted`: somebody between here and the far side answers for everybody.
extension NearSide {
  /// Held by any of
  /// - refused certificates of two operators or more with one issuer,
  /// - one address for the names of three operators or more, at which no TLS session is verified and something fails,
  /// - one page given by the plain HTTP of three operators or more,
  ///
  /// while no TLS session has been verified since the first of them.
  func interception(at now: Timestamp) -> Condition? {
    foreignIssuer(at: now) ?? oneAddress(at: now) ?? onePage(at: now)
  }

  private func isDisproved(since instant: Timestamp) -> Bool {
    lastVerifiedTLS.map { $0 >= instant } ?? false
  }

  private func foreignIssuer(at now: Timestamp) -> Condition? {
    let refused = failures(at: now) { evidence, _ in
      evidence.certificateIssuer != nil
        && (evidence.outcome == .tlsUntrusted || evidence.outcome == .tlsHostname)
    }
    let byIssuer = Dictionary(grouping: refused) { evidence[$0]?.certificateIssuer ?? "" }
    for (issuer, numbers) in byIssuer.sorted(by: {
      ($1.value.count, $0.key.string) < ($0.value.count, $1.key.string)
    }) {
      let operators = operators(of: numbers)
      guard operators.count >= 2, let since = beginning(of: numbers), !isDisproved(since: since) else {
        continue
      }
      return Condition(
        kind: .intercepted, since: since,
        evidence: [
          "\(operators.count) unrelated hosts present certificates of one issuer that is not trusted: \(issuer)"
        ])
    }
    return nil
  }

  private func oneAddress(at now: Timestamp) -> Condition? {
    guard let (address, numbers) = sharedAddress(at: now) else { return nil }
    let failed = failing.filter { evidence[$0]?.addresses == [address] || targets[$0].role == .control }
    guard !failed.isEmpty, let since = beginning(of: Array(failed)), !isDisproved(since: since) else {
      return nil
    }
    return Condition(
      kind: .intercepted, since: min(since, beginning(of: numbers) ?? since),
      evidence: [
        "the names of \(operators(of: numbers).count) unrelated operators all lead to one address, \(address), which proves to be none of them"
      ])
  }

  /// The one address that names of three operators lead to.
  func sharedAddress(at now: Timestamp) -> (address: SafeText, numbers: [Int])? {
    var owners: [SafeText: [Int]] = [:]
    for number in targets.indices where targets[number].role == .dependency && isFresh(number, at: now) {
      guard let word = evidence[number], word.addresses.count == 1,
        targets[number].host != word.addresses[0].string
      else { continue }
      owners[word.addresses[0], default: []].append(number)
    }
    let shared = owners.filter { _, numbers in
      operators(of: numbers).count >= 3
        && !numbers.contains { number in evidence[number].map { $0.verifiesTLS(of: targets[number]) } ?? false
        }
    }
    return shared.max { ($0.value.count, $1.key.string) < ($1.value.count, $0.key.string) }.map {
      ($0.key, $0.value)
    }
  }

  private func onePage(at now: Timestamp) -> Condition? {
    var givers: [UInt64: [Int]] = [:]
    for number in targets.indices where isFresh(number, at: now) && targets[number].role == .dependency {
      if let page = evidence[number]?.page { givers[page, default: []].append(number) }
    }
    let shared = givers.values.filter { operators(of: $0).count >= 3 }.max { $0.count < $1.count }
    let controls = failures(at: now) { _, target in target.role == .control }
    guard let shared, !controls.isEmpty, let since = beginning(of: controls), !isDisproved(since: since)
    else {
      return nil
    }
    return Condition(
      kind: .intercepted, since: min(since, beginning(of: shared) ?? since),
      evidence: ["\(operators(of: shared).count) unrelated hosts give one and the same page"])
  }
}
