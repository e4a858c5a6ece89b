internal import Model

/// Who is to blame for a set of failures, by likelihood.
///
/// Each fault domain `d` is a hypothesis, "d has failed"; its rival is "nothing in common: each fails by itself". The
/// evidence for d is the logarithm of the ratio of their likelihoods, times the prior odds of d's kind:
///
///     evidence(d) = ln prior(kind) + own(d) + feed(d) + spread(d) + likeness(d)
///
/// - `own`: d's own checks, the strongest witness. They fail with probability `ownFailing` if d has failed and
///   `ownFailingByChance` if not; a domain whose own checks are fine may still have failed in part.
/// - `feed`: the provider says that d has an incident, or that it has none (which weighs little: pages lag).
/// - `spread`: of the subjects that fail without d, f fail and h do not. If d has failed, each fails with a share s that
///   depends on how badly; else with `noise`: max over s of ln w(s) + f ln(s / noise) + h ln((1 - s) / (1 - noise)).
/// - `likeness`: what the failing dependents look like. Under d they mostly look like one kind m that d's kind produces,
///   with probability `alike`, else by d's usual mixture; by themselves they look like `byThemselves`:
///   max over m of ln P(m | d) + sum of ln P(k | m, d) / byThemselves(k). A region does not expire one customer's
///   certificate; a DNS operator does not answer 503.
///
/// The odds are judgement, not measurement; the trials (`make bench`, and a fixed seed in the tests) hold them to what
/// they get right. Only subjects that are seen count, and only failures that began about the incident's time.
///
/// A cause is named if its evidence is above `enough`, if it makes up `clear` of the likelihood of all hypotheses
/// (nested ones apart, two that explain the same are no answer), and if it rests on d's own checks or feed, or on
/// enough unrelated dependents: two, or three where each may well have failed by itself.
struct Blame {
  static let noise = 0.05
  /// Evidence below a hundred to one blames nobody.
  static let enough = logarithm(100)
  static let clear = 0.8
  private static let ownFailing = 0.9
  private static let ownFailingByChance = 0.02
  private static let alike = 0.7
  /// How much of what depends on a failed domain fails, and how often that is so.
  private static let severities: [(share: Double, weight: Double)] = [(0.9, 0.6), (0.5, 0.25), (0.2, 0.15)]

  /// How each subject is, by number, for the question asked.
  enum Side { case failing, well, unseen }

  /// What the question is asked of, by subject number.
  struct Witnesses {
    var sides: [Side]
    var kinds: [FailureKind?]
    /// Regions that their provider's feed says to be impaired; those of which it says nothing at all are missing.
    var admitted: [Int: Bool]
  }

  /// A hypothesis with its numbers.
  struct Finding {
    let node: Int
    let cause: Incident.Cause
    let evidence: Double
    /// Whether the domain's own checks, its feed, or enough dependents speak for it.
    let isSupported: Bool
  }

  /// Every hypothesis among `nodes`, most likely first; on a tie the domain that others depend on less.
  static func findings(among nodes: Set<Int>, _ witnesses: Witnesses, graph: inout SubjectGraph) -> [Finding]
  {
    var findings: [Finding] = []
    let all = Tally(witnesses.sides.indices, witnesses.sides)
    for node in nodes where isBlamable(graph.domain(node).kind) {
      findings.append(finding(node, witnesses, of: all, graph: &graph))
    }
    return findings.sorted { ($1.evidence, $0.cause.domain) < ($0.evidence, $1.cause.domain) }
  }

  /// The one to name, if any: see above.
  static func convincing(_ findings: [Finding]) -> Finding? {
    guard let best = findings.first, best.evidence >= enough, best.isSupported,
      let share = likelihoods(findings).first, share >= clear
    else { return nil }
    return best
  }

  /// Each finding's share of the likelihood among all of them and "nothing in common".
  static func likelihoods(_ findings: [Finding]) -> [Double] {
    let top = max(0, findings.first?.evidence ?? 0)
    let weights = findings.map { exponential($0.evidence - top) }
    let total = weights.reduce(exponential(-top), +)
    return weights.map { $0 / total }
  }

  /// True if a domain of the kind produces such failures at all.
  static func explains(_ failure: FailureKind, by kind: DomainID.Kind) -> Bool {
    chance(of: failure, under: kind) >= 0.02
  }
}

extension Blame {
  /// How many subjects are in a state to speak for or against anything.
  private struct Tally {
    var seen = 0
    var failing = 0

    init(_ subjects: some Sequence<Int>, _ sides: [Side]) {
      for subject in subjects where sides[subject] != .unseen {
        seen += 1
        if sides[subject] == .failing { failing += 1 }
      }
    }
  }

