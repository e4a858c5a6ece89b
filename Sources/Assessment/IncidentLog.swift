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

  /// Open ones first, worst and then oldest first; then the closed ones, newest first.
  var all: [Incident] {
    open.map(\.incident).sorted {
      ($1.health.severity, $0.openedAt, $0.id) < ($0.health.severity, $1.openedAt, $1.id)
    } + closed.map(\.incident)
  }

  /// - Parameters:
  ///   - subject: the number of the thing whose standing it is.
  ///   - instant: when the standing was decided.
  mutating func note(_ standing: Standing, of subject: Int, at instant: Timestamp) {
    guard accounts[subject].isNew(standing) else { return }
    hasNews = true
    switch standing.health {
    case .down, .degraded:
      accounts[subject].fail(standing, decidedAt: instant)
      fresh.append(subject)
    case .ok, .maintenance:
      let recoveredAt = standing.since ?? instant
      accounts[subject].recover(isSeen: standing.health == .ok)
      for index in open.indices { open[index].recover(subject, at: recoveredAt) }
    case .unknown:
      accounts[subject].side = .unseen
    }
  }

  /// Draws the conclusions from what was noted since the last call.
  mutating func settle(at now: Timestamp) {
    guard hasNews else { return }
    hasNews = false
    forgetOldOnsets(at: now)
    for subject in fresh.sorted(by: isEarlier) { place(subject, at: now) }
    fresh.removeAll(keepingCapacity: true)
    for index in open.indices { assess(index) }
    joinThoseOfOneCause(at: now)
    for index in open.indices {
      suggestMissingEdges(index)
      open[index].feedLag = open[index].feedLag ?? feedLag(of: open[index])
      if let headline = headline(of: open[index]) { open[index].note(headline) }
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
      closed.insert(open.remove(at: index), at: 0)
    }
    closed.sort { ($1.closedAt ?? now, $0.id) < ($0.closedAt ?? now, $1.id) }
    if closed.count > Self.closedKept { closed.removeLast(closed.count - Self.closedKept) }
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
    let homes = homes(of: subject, failedAt: failedAt)
    let home: Int
    if let first = homes.first {
      home = first
      merge(homes.dropFirst(), into: first, at: now)
    } else if let back = relapsed(subject, failedAt: failedAt) {
      home = back
    } else {
      open.append(
        IncidentRecord(
          id: "\(failedAt)/\(graph.vertices[subject].subject)", openedAt: failedAt,
          confirmedAt: account.decidedAt ?? now))
      home = open.count - 1
    }
    open[home].add(
      subject, standing.health, failedAt: failedAt, confirmedAt: account.decidedAt ?? now)
  }

  /// The open incidents that a failure belongs to, oldest first: the one that it is a member of, else those of
  /// its time that share a fault domain with it. Where a cause is known, what it stands on counts.
  private mutating func homes(of subject: Int, failedAt: Timestamp) -> [Int] {
    if let own = open.firstIndex(where: { $0.symptoms[subject] != nil }) { return [own] }
    let reach = graph.dependencies(ofSubject: subject)
    var homes: [Int] = []
    for index in open.indices {
      if let cause = open[index].cause, reach.contains(cause.node) { return [index] }
      let distance = failedAt - open[index].lastFailedAt
      guard distance <= Self.window, open[index].openedAt - failedAt <= Self.window else { continue }
      if !dependencies(of: open[index]).isDisjoint(with: reach) { homes.append(index) }
    }
    // Two causes stay two incidents, even if something stands on both.
    return homes.count { open[$0].cause != nil } > 1 ? Array(homes.prefix(1)) : homes
  }

  private mutating func dependencies(of record: IncidentRecord) -> Set<Int> {
    if let cause = record.cause { return graph.dependencies(of: cause.node) }
    return record.failing.reduce(into: []) { $0.formUnion(graph.dependencies(ofSubject: $1)) }
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

  private mutating func merge(_ others: some Collection<Int>, into home: Int, at now: Timestamp) {
    for other in others.sorted(by: >) {
      open[home].absorb(open[other])
      var ended = open.remove(at: other)
      ended.end(at: now, asPartOf: open[home])
      closed.insert(ended, at: 0)
    }
  }

  private mutating func joinThoseOfOneCause(at now: Timestamp) {
    var index = 0
    while index < open.count {
      let cause = open[index].cause?.node
      let same = open.indices.filter { $0 > index && cause != nil && open[$0].cause?.node == cause }
      merge(same, into: index, at: now)
      if !same.isEmpty { assess(index) }
      index += 1
    }
  }

  /// Asks whom the evidence blames. A member that has recovered stays evidence of what fell.
  private mutating func assess(_ index: Int) {
    var sides = accounts.map(\.side)
    for subject in open[index].symptoms.keys where accounts[subject].isEvidence { sides[subject] = .failing }
    var nodes: Set<Int> = []
    for subject in open[index].symptoms.keys { nodes.formUnion(graph.dependencies(ofSubject: subject)) }
    open[index].blame(Blame.findings(among: nodes, sides: sides, graph: &graph))
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
