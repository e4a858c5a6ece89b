internal import Model

/// What is wrong at the other side: which checks truly fail, and how.
struct FarFault: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable, CaseIterable {
    case service, zone, region, product, provider, dns, cdn, ca, dependency
  }

  let kind: Kind
  /// What broke; `nil` for a zone that nothing else is in.
  let cause: DomainID?
  /// By number of the check.
  let symptoms: [Int: Symptom]
  /// Labels of what fails.
  let members: Set<String>
  /// What may be named as the cause.
  var admissible: Set<DomainID> = []
  /// True where the evidence is too thin to demand a common cause, or where there is none.
  var admitsNone = true

  init(kind: Kind, cause: DomainID?, symptoms: [Int: Symptom], in landscape: Landscape) {
    self.kind = kind
    self.cause = cause
    let all = Self.spread(symptoms, in: landscape)
    self.symptoms = all
    members = Set(all.keys.compactMap { landscape.targets[$0].subject })
  }

  /// A zone that does not answer fails whoever asks for a name in it.
  private static func spread(_ symptoms: [Int: Symptom], in landscape: Landscape) -> [Int: Symptom] {
    var all = symptoms
    for (number, symptom) in symptoms where symptom.family == .zone {
      let name = landscape.targets[number].name
      for other in landscape.targets.indices where landscape.targets[other].name == name {
        all[other] = symptom
      }
    }
    return all
  }

  func allows(_ told: DomainID?) -> Bool { told.map(admissible.contains) ?? admitsNone }
}

extension FarFault {
  /// Works out what one who sees the failures, and nothing else, may name.
  ///
  /// The truth is named right if the cause told is the one that broke, or one that the same evidence speaks for at
  /// least as well: it would take down everything that fails, and has no more dependents that are well. A provider
  /// of one watched region is that region; an operator whose customers are just those of a CDN is that CDN, if the
  /// failures are of a kind that both can cause.
  ///
  /// "No common cause" is right where there is none, and cannot be called wrong unless the evidence is plain:
  /// the domain's own check fails with at least one dependent (for a service: two) that is not merely slow, or at least three dependents fail alike and they are
  /// half of all that could.
  ///
  /// - Parameter others: what fails by other faults at the same time: two services of one region that break alike
  ///   at once look as the region does, and neither answer is wrong.
  mutating func judge(
    in landscape: Landscape, besides others: Set<String>, families: [String: Set<Symptom.Family>]
  ) {
    if let cause { admissible.insert(cause) }
    if members.count == 1 || kind == .service || kind == .zone {
      admissible.formUnion(members.compactMap(Self.domain))
    }
    admitsNone = true
    guard let cause, kind != .service, kind != .zone else {
      return admitCoincidence(in: landscape, others, families)
    }
    let expected = landscape.casualties(of: cause)
    let healthy = expected.subtracting(members).count
    // A name falls with its zone, not by any need.
    let known = members.filter { !$0.hasPrefix("name:") || expected.contains($0) }
    for rival in landscape.rivals {
      let explained = landscape.casualties(of: rival)
      guard known.isSubset(of: explained), explained.subtracting(members).count <= healthy,
        isPossible(rival, families)
      else { continue }
      admissible.insert(rival)
    }
    admitsNone = !isPlain(expected, own: cause.description, families)
    admitCoincidence(in: landscape, others, families)
  }

  private func isPlain(_ expected: Set<String>, own: String, _ families: [String: Set<Symptom.Family>])
    -> Bool
  {
    let dependents = members.subtracting([own])
    let failing = dependents.filter { families[$0] != [.speed] }
    if members.contains(own), families[own] != [.speed], failing.count >= (kind == .dependency ? 2 : 1) {
      return true
    }
    let largest =
      Symptom.Family.allCases.filter { $0 != .speed }.map { family in
        dependents.count { families[$0]?.contains(family) ?? false }
      }.max() ?? 0
    return largest >= 3 && largest * 2 >= expected.subtracting([own]).count
  }

  /// A certificate authority fails certificates and nothing else does so for several; only zones and operators
  /// fail zones.
  private func isPossible(_ rival: DomainID, _ families: [String: Set<Symptom.Family>]) -> Bool {
    let seen = members.reduce(into: Set<Symptom.Family>()) { $0.formUnion(families[$1] ?? []) }
    switch rival.kind {
    case .ca: return seen == [.certificate]
    case .dns: return seen == [.zone]
    case .service: return seen.isSubset(of: [.answer, .way, .speed])
    default: return seen.isDisjoint(with: [.certificate, .zone]) || kind == .region || kind == .provider
    }
  }

  /// What several faults at once look like together.
  private mutating func admitCoincidence(
    in landscape: Landscape, _ others: Set<String>, _ families: [String: Set<Symptom.Family>]
  ) {
    guard !others.isEmpty else { return }
    let all = members.union(others)
    for rival in landscape.rivals {
      let explained = landscape.casualties(of: rival)
      let failing = explained.intersection(all)
      guard failing.count >= 2, !failing.isDisjoint(with: members), failing.count * 2 > explained.count,
        isPossible(rival, families)
      else { continue }
      let alike = failing.reduce(into: [Symptom.Family: Int]()) { counts, label in
        for family in families[label] ?? [] { counts[family, default: 0] += 1 }
      }
      if (alike.values.max() ?? 0) >= 2 { admissible.insert(rival) }
    }
  }

  private static func domain(of label: String) -> DomainID? {
    label.hasPrefix("service:") ? .service(String(label.dropFirst(8))) : DomainID(label)
  }
}