  private static func finding(
    _ node: Int, _ witnesses: Witnesses, of all: Tally, graph: inout SubjectGraph
  ) -> Finding {
    let impact = graph.impact(of: node)
    let domain = graph.domain(node)
    let own = impact.failed.filter { graph.vertices[$0].node == node }
    let others = impact.failed.subtracting(own)
    let (ownTally, tally) = (Tally(own, witnesses.sides), Tally(others, witnesses.sides))
    let involved = Tally(impact.failed.union(impact.dependents), witnesses.sides)
    let kinds = others.filter { witnesses.sides[$0] == .failing }.compactMap { witnesses.kinds[$0] }
    let feed = own.compactMap { witnesses.admitted[$0] }.max { !$0 && $1 }
    let evidence =
      logarithm(prior(domain.kind)) + ownEvidence(ownTally) + feedEvidence(feed)
      + spread(failing: tally.failing, well: tally.seen - tally.failing)
      + likeness(of: kinds, under: domain.kind)
    let cause = Incident.Cause(
      domain: domain, dependents: ownTally.seen + tally.seen,
      dependentsFailing: ownTally.failing + tally.failing,
      others: all.seen - involved.seen, othersFailing: all.failing - involved.failing)
    let needed = kinds.allSatisfy { $0 == .name || $0 == .unreachable || $0 == .slow } ? 2 : 3
    let isSpeaking = (ownTally.failing > 0 || feed == true) && cause.dependentsFailing >= 2
    return Finding(
      node: node, cause: cause, evidence: evidence, isSupported: isSpeaking || tally.failing >= needed)
  }

  private static func ownEvidence(_ own: Tally) -> Double {
    if own.failing > 0 { return logarithm(ownFailing / ownFailingByChance) }
    return own.seen > 0 ? logarithm((1 - ownFailing) / (1 - ownFailingByChance)) : 0
  }

  private static func feedEvidence(_ admitted: Bool?) -> Double {
    switch admitted {
    case true?: logarithm(0.8 / 0.02)
    case false?: logarithm(0.8)
    case nil: 0
    }
  }

  private static func spread(failing: Int, well: Int) -> Double {
    guard failing + well > 0 else { return 0 }
    return severities.map { share, weight in
      logarithm(weight) + Double(failing) * logarithm(share / noise)
        + Double(well) * logarithm((1 - share) / (1 - noise))
    }.max() ?? 0
  }

  private static func likeness(of kinds: [FailureKind], under kind: DomainID.Kind) -> Double {
    guard !kinds.isEmpty else { return 0 }
    return FailureKind.allCases.map { main in
      kinds.reduce(logarithm(chance(of: main, under: kind))) { sum, seen in
        let usual = (1 - alike) * chance(of: seen, under: kind)
        return sum + logarithm(((seen == main ? alike : 0) + usual) / byThemselves(seen))
      }
    }.max() ?? 0
  }

  /// How often something that fails by itself looks so.
  private static func byThemselves(_ kind: FailureKind) -> Double {
    switch kind {
    case .name: 0.08
    case .unreachable: 0.2
    case .refused: 0.17
    case .certificate: 0.15
    case .serverError: 0.2
    case .content: 0.12
    case .slow: 0.08
    }
  }

  /// How often the dependents of a failed domain look so, by the domain's kind.
  private static func chance(of failure: FailureKind, under kind: DomainID.Kind) -> Double {
    let odds:
      (
        name: Double, unreachable: Double, refused: Double, certificate: Double, server: Double,
        content: Double, slow: Double
      ) =
        switch kind {
        case .region, .provider: (0.15, 0.35, 0.02, 0.002, 0.33, 0.01, 0.138)
        case .dns: (0.96, 0.01, 0.002, 0.002, 0.01, 0.006, 0.01)
        case .cdn: (0.05, 0.25, 0.04, 0.06, 0.45, 0.04, 0.11)
        case .ca: (0.001, 0.001, 0.001, 0.99, 0.005, 0.001, 0.001)
        case .service: (0.02, 0.13, 0.02, 0.005, 0.5, 0.125, 0.2)
        case .country, .jurisdiction: (0.05, 0.6, 0.05, 0.05, 0.1, 0.05, 0.1)
        }
    return switch failure {
    case .name: odds.name
    case .unreachable: odds.unreachable
    case .refused: odds.refused
    case .certificate: odds.certificate
    case .serverError: odds.server
    case .content: odds.content
    case .slow: odds.slow
    }
  }

  /// How often a domain of a kind fails as a whole, against a region: whole providers and authorities are rarer.
  private static func prior(_ kind: DomainID.Kind) -> Double {
    switch kind {
    case .region, .service: 1
    case .dns, .cdn: 0.5
    case .ca: 0.25
    case .provider: 0.1
    case .country, .jurisdiction: 0.01
    }
  }

  /// Countries and jurisdictions are exposure, not causes.
  private static func isBlamable(_ kind: DomainID.Kind) -> Bool { kind != .country && kind != .jurisdiction }
}
