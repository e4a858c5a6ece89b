internal import Model

/// Looks at every snapshot of a world and compares it with the truth.
struct Scorer {
  private struct Account {
    var told: [String: Int] = [:]
    var right = 0, sideRight = 0, looks = 0
    var firstRight: Timestamp?
  }

  private let world: World
  private let witness: Witness
  private var near: [Account]
  private var far: [Account]
  private(set) var score: Score

  init(_ world: World, witness: Witness) {
    self.world = world
    self.witness = witness
    near = world.near.map { _ in Account() }
    far = world.far.map { _ in Account() }
    score = Score(seed: world.seed)
  }

  mutating func look(at snapshot: Snapshot) {
    let now = snapshot.generatedAt
    guard !world.isAsleep(at: now) else { return }
    for index in world.near.indices { lookAtNear(index, snapshot, now) }
    for index in world.far.indices { lookAtFar(index, snapshot, now) }
    lookAtSide(snapshot, now)
    lookAtSubjects(snapshot, now)
    lookAtIncidents(snapshot, now)
  }

  func finished() -> Score {
    var score = score
    score.observations = witness.observations
    score.faults =
      zip(world.near, near).compactMap { spell, account in
        guard account.looks > 0 else { return nil }
        let begin = spell.fault == .asleep ? spell.span.upperBound : spell.span.lowerBound
        return Self.score(spell.fault.label, true, account, from: begin)
      }
      + zip(world.far, far).enumerated().compactMap { index, pair in
        guard pair.1.looks > 0 else { return nil }
        return Self.score(pair.0.fault.kind.rawValue, false, pair.1, from: visibleFrom(pair.0))
      }
    return score
  }

  /// What was told for most of the time, and whether that was right.
  private static func score(
    _ truth: String, _ isNear: Bool, _ account: Account, from begin: Timestamp
  ) -> FaultScore {
    let told = account.told.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "nothing"
    return FaultScore(
      truth: truth, told: told, isNear: isNear, isSideRight: account.sideRight * 2 > account.looks,
      isRight: account.right * 2 > account.looks, delay: account.firstRight.map { $0 - begin })
  }

  // MARK: The near side

  private mutating func lookAtNear(_ index: Int, _ snapshot: Snapshot, _ now: Timestamp) {
    let spell = world.near[index]
    // Nobody sees a sleeping machine: what it says after it woke is looked at.
    let isSleep = spell.fault == .asleep
    let begin = isSleep ? spell.span.upperBound : spell.span.lowerBound
    let end = isSleep ? begin + .seconds(60) : spell.span.upperBound
    guard begin <= now, now < end else { return }
    let rivals = world.near(at: now)
    let isTold =
      spell.fault.isTold(by: snapshot.vantage) || rivals.contains { $0.isTold(by: snapshot.vantage) }
      || isSleep && snapshot.vantage.verdict.condition == nil
    if isTold, near[index].firstRight == nil { near[index].firstRight = now }
    guard now >= begin + bound(of: spell.fault), now < end else { return }
    near[index].looks += 1
    near[index].told[
      spell.fault.isTold(by: snapshot.vantage) ? spell.fault.label : told(snapshot), default: 0] += 1
    if isTold { near[index].right += 1 }
    if isTold || snapshot.vantage.verdict.condition != nil { near[index].sideRight += 1 }
  }

  private func bound(of fault: NearFault) -> Duration {
    switch fault {
    // Two of three samples have to be slow, and noise may spoil one.
    case .slow: world.bound + world.longestInterval * 3
    case .asleep: .seconds(5)
    default: world.bound
    }
  }

  private func told(_ snapshot: Snapshot) -> String {
    if let kind = snapshot.vantage.verdict.condition { return kind.rawValue }
    guard let incident = snapshot.incidents.first(where: { $0.closedAt == nil }) else { return "nothing" }
    return incident.cause == nil ? "far, no cause" : "far, a cause"
  }

  // MARK: The far side

  private func bound(of fault: FarFault) -> Duration {
    let isSlow = fault.symptoms.values.contains { $0.health == .degraded }
    return world.bound + (isSlow ? world.longestInterval * 3 : .zero)
  }

  /// Since when one at this vantage can see it: faults of the near side hide it.
  private func visibleFrom(_ spell: Spell<FarFault>) -> Timestamp {
    let first = world.landscape.plan.resolvers.first?.id
    var begin = spell.span.lowerBound
    for other in world.near.sorted(by: { $0.span.lowerBound < $1.span.lowerBound })
    where other.fault.hides(spell.fault, first: first) && other.holds(at: begin) {
      begin = max(begin, other.span.upperBound)
    }
    return begin
  }

  private func isHidden(_ fault: FarFault, at now: Timestamp, _ bound: Duration) -> Bool {
    let first = world.landscape.plan.resolvers.first?.id
    return world.near.contains {
      $0.fault.hides(fault, first: first) && $0.span.lowerBound <= now && now < $0.span.upperBound + bound
    }
  }

