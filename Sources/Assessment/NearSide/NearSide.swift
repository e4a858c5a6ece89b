internal import Model

/// Everything that the own vantage has observed, read for one question: is the fault on my side?
///
/// `fold` takes in each observation; `conditions(at:)` infers the conditions that hold, one rule a file beside this
/// one. What any rule may rest on:
///
/// - An answer from the far side (an HTTP status, a TLS alert, NXDOMAIN) proves the way to it.
/// - A control that has never answered is no evidence, unless nothing ever has.
/// - Observations are compared by when they began: an answer to what was asked before the trouble proves nothing.
struct NearSide {
  let targets: [WatchedTarget]
  /// The last observation of each check, by number.
  private(set) var evidence: [Evidence?]
  /// Numbers of the checks whose last observation is a failure.
  private(set) var failing: Set<Int> = []
  /// Numbers of the controls, and of the independent question of each resolver.
  let controls: [Int]
  let questions: [Resolver.ID: Int]
  /// Controls and questions that have answered at least once.
  private(set) var proven: Set<Int> = []
  /// When the newest connection began that was answered, by where the target lies.
  private(set) var connectionAnswers: [WatchedTarget.Scope: Timestamp] = [:]
  /// When the newest connection began that was refused.
  private(set) var lastRefusal: Timestamp?
  /// When the newest question began that a resolver answered.
  private(set) var resolverAnswers: [Resolver.ID: Timestamp] = [:]
  /// When the newest verified TLS session began.
  private(set) var lastVerifiedTLS: Timestamp?
  /// Names in the environment of a proxy that `probe.proxy` does not name; `nil` if there is none.
  let unusedProxyVariable: String?

  init(checks: [Check], unusedProxyVariable: String? = nil) {
    let targets = checks.map(WatchedTarget.init)
    self.targets = targets
    evidence = [Evidence?](repeating: nil, count: checks.count)
    controls = targets.indices.filter { targets[$0].role == .control }
    var questions: [Resolver.ID: Int] = [:]
    for (number, target) in targets.enumerated() {
      if case .resolverQuestion(let resolver) = target.role { questions[resolver] = number }
    }
    self.questions = questions
    self.unusedProxyVariable = unusedProxyVariable
  }

  /// - Parameter observation: of the own vantage, its slowness already judged.
  mutating func fold(_ observation: Observation, of number: Int) {
    let target = targets[number]
    let new = Evidence(observation, after: evidence[number])
    guard evidence[number].map({ $0.startedAt <= new.startedAt }) ?? true else { return }
    evidence[number] = new
    if new.stage == nil { failing.remove(number) } else { failing.insert(number) }
    if new.isRefusal { lastRefusal = later(lastRefusal, new.startedAt) }
    guard !target.isAlwaysTrusted else { return }
    if new.answersConnection(of: target) {
      let scope = WatchedTarget.scope(of: new.addresses.first?.string ?? target.host)
      connectionAnswers[scope] = later(connectionAnswers[scope], new.startedAt)
      if target.role == .control { proven.insert(number) }
    }
    if new.answersQuestion, let resolver = new.resolver {
      resolverAnswers[resolver] = later(resolverAnswers[resolver], new.startedAt)
      if case .resolverQuestion = target.role { proven.insert(number) }
    }
    if new.verifiesTLS(of: target) { lastVerifiedTLS = later(lastVerifiedTLS, new.startedAt) }
  }

  private func later(_ a: Timestamp?, _ b: Timestamp) -> Timestamp { max(a ?? b, b) }

  /// The conditions that hold, the gravest first.
  func conditions(at now: Timestamp) -> [Condition] {
    guard !failing.isEmpty else { return [] }
    var found: [Condition] = []
    if let intercepted = interception(at: now) { found.append(intercepted) }
    if let path = brokenPath(at: now) { found.append(path) }
    if let proxy = brokenProxy(at: now) { found.append(proxy) }
    if found.allSatisfy({ $0.kind != .localLink }) { found += brokenResolvers(at: now) }
    if let slow = slowLink(at: now) { found.append(slow) }
    if let sizes = lostLargePackets(at: now) { found.append(sizes) }
    if let clock = wrongClock(at: now) { found.append(clock) }
    found += ownConditions(at: now)
    return found.sorted { $0.kind < $1.kind }
  }
}

extension NearSide {
  func isFresh(_ number: Int, at now: Timestamp) -> Bool {
    evidence[number].map { now - $0.startedAt <= targets[number].reach } ?? false
  }

  /// The failing checks that pass a test and still stand.
  func failures(at now: Timestamp, where matches: (Evidence, WatchedTarget) -> Bool) -> [Int] {
    failing.filter { number in
      guard isFresh(number, at: now), let evidence = evidence[number] else { return false }
      return !targets[number].isAlwaysTrusted && matches(evidence, targets[number])
    }.sorted()
  }

  func operators(of numbers: [Int]) -> Set<String> { Set(numbers.map { targets[$0].operatorName }) }

  /// When the first of these runs of failures began.
  func beginning(of numbers: [Int]) -> Timestamp? { numbers.compactMap { evidence[$0]?.since }.min() }

  /// Controls that may be believed: those that have answered before.
  var countedControls: [Int] { controls.filter(proven.contains) }
}
