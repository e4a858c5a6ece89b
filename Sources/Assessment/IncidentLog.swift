internal import Model

/// Incidents: what fails together, since when, and what is to blame.
///
/// An incident opens when a region, name or service is decided to fail, takes in whatever fails within
/// `window` of it and shares a fault domain with it, and closes when all of it is well again. A spell of
/// `unknown` neither opens nor closes: not seeing is not recovering. What fails again within `relapse` of the
/// end reopens the same incident. Ids never change.
struct IncidentLog {
  /// Failures that begin this close to one another may be one incident.
  static let window = Duration.seconds(300)
  /// An end that holds no longer than this was none.
  static let relapse = Duration.seconds(600)
  /// Closed incidents kept for the screen.
  private static let closedKept = 50
  private static let wordsKept = 500

  var graph: SubjectGraph
  var accounts: [Account]
  /// By when they opened, oldest first.
  private(set) var open: [IncidentRecord] = []
  /// Newest first.
  private var closed: [IncidentRecord] = []
  private var fresh: [Int] = []
  private var hasNews = false
  private var words: [FeedWord] = []

  init(_ graph: DependencyGraph, subjects: [SubjectRecord]) {
    self.graph = SubjectGraph(graph, of: subjects)
    accounts = subjects.map { _ in Account() }
  }

  /// In the order in which incidents are listed.
  var all: [Incident] { (open + closed).map(\.incident).sorted { $0.isListed(before: $1) } }

  /// Takes in the standing of a subject.
  /// - Parameters:
  ///   - subject: its number.
  ///   - details: what its checks show beyond the standing.
  ///   - instant: when the standing was decided.
  mutating func note(
    _ standing: Standing, _ details: Details = Details(), of subject: Int, at instant: Timestamp
  ) {
    accounts[subject].isAdmitted = details.isAdmitted
    guard accounts[subject].isNew(standing, maskedFor: details.maskedFor) else { return }
    hasNews = true
    accounts[subject].maskedFor = details.maskedFor
    switch standing.health {
    case .down, .degraded:
      accounts[subject].fail(standing, details, decidedAt: instant)
      fresh.append(subject)
    case .ok, .maintenance:
      let recoveredAt = standing.since ?? instant
      accounts[subject].recover(isSeen: standing.health == .ok)
      for index in open.indices { open[index].recover(subject, at: max(recoveredAt, open[index].openedAt)) }
    case .unknown:
      accounts[subject].side = .unseen
    }
  }

  /// Draws the conclusions from what was noted since the last call.
  mutating func settle(at now: Timestamp) {
    guard hasNews else { return }
    hasNews = false
    forgetOldOnsets(at: now)
    withdrawThoseOfMine(at: now)
    for subject in fresh.sorted(by: isEarlier) { place(subject, at: now) }
    let begun = fresh.compactMap { accounts[$0].failingSince }
    fresh.removeAll(keepingCapacity: true)
    for index in open.indices
    where open[index].isChanged || begun.contains(where: { isOfItsTime(open[index], $0) }) {
      assess(index)
    }
    joinThoseOfOneCause()
    for index in open.indices {
      suggestMissingEdges(index)
      open[index].feedLag = open[index].feedLag ?? feedLag(of: open[index])
      open[index].count(failing: failingNow(open[index]).count)
      open[index].incident = shown(open[index])
    }
    closeThoseOver(at: now)
  }

  /// A provider's status page said something for the first time.
  /// - Parameter regions: ids without the provider; empty: not bound to a region.
  mutating func noteFeed(provider: String, regions: [String], at instant: Timestamp) {
    let word = FeedWord(provider: provider, regions: regions, at: instant)
    guard !words.contains(word) else { return }
    words = words.suffix(Self.wordsKept - 1) + [word]
    hasNews = true
  }

  /// Takes up the incidents that were open before a restart: what still fails goes on in them.
  mutating func restore(open incidents: [Incident]) {
    let numbers = Dictionary(
      graph.vertices.enumerated().map { ($1.subject, $0) }, uniquingKeysWith: { first, _ in first })
    for incident in incidents
    where incident.closedAt == nil && !open.contains(where: { $0.id == incident.id }) {
      let symptoms = Dictionary(
        incident.spread.map { ($0.member, $0) }, uniquingKeysWith: { first, _ in first })
      let members = incident.members.compactMap { member in
        numbers[member].map { (subject: $0, symptom: symptoms[member]) }
      }
      open.append(
        IncidentRecord(
          incident, members: members, cause: incident.cause.flatMap { graph.node(of: $0.domain) }))
    }
    open.sort { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }
    hasNews = true
  }

