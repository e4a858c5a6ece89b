@testable import Model

/// What a peer or a file may hold: markup, formulas, quotes, escapes, controls, a URL with secrets.
let hostile = """
  =1+1,"';\\"</script><script>alert(1)</script><!-- ]]> & {x="y"} `|`\u{1B}[2J\u{202E}\u{0}
  -- https://user:hunter2@example.com/?token=hunter2 %n \\N \\
  """

/// A snapshot whose every text is hostile, ids included.
func hostileSnapshot() throws -> Snapshot {
  let text = SafeText(hostile)
  var snapshot = try richSnapshot()
  snapshot.vantage = VantageState(name: text, verdict: .unclear, evidence: [text])
  let standing = Standing(health: .down, since: noon, reason: text)
  let feed = FeedState(source: text, health: .down, title: text, updatedAt: noon, url: text)
  for index in snapshot.regions.indices {
    let domain = snapshot.regions[index].domain
    snapshot.regions[index].domain = FaultDomain(
      id: domain.id, name: text, place: text, country: hostile,
      coordinates: Coordinates(latitude: 38.9, longitude: -77.4))
    snapshot.regions[index].standing = standing
    snapshot.regions[index].feeds = [feed]
    snapshot.regions[index].checks = snapshot.regions[index].checks.map(hostileCheck)
  }
  for index in snapshot.names.indices {
    snapshot.names[index].id = hostile
    snapshot.names[index].standing = standing
    snapshot.names[index].checks = snapshot.names[index].checks.map(hostileCheck)
  }
  snapshot.services = [
    ServiceState(
      service: Service(
        id: hostile, name: text, weight: 3, owner: text, runbook: text, tags: [text],
        needs: [
          .any([
            .domain(try domain("aws/us-east-1"), evidence: text), .domain(.service(hostile), evidence: nil),
          ])
        ]),
      standing: standing, feed: feed)
  ]
  let cause = Incident.Cause(
    domain: .service(hostile), dependents: 2, dependentsFailing: 2, others: 9, othersFailing: 0)
  snapshot.incidents = [
    Incident(
      id: hostile, openedAt: noon, confirmedAt: noon, title: text, health: .down, cause: cause,
      members: [.name(hostile), .service(hostile)], feedLag: .seconds(1380),
      suspects: [.init(cause: cause, likelihood: 1)],
      spread: [.init(member: .name(hostile), failedAt: noon)], predicted: [.name(hostile)],
      missingEdges: [hostile])
  ]
  snapshot.risk?.recommendations = [
    .init(
      service: hostile, change: text, add: .service(hostile), deltaExpectedLoss: -0.1, deltaWorst: -0.2,
      sharesFateWith: [.service(hostile)])
  ]
  snapshot.risk?.domains.append(
    .init(id: .service(hostile), blastRadius: 0.5, weight: 1, services: 1, direct: 1, transitive: 0))
  snapshot.sources = [SourceState(id: text, health: .unknown, age: .seconds(3), detail: text)]
  return snapshot
}

private func hostileCheck(_ state: CheckState) -> CheckState {
  let text = SafeText(hostile)
  var state = state
  let probe: Probe =
    switch state.check.probe {
    case .dns: .dns(DNSProbe(name: hostile, type: nil, resolver: hostile))
    default: state.check.probe
    }
  state.check = Check(
    for: .service(hostile), probe: probe, interval: .seconds(60), timeout: .seconds(5))
  state.standing.reason = text
  state.last?.detail = text
  state.last?.address = text
  state.last?.answer = DNSAnswer(records: [text], chain: [text], ttl: 60)
  return state
}
