internal import Model

/// Who is to blame for a set of failures, by likelihood.
///
/// Each fault domain `d` is a hypothesis: "d has failed". Under it every dependent of d fails unless it is
/// missed (probability `missed`: caches, retries, checks that look elsewhere), and everything else fails by
/// itself with probability `noise`. The rival is "nothing in common": all fail by themselves. With f of D
/// dependents failing and g of O others failing, the two likelihoods are
///
///     L(d) = (1 - missed)^f · missed^(D-f) · noise^g · (1 - noise)^(O-g)
///     L(0) = noise^(f+g) · (1 - noise)^(D+O-f-g)
///
/// and the evidence for d is the logarithm of their ratio times the prior odds of its kind:
///
///     evidence(d) = f · ln((1 - missed) / noise) + (D - f) · ln(missed / (1 - noise)) + ln prior(kind)
///
/// A failing other costs d exactly what it would have gained as a dependent, so a domain that explains more of
/// what fails wins over one that explains less, and each healthy dependent counts against it.
struct Blame {
  static let noise = 0.05
  static let missed = 0.1
  /// Evidence below a hundred to one blames nobody.
  static let enough = logarithm(100)
  /// One failure is not a pattern, whatever it depends on.
  static let fewest = 2

  /// A hypothesis with its numbers.
  struct Finding {
    let node: Int
    let cause: Incident.Cause
    let evidence: Double

    var isConvincing: Bool { evidence >= Blame.enough && cause.dependentsFailing >= Blame.fewest }
  }

  /// How each subject stands, by number, for the question asked.
  enum Side { case failing, well, unseen }

  /// Every hypothesis among `nodes`, most likely first; on a tie the domain that fewer others depend on.
  static func findings(
    among nodes: Set<Int>, sides: [Side], graph: inout SubjectGraph
  ) -> [Finding] {
    var findings: [Finding] = []
    let all = Tally(sides.indices, sides)
    for node in nodes {
      let impact = graph.impact(of: node)
      let cause = cause(graph.domain(node), impact, sides, of: all)
      let evidence =
        Double(cause.dependentsFailing) * logarithm((1 - missed) / noise)
        + Double(cause.dependents - cause.dependentsFailing) * logarithm(missed / (1 - noise))
        + logarithm(prior(cause.domain.kind))
      findings.append(Finding(node: node, cause: cause, evidence: evidence))
    }
    return findings.sorted { ($1.evidence, $0.cause.domain) < ($0.evidence, $1.cause.domain) }
  }

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

  private static func cause(
    _ domain: DomainID, _ impact: SubjectGraph.Impact, _ sides: [Side], of all: Tally
  ) -> Incident.Cause {
    let failed = Tally(impact.failed, sides)
    let involved = Tally(impact.failed.union(impact.dependents), sides)
    return Incident.Cause(
      domain: domain, dependents: failed.seen, dependentsFailing: failed.failing,
      others: all.seen - involved.seen, othersFailing: all.failing - involved.failing)
  }

  /// How often a domain of a kind fails as a whole, against a region: whole providers and authorities are
  /// rarer, by judgement rather than by measurement; it decides only between hypotheses that explain alike.
  private static func prior(_ kind: DomainID.Kind) -> Double {
    switch kind {
    case .region, .service: 1
    case .dns, .cdn: 0.5
    case .ca: 0.25
    case .provider: 0.1
    case .country, .jurisdiction: 0.01
    }
  }

  /// Each finding's share of the likelihood among all of them and "nothing in common".
  static func likelihoods(_ findings: [Finding]) -> [Double] {
    let top = max(0, findings.first?.evidence ?? 0)
    let weights = findings.map { exponential($0.evidence - top) }
    let total = weights.reduce(exponential(-top), +)
    return weights.map { $0 / total }
  }
}