  private func isEarlier(_ a: Int, _ b: Int) -> Bool {
    (accounts[a].failingSince ?? .init(seconds: 0), a) < (accounts[b].failingSince ?? .init(seconds: 0), b)
  }

  private mutating func closeThoseOver(at now: Timestamp) {
    for index in open.indices.reversed() where open[index].closeIfOver(at: now) {
      var over = open.remove(at: index)
      over.incident.title = closingTitle(of: over)
      closed.insert(over, at: 0)
    }
    closed.sort { ($1.closedAt ?? now, $0.id) < ($0.closedAt ?? now, $1.id) }
    if closed.count > Self.closedKept { closed.removeLast(closed.count - Self.closedKept) }
  }

  /// Incidents of which a condition on my side turned out to explain everything were none.
  private mutating func withdrawThoseOfMine(at now: Timestamp) {
    for index in open.indices.reversed() {
      let masks = open[index].failing.map { accounts[$0].maskedFor }
      guard !masks.isEmpty,
        masks.allSatisfy({ ($0?.since).map { since in since <= open[index].openedAt } ?? false }),
        open[index].symptoms.count == masks.count, let kind = masks[0]?.kind
      else { continue }
      var mine = open.remove(at: index)
      mine.withdraw(for: kind, at: now)
      mine.incident = shown(mine)
      mine.incident.title = "withdrawn: the fault was on my side (\(kind.rawValue))"
      closed.insert(mine, at: 0)
    }
  }

  private mutating func forgetOldOnsets(at now: Timestamp) {
    for subject in Set(fresh) { accounts[subject].forgetOnsets(before: now) }
  }
}

extension IncidentLog {
  /// Puts a failing subject into the incident it belongs to.
  private mutating func place(_ subject: Int, at now: Timestamp) {
    let account = accounts[subject]
    guard let failedAt = account.failingSince, let standing = account.standing else { return }
    let home: Int
    if let known = self.home(of: subject, failedAt: failedAt) {
      home = known
    } else if let back = relapsed(subject, failedAt: failedAt) {
      home = back
    } else {
      open.append(
        IncidentRecord(
          id: "\(failedAt)/\(graph.vertices[subject].subject.label)", openedAt: failedAt,
          confirmedAt: account.decidedAt ?? now))
      home = open.count - 1
    }
    open[home].add(
      subject, standing.health, account.kind, account.phrase, failedAt: failedAt,
      confirmedAt: account.decidedAt ?? now)
  }

  /// The open incident that a failure belongs to: the one that it is a member of, else one of its time whose cause
  /// explains it, else one of its time, without a cause, that fails alike and shares a domain with it.
  private mutating func home(of subject: Int, failedAt: Timestamp) -> Int? {
    if let own = open.firstIndex(where: { $0.symptoms[subject] != nil }) { return own }
    let reach = graph.dependencies(ofSubject: subject)
    if let explained = open.indices.first(where: { explains(open[$0], subject, reach, failedAt) }) {
      return explained
    }
    return open.indices.first { index in
      guard open[index].cause == nil, isOfItsTime(open[index], failedAt), !open[index].isRestored else {
        return false
      }
      return open[index].failing.contains { member in
        accounts[member].kind == accounts[subject].kind && sharesCause(member, with: reach)
      }
    }
  }

  /// True if the incident's cause takes the subject with it, produces such failures, and is at work at that time.
  private func explains(_ record: IncidentRecord, _ subject: Int, _ reach: Set<Int>, _ failedAt: Timestamp)
    -> Bool
  {
    guard let cause = record.cause, reach.contains(cause.node), record.openedAt - failedAt <= Self.window
    else { return false }
    let isOwn = graph.vertices[subject].node == cause.node
    return isOwn || accounts[subject].kind.map { Blame.explains($0, by: cause.cause.domain.kind) } ?? true
  }

  private func isOfItsTime(_ record: IncidentRecord, _ failedAt: Timestamp) -> Bool {
    failedAt - record.lastFailedAt <= Self.window && record.openedAt - failedAt <= Self.window
  }

  /// True if the two share a domain that may be a cause; whole providers are too much in common to mean anything.
  private mutating func sharesCause(_ member: Int, with reach: Set<Int>) -> Bool {
    graph.dependencies(ofSubject: member).intersection(reach).contains { node in
      switch graph.domain(node).kind {
      case .region, .dns, .cdn, .ca, .service: true
      case .provider, .country, .jurisdiction: false
      }
    }
  }