  private mutating func lookAtFar(_ index: Int, _ snapshot: Snapshot, _ now: Timestamp) {
    let spell = world.far[index]
    guard spell.holds(at: now), !isHidden(spell.fault, at: now, .zero) else { return }
    let fault = spell.fault
    let isFailing = shows(fault, snapshot)
    let incident = incident(of: fault, in: snapshot)
    let isOurs = snapshot.vantage.verdict.condition != nil && !isNearRight(now)
    let isRight = isFailing && !isOurs && fault.allows(incident?.cause?.domain)
    if isRight, far[index].firstRight == nil { far[index].firstRight = now }
    let bound = bound(of: fault)
    guard now >= visibleFrom(spell) + bound, !isHidden(fault, at: now, bound) else { return }
    far[index].looks += 1
    if isRight { far[index].right += 1 }
    if isFailing, !isOurs { far[index].sideRight += 1 }
    let told: String =
      if isOurs { self.told(snapshot) } else if !isFailing { "nothing" } else if isRight {
        incident?.cause == nil ? "far, rightly no cause" : "far, right cause"
      } else { incident?.cause == nil ? "far, no cause" : "far, wrong cause" }
    far[index].told[told, default: 0] += 1
  }

  /// Whether a fault of the near side holds at the same time that the verdict may name.
  private func isNearRight(_ now: Timestamp) -> Bool {
    world.near.contains { $0.span.lowerBound <= now && now < $0.span.upperBound + world.bound }
  }

  private func shows(_ fault: FarFault, _ snapshot: Snapshot) -> Bool {
    snapshot.standings.contains { label, standing in
      fault.members.contains(label) && standing.health.severity > 1
    }
  }

  /// The open incident that has some of the fault's members and names what may be named; else the one that what broke
  /// is in itself; else the one that most of them are in.
  private func incident(of fault: FarFault, in snapshot: Snapshot) -> Incident? {
    let open = snapshot.incidents.filter { $0.closedAt == nil && !fault.members.isDisjoint(with: $0.labels) }
    let named = open.first { $0.cause.map { fault.admissible.contains($0.domain) } ?? false }
    let own = open.first { incident in fault.cause.map { incident.labels.contains($0.description) } ?? false }
    return named ?? own
      ?? open.max {
        fault.members.intersection($0.labels).count < fault.members.intersection($1.labels).count
      }
  }

  // MARK: Everything, at every instant

  private mutating func lookAtSide(_ snapshot: Snapshot, _ now: Timestamp) {
    let isNearTold = snapshot.vantage.verdict.condition != nil
    let active = world.near.filter { $0.fault != .asleep && $0.holds(at: now) }
    let isSettling = world.near.contains {
      $0.span.lowerBound <= now && now < $0.span.upperBound + world.bound + world.longestInterval
    }
    if active.contains(where: { now >= $0.span.lowerBound + bound(of: $0.fault) }) {
      score.instants += 1
      if isNearTold { score.rightInstants += 1 }
    } else if !isSettling {
      score.instants += 1
      if !isNearTold { score.rightInstants += 1 }
    }
  }

  private mutating func lookAtSubjects(_ snapshot: Snapshot, _ now: Timestamp) {
    let recent = max(world.span.lowerBound, now + world.aftermath * -1)...now
    let isNear = world.near.contains { $0.span.overlaps(recent) }
    for (label, standing) in snapshot.standings where standing.health == .down {
      guard world.health(of: label, during: recent) != .down else { continue }
      if isNear { score.nearFalseDowns.insert(label) } else { score.falseDowns.insert(label) }
    }
    lookAtGreens(snapshot, now)
  }

  private mutating func lookAtGreens(_ snapshot: Snapshot, _ now: Timestamp) {
    for (label, standing, checks) in snapshot.parts {
      let numbers = world.landscape.checks(of: label)
      for state in checks where state.standing.health == .ok {
        guard let number = world.landscape.numbers[state.id], !witness.hasEvidence(for: number, at: now)
        else {
          continue
        }
        score.baselessGreens.insert("\(label) \(state.id)")
      }
      guard standing.health == .ok, !checks.isEmpty else { continue }
      if !numbers.contains(where: { witness.hasEvidence(for: $0, at: now) }) {
        score.baselessGreens.insert(label)
      }
    }
  }

  /// Whether a domain truly failed as part of a larger one: a region is no bystander while its provider is down.
  private func fell(_ domain: DomainID, with fault: FarFault) -> Bool {
    fault.members.contains(domain.description) || (fault.cause != nil && domain.provider == fault.cause)
  }

  private mutating func lookAtIncidents(_ snapshot: Snapshot, _ now: Timestamp) {
    for incident in snapshot.incidents {
      let begin = max(world.span.lowerBound, incident.openedAt + world.aftermath * -1)
      let span = begin...max(begin, now)
      let innocent = incident.labels.filter { world.health(of: $0, during: span) == .ok }
      if innocent.count == incident.members.count { score.falseIncidents.insert(incident.id) }
      score.falseMembers.formUnion(innocent)
      guard incident.closedAt == nil, let blamed = incident.cause?.domain else { continue }
      let begun = world.far.filter { $0.span.lowerBound <= now }
      if !begun.contains(where: { $0.fault.admissible.contains(blamed) || fell(blamed, with: $0.fault) }) {
        score.bystanders.insert(blamed.description)
      }
    }
  }
}

extension Verdict {
  var condition: Condition.Kind? {
    if case .condition(let kind) = self { kind } else { nil }
  }
}

extension Snapshot {
  /// Every region, name and service by its label, with its checks.
  var parts: [(label: String, standing: Standing, checks: [CheckState])] {
    regions.map { ($0.id.description, $0.standing, $0.checks) }
      + names.map { ("name:\($0.id)", $0.standing, $0.checks) }
      + services.map { ("service:\($0.id)", $0.standing, $0.checks) }
  }

  var standings: [(label: String, standing: Standing)] { parts.map { ($0.label, $0.standing) } }
}
