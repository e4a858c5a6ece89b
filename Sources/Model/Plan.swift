/// What to watch and how: a configuration file as validated values, catalogue facts filled in.
package struct Plan: Sendable, Equatable {
  package var vantage: Vantage
  /// What a weight means, for example `USD per hour`; `nil` if not said.
  package var weightUnit: SafeText?
  package var probing: ProbingPolicy
  package var health: HealthPolicy
  /// In the order listed: the first one resolves the names in checks.
  package var resolvers: [Resolver]
  package var controls: [Check]
  package var regions: [WatchedRegion]
  package var names: [WatchedName]
  /// Checks of `domains:` entries that are no watched region.
  package var domainChecks: [Check]
  /// Every domain that anything refers to, directly or through needs, with overrides applied.
  package var domains: [FaultDomain]
  package var services: [Service]
  package var feeds: [FeedReference]
  package var prometheusSources: [HTTPURL]
  package var maintenance: [MaintenanceWindow]
  package var history: RetentionPolicy
  package var alerts: [AlertRule]

  package init(
    vantage: Vantage = Vantage(), weightUnit: SafeText? = nil, probing: ProbingPolicy = ProbingPolicy(),
    health: HealthPolicy = HealthPolicy(), resolvers: [Resolver] = [.system], controls: [Check] = [],
    regions: [WatchedRegion] = [], names: [WatchedName] = [], domainChecks: [Check] = [],
    domains: [FaultDomain] = [], services: [Service] = [], feeds: [FeedReference] = [],
    prometheusSources: [HTTPURL] = [],
    maintenance: [MaintenanceWindow] = [], history: RetentionPolicy = RetentionPolicy(),
    alerts: [AlertRule] = []
  ) {
    self.vantage = vantage
    self.weightUnit = weightUnit
    self.probing = probing
    self.health = health
    self.resolvers = resolvers
    self.controls = controls
    self.regions = regions
    self.names = names
    self.domainChecks = domainChecks
    self.domains = domains
    self.services = services
    self.feeds = feeds
    self.prometheusSources = prometheusSources
    self.maintenance = maintenance
    self.history = history
    self.alerts = alerts
  }

  /// Every check that is probed: those configured, then the questions that tell whether a resolver works at all.
  package var checks: [Check] { configuredChecks + resolverControls }

  /// Controls first, then in the order written.
  package var configuredChecks: [Check] {
    controls + regions.flatMap(\.checks) + names.flatMap(\.checks) + domainChecks
      + services.flatMap(\.checks)
  }
}

extension Plan {
  /// For each resolver that a configured check goes through, a question that depends on nobody's zone: the name servers
  /// of the root. If it is answered, the resolver works, and what fails through it is the fault of the zone asked for.
  package var resolverControls: [Check] {
    let used = resolversInUse
    return resolvers.filter { used.contains($0.id) }.map { resolver in
      Check(
        for: .control, probe: .dns(DNSProbe(name: ".", type: .ns, resolver: resolver.id)),
        interval: probing.interval, timeout: probing.timeout)
    }
  }

  private var resolversInUse: Set<Resolver.ID> {
    var used: Set<Resolver.ID> = []
    for check in configuredChecks {
      switch check.probe {
      case .dns(let probe): used.insert(probe.resolver)
      case .http, .tls, .tcp, .ping:
        // Where there is a proxy, it is the proxy that looks names up for HTTP and TLS.
        guard check.probe.needsAddress, !(probing.proxy != nil && check.probe.usesProxy) else { continue }
        if let first = resolvers.first { used.insert(first.id) }
      }
    }
    return used
  }
}

extension Plan {
  /// The plan with what was seen of its domains; what is configured stands.
  package func informed(by history: [DomainID: Unavailability]) -> Plan {
    var plan = self
    for index in plan.domains.indices { plan.domains[index].inform(by: history) }
    return plan
  }
}

extension FaultDomain {
  /// Takes up how available it was, unless that is configured.
  mutating func inform(by history: [DomainID: Unavailability]) {
    if unavailability?.source != .configured { unavailability = history[id] ?? unavailability }
  }
}

package struct Vantage: Sendable, Equatable {
  package var name: SafeText
  /// ISO 3166 alpha-2, for the jurisdiction view.
  package var home: String?

  package init(name: SafeText = "local", home: String? = nil) {
    self.name = name
    self.home = home
  }
}

package struct ProbingPolicy: Sendable, Equatable {
  package var interval: Duration
  package var timeout: Duration
  /// Probes in flight at most.
  package var concurrency: Int
  /// `nil`: none. The environment's `http_proxy` never counts.
  package var proxy: HTTPURL?

  package init(
    interval: Duration = .seconds(30), timeout: Duration = .seconds(5), concurrency: Int = 256,
    proxy: HTTPURL? = nil
  ) {
    self.interval = interval
    self.timeout = timeout
    self.concurrency = concurrency
    self.proxy = proxy
  }
}

/// When a check counts as failed, recovered, slow.
package struct HealthPolicy: Sendable, Equatable {
  /// `count` of the last `window` observations.
  package struct Threshold: Sendable, Equatable {
    package let count, window: Int

    package init(_ count: Int, of window: Int) {
      self.count = count
      self.window = window
    }
  }

  package var fail: Threshold
  package var recover: Threshold
  /// Slow is this many times the check's own baseline.
  package var slowFactor: Double

  package init(
    fail: Threshold = Threshold(2, of: 3), recover: Threshold = Threshold(2, of: 2), slowFactor: Double = 3
  ) {
    self.fail = fail
    self.recover = recover
    self.slowFactor = slowFactor
  }
}

package struct WatchedRegion: Sendable, Equatable, Identifiable {
  package let id: DomainID
  package var checks: [Check]

  package init(id: DomainID, checks: [Check]) {
    self.id = id
    self.checks = checks
  }
}

/// A DNS name watched for its own sake: one check per resolver.
package struct WatchedName: Sendable, Equatable, Identifiable {
  /// The host name without the root's dot.
  package let id: String
  package var checks: [Check]

  package init(id: String, checks: [Check]) {
    self.id = id
    self.checks = checks
  }
}

/// A span in which failures of some services are expected.
package struct MaintenanceWindow: Sendable, Equatable {
  package let services: Set<Service.ID>
  /// Including the first instant, excluding the last.
  package let span: Range<Timestamp>

  package init(services: Set<Service.ID>, span: Range<Timestamp>) {
    self.services = services
    self.span = span
  }
}

/// How long each resolution of history is kept.
package struct RetentionPolicy: Sendable, Equatable {
  package var raw, minutes, hours: Duration

  package init(
    raw: Duration = .seconds(48 * 3600), minutes: Duration = .seconds(30 * 86_400),
    hours: Duration = .seconds(400 * 86_400)
  ) {
    self.raw = raw
    self.minutes = minutes
    self.hours = hours
  }
}

package struct AlertRule: Sendable, Equatable {
  package enum Trigger: String, Sendable, CaseIterable { case open, close }
  package enum Action: Sendable, Equatable {
    case command([String])
    case webhook(HTTPURL)
  }

  package let triggers: Set<Trigger>
  package let action: Action

  package init(triggers: Set<Trigger>, action: Action) {
    self.triggers = triggers
    self.action = action
  }
}