  /// Takes an incident up again that has ended a moment ago, if the subject was part of it.
  private mutating func relapsed(_ subject: Int, failedAt: Timestamp) -> Int? {
    let recent = closed.firstIndex { record in
      record.symptoms[subject] != nil && record.closedAt.map { failedAt - $0 <= Self.relapse } ?? false
        && record.incident.closedAt.map { $0 <= failedAt } ?? false
    }
    guard let recent else { return nil }
    open.append(closed.remove(at: recent))
    return open.count - 1
  }

  /// Incidents that turn out to have one cause become the oldest of them; so do those without a cause that this cause
  /// explains.
  private mutating func joinThoseOfOneCause() {
    var index = 0
    while index < open.count {
      guard let cause = open[index].cause else {
        index += 1
        continue
      }
      let others = open.indices.filter { other in
        guard other != index else { return false }
        if let theirs = open[other].cause { return theirs.node == cause.node }
        return isOfItsTime(open[index], open[other].openedAt) && isExplained(open[other], by: open[index])
      }
      guard let oldest = (others + [index]).min(by: { (open[$0].openedAt, $0) < (open[$1].openedAt, $1) }),
        !others.isEmpty
      else {
        index += 1
        continue
      }
      for other in (others + [index]).sorted(by: >) where other != oldest { open[oldest].absorb(open[other]) }
      let gone = Set(others + [index]).subtracting([oldest])
      open = open.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
      index = 0
      for again in open.indices where open[again].isChanged { assess(again) }
    }
  }

  private mutating func isExplained(_ record: IncidentRecord, by other: IncidentRecord) -> Bool {
    guard !record.isRestored else { return false }
    for member in record.symptoms.keys {
      let reach = graph.dependencies(ofSubject: member)
      guard explains(other, member, reach, record.symptoms[member]?.failedAt ?? record.openedAt) else {
        return false
      }
    }
    return true
  }

  /// Asks whom the evidence blames. A member that has recovered stays evidence of what failed; what began to fail at
  /// another time says nothing about this.
  private mutating func assess(_ index: Int) {
    open[index].isChanged = false
    let record = open[index]
    guard !record.isRestored else { return }
    var witnesses = Blame.Witnesses(sides: accounts.map(\.side), kinds: accounts.map(\.kind), admitted: [:])
    for subject in accounts.indices {
      if let admitted = accounts[subject].isAdmitted { witnesses.admitted[subject] = admitted }
      guard witnesses.sides[subject] == .failing, record.symptoms[subject] == nil,
        let failedAt = accounts[subject].failingSince, !isOfItsTime(record, failedAt)
      else { continue }
      witnesses.sides[subject] = .unseen
    }
    for (subject, symptom) in record.symptoms where accounts[subject].isEvidence {
      witnesses.sides[subject] = .failing
      if symptom.recoveredAt != nil { witnesses.kinds[subject] = symptom.kind ?? witnesses.kinds[subject] }
    }
    var nodes: Set<Int> = []
    for subject in record.symptoms.keys { nodes.formUnion(graph.dependencies(ofSubject: subject)) }
    open[index].blame(Blame.findings(among: nodes, witnesses, graph: &graph))
  }

  /// Services that fell with the incident though their needs do not lead to its cause.
  private mutating func suggestMissingEdges(_ index: Int) {
    open[index].missingEdges = []
    guard let cause = open[index].cause else { return }
    let dependents = graph.impact(of: cause.node).dependents
    let first = open[index].openedAt
    let last = first + Self.window
    for (subject, account) in accounts.enumerated() where !dependents.contains(subject) {
      let failedAt = open[index].symptoms[subject]?.failedAt ?? account.failingSince
      guard case .service(let service) = graph.vertices[subject].subject, let failedAt, first <= failedAt,
        failedAt <= last, !isExplained(subject, besides: index)
      else { continue }
      open[index].missingEdges.append(service)
    }
  }

  private mutating func isExplained(_ subject: Int, besides own: Int) -> Bool {
    for index in open.indices where index != own {
      if let cause = open[index].cause, graph.impact(of: cause.node).dependents.contains(subject) {
        return true
      }
    }
    return false
  }

  private mutating func feedLag(of record: IncidentRecord) -> Duration? {
    guard let cause = record.cause else { return nil }
    let domains = graph.dependencies(of: cause.node).map(graph.domain)
    return words.filter { $0.concerns(cause.cause.domain, standingOn: domains) }
      .map { $0.at - record.openedAt }.filter { $0 + FeedWord.head >= .zero }.min().map { max($0, .zero) }
  }
}
