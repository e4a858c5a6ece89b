internal import Model

/// What there is to watch: a plan, and the facts of the hosts that its checks go to.
final class Landscape: Sendable {
  /// One host of the simulated internet.
  struct Host: Sendable {
    var address: String
    var roundTrip: Duration
    /// What the server itself takes to answer.
    var work: Duration
    /// A digest of its plain answer.
    var page: UInt64
    /// Who signed its certificate.
    var issuer = "Authority R1"
    /// A CDN answers for it.
    var isBehindEdge = false
  }

  /// How a check gets to its host.
  struct Target: Sendable {
    let name: String
    let port: Int
    let host: Host
    /// `nil` for a literal address, and where a proxy looks the name up.
    let resolver: Resolver.ID?
    let usesProxy: Bool
    /// The label of what the check speaks for; `nil` for a control or a resolver's question.
    let subject: String?

    var isIPv6: Bool { host.address.contains(":") }
  }

  let plan: Plan
  let graph: DependencyGraph
  /// In the order of `plan.checks`, each check once.
  let checks: [Check]
  let targets: [Target]
  /// Families that this machine has a route for.
  let hasIPv4: Bool
  let hasIPv6: Bool
  /// Labels of what is watched and fails if a domain fails, as the declared needs have it.
  private let fates: [DomainID: Set<String>]
  /// Everything that could be blamed.
  let rivals: [DomainID]
  let numbers: [CheckID: Int]
  private let bySubject: [String: [Int]]

  /// Whether a control can ever answer. Without one nobody can tell a cut link from a dead world.
  var hasControls: Bool {
    zip(checks, targets).contains { $0.purpose == .control && ($1.isIPv6 ? hasIPv6 : hasIPv4) }
  }

  init(plan: Plan, hosts: [String: Host], hasIPv4: Bool, hasIPv6: Bool) {
    self.plan = plan
    self.hasIPv4 = hasIPv4
    self.hasIPv6 = hasIPv6
    graph = DependencyGraph(of: plan)
    var seen: Set<CheckID> = []
    checks = plan.checks.filter { seen.insert($0.id).inserted }
    targets = checks.map { Self.target(of: $0, plan: plan, hosts: hosts) }
    numbers = Dictionary(uniqueKeysWithValues: checks.enumerated().map { ($1.id, $0) })
    bySubject = Dictionary(grouping: targets.indices.filter { [targets] in targets[$0].subject != nil }) {
      [targets] in
      targets[$0].subject ?? ""
    }
    let rivals = plan.domains.map(\.id) + plan.services.map { DomainID.service($0.id) }
    self.rivals = rivals
    let labels = Set(targets.compactMap(\.subject))
    fates = Dictionary(
      uniqueKeysWithValues: rivals.map { [graph] in
        ($0, Self.casualties(of: $0, graph, names: plan.names.map(\.id)).intersection(labels))
      })
  }

  private static func target(of check: Check, plan: Plan, hosts: [String: Host]) -> Target {
    let name = check.probe.host
    let proxied = plan.probing.proxy != nil && check.probe.usesProxy
    let port =
      switch check.probe {
      case .dns: 53
      case .http(let probe): probe.url.endpoint.port
      case .tls(let probe): probe.endpoint.port
      case .tcp(let probe): probe.endpoint.port
      case .ping: 0
      }
    let literal = Host(address: name, roundTrip: .milliseconds(15), work: .milliseconds(5), page: 0)
    let resolver: Resolver.ID? =
      if case .dns(let probe) = check.probe { probe.resolver } else {
        check.probe.needsAddress && !proxied ? plan.resolvers.first?.id : nil
      }
    return Target(
      name: name, port: port, host: hosts[name] ?? literal, resolver: resolver, usesProxy: proxied,
      subject: check.purpose.counted)
  }

  /// The checks of one subject, by number.
  func checks(of subject: String) -> [Int] { bySubject[subject] ?? [] }

  func casualties(of domain: DomainID) -> Set<String> { fates[domain] ?? [] }

  private static func casualties(of domain: DomainID, _ graph: DependencyGraph, names: [String]) -> Set<
    String
  > {
    let failed = graph.failed(given: [domain])
    let regions = RegionNames(of: Array(failed))
    var labels = Set(failed.map(\.description))
    for name in names where regions.region(in: name).map(failed.contains) ?? false {
      labels.insert("name:\(name)")
    }
    return labels
  }
}

extension Check.Purpose {
  /// The label of the subject that the check speaks for; `nil` for a domain or a control.
  var counted: String? {
    if case .subject(let subject) = self { subject.label } else { nil }
  }
}

extension Incident {
  var labels: [String] { members.map(\.label) }
}
