internal import Model

/// Makes up something to watch: providers, regions, operators, services with checks and needs.
///
/// Nothing of it is in the catalogue: the names are invented, so that no fact that ships with the program helps.
struct LandscapeMaker {
  /// What a kind of world asks of it.
  struct Demands: Sendable {
    var services: ClosedRange<Int>
    var usesProxy = false
    /// At least so many resolvers.
    var resolvers = 1
    /// Of a check, in seconds.
    var shortestInterval = 5
    var longestInterval = 60
    /// The controls are of a family that this machine has no route for.
    var hasDeafControls = false
  }

  private static let providers = ["alpha", "beta", "gamma", "delta"]
  private static let places = ["east-1", "east-2", "west-1", "north-1", "south-1", "central-1"]
  private static let intervals = [5, 10, 15, 30, 60]

  private var random: Random
  private let demands: Demands
  private var hosts: [String: Landscape.Host] = [:]
  private var interval = 30
  private var timeout = 5
  private var resolvers: [Resolver] = []
  private var regions: [DomainID] = []
  private var operators: [DomainID] = []
  private var edges: [DomainID] = []
  private var authorities: [DomainID] = []

  init(random: Random, demands: Demands) {
    self.random = random
    self.demands = demands
  }

  mutating func make() -> Landscape {
    let count = random.integer(demands.services)
    interval = random.pick(
      Self.intervals.filter {
        $0 >= demands.shortestInterval && $0 <= demands.longestInterval && ($0 >= 15 || count <= 40)
      })
    timeout = random.pick([2, 3, 5, 10].filter { $0 <= interval })
    makeResolvers()
    makeDomains(for: count)
    let hasIPv4 = !demands.hasDeafControls
    let hasIPv6 = demands.hasDeafControls || random.chance(0.5)
    var plan = Plan(resolvers: resolvers)
    plan.probing.interval = .seconds(interval)
    plan.probing.timeout = .seconds(timeout)
    if demands.usesProxy {
      plan.probing.proxy = HTTPURL(
        isTLS: false, endpoint: Endpoint(host: "192.0.2.80", port: 3128), pathAndQuery: "/")
    }
    plan.controls = controls(hasIPv6: hasIPv6)
    plan.regions = watchedRegions()
    plan.services = services(count)
    plan.names = names(for: plan.services)
    plan.domains = domains(of: plan)
    return Landscape(plan: plan, hosts: hosts, hasIPv4: hasIPv4, hasIPv6: hasIPv6)
  }

  private mutating func makeResolvers() {
    let others = ["one": "198.51.100.1", "eight": "198.51.100.8", "nine": "198.51.100.9"]
    let more = random.shuffled(others.sorted { $0.key < $1.key })
      .prefix(demands.hasDeafControls ? 0 : max(demands.resolvers - 1, random.below(4)))
    resolvers =
      [.system] + more.map { Resolver(id: $0.key, address: .at(Endpoint(host: $0.value, port: 53))) }
  }

  private mutating func makeDomains(for count: Int) {
    for provider in Self.providers.prefix(random.integer(1...4)) {
      for place in random.shuffled(Self.places).prefix(random.integer(1...(count > 40 ? 5 : 3))) {
        regions += [DomainID("\(provider)/\(place)")].compactMap(\.self)
      }
    }
    operators = (1...random.integer(1...3)).compactMap { DomainID("dns:operator-\($0)") }
    edges = (1...random.integer(1...3)).compactMap { DomainID("cdn:edge-\($0)") }
    authorities = (1...random.integer(1...3)).compactMap { DomainID("ca:authority-\($0)") }
  }

  /// Handshakes with addresses that need no resolver, over both families; or only connections, as in older plans.
  private mutating func controls(hasIPv6: Bool) -> [Check] {
    let handshakes: [Probe] = ["203.0.113.1", "203.0.113.8", "203.0.113.9", "2001:db8:1::1"].map {
      .tls(TLSProbe(endpoint: Endpoint(host: $0, port: 443), expiresIn: .zero))
    }
    let connections: [Probe] = ["203.0.113.1", "203.0.113.8"].map {
      .tcp(TCPProbe(endpoint: Endpoint(host: $0, port: 443)))
    }
    let deaf = Array(handshakes.prefix(3))
    let chosen =
      demands.hasDeafControls ? deaf : random.chance(0.8) || demands.usesProxy ? handshakes : connections
    return chosen.map {
      Check(for: .control, probe: $0, interval: .seconds(interval), timeout: .seconds(timeout))
    }
  }

  private mutating func host(_ name: String, isBehindEdge: Bool = false, authority: String? = nil) -> String {
    if hosts[name] == nil {
      let number = hosts.count
      hosts[name] = Landscape.Host(
        address: demands.hasDeafControls
          ? "2001:db8:100::\(String(number + 1, radix: 16))" : "198.18.\(number / 250).\(number % 250 + 1)",
        roundTrip: random.seconds(0.004, 0.05), work: random.seconds(0.002, 0.06), page: random.next(),
        issuer: authority ?? "Authority R\(random.below(3))", isBehindEdge: isBehindEdge)
    }
    return name
  }

  private mutating func check(_ purpose: Check.Purpose, _ probe: Probe) -> Check {
    let own = Self.intervals.filter {
      $0 >= demands.shortestInterval && $0 <= demands.longestInterval && $0 >= timeout && $0 >= interval / 2
    }
    let seconds = random.chance(0.8) ? interval : random.pick(own)
    return Check(for: purpose, probe: probe, interval: .seconds(seconds), timeout: .seconds(timeout))
  }

  /// Most regions are watched themselves, at one product or two.
  private mutating func watchedRegions() -> [WatchedRegion] {
    var watched: [WatchedRegion] = []
    for region in regions where random.chance(0.75) {
      var checks: [Check] = []
      for product in random.chance(0.4) ? ["compute", "database"] : [random.pick(["compute", "database"])] {
        let name = host("\(product).\(region.name).\(region.provider?.description ?? "")-cloud.example")
        let url = HTTPURL(isTLS: true, endpoint: Endpoint(host: name, port: 443), pathAndQuery: "/")
        checks.append(check(.region(region), .http(HTTPProbe(url: url, status: .anyBelow500))))
      }
      watched.append(WatchedRegion(id: region, checks: checks))
    }
    return watched
  }
}

extension LandscapeMaker {
  private mutating func services(_ count: Int) -> [Service] {
    var services: [Service] = []
    // A few are needed by others.
    let shared = max(1, count / 10)
    for number in 0..<count {
      let needs = needs(of: number, shared: shared)
      let id = "s\(number)"
      let needed = needs.flatMap(\.domains)
      let isBehindEdge = needed.contains { $0.kind == .cdn }
      let authority = needed.first { $0.kind == .ca }.map { "\($0.name) R1" }
      let family = number > 0 && random.chance(0.15) ? number - 1 : number
      let name = host(
        "s\(number).company-\(family).example", isBehindEdge: isBehindEdge, authority: authority)
      services.append(
        Service(id: id, weight: Double(random.integer(1...9)), checks: checks(of: id, at: name), needs: needs)
      )
    }
    return services
  }

  private mutating func needs(of number: Int, shared: Int) -> [Need] {
    func one(_ id: DomainID) -> Need { .domain(id, evidence: nil) }
    var needs: [Need] = []
    let chosen = random.shuffled(regions)
    switch random.unit() {
    case ..<0.6: needs.append(one(chosen[0]))
    case ..<0.75 where chosen.count > 1: needs.append(.any(chosen.prefix(2).map(one)))
    case ..<0.85 where chosen.count > 2: needs.append(.atLeast(2, of: chosen.prefix(3).map(one)))
    case ..<0.92: needs += [chosen[0].provider].compactMap(\.self).map(one)
    default: break
    }
    if random.chance(0.7) {
      let two = operators.count > 1 && random.chance(0.15)
      let chosen = random.shuffled(operators)
      needs.append(two ? .any(chosen.prefix(2).map(one)) : one(chosen[0]))
    }
    if random.chance(0.35) { needs.append(one(random.pick(edges))) }
    if random.chance(0.5) { needs.append(one(random.pick(authorities))) }
    if number >= shared, random.chance(0.25) { needs.append(one(.service("s\(random.below(shared))"))) }
    return needs
  }

  private mutating func checks(of id: Service.ID, at name: String) -> [Check] {
    let secure = Endpoint(host: name, port: 443)
    let page = HTTPURL(isTLS: true, endpoint: secure, pathAndQuery: "/")
    let plain = HTTPURL(isTLS: false, endpoint: Endpoint(host: name, port: 80), pathAndQuery: "/")
    var probes: [Probe] = []
    if random.chance(0.85) {
      let body = random.chance(0.25) ? "ready" : nil
      let url = !demands.usesProxy && random.chance(0.1) ? plain : page
      probes.append(.http(HTTPProbe(url: url, body: body)))
    }
    if random.chance(0.2) || probes.isEmpty { probes.append(.tls(TLSProbe(endpoint: secure))) }
    if !demands.usesProxy, random.chance(0.15) { probes.append(.tcp(TCPProbe(endpoint: secure))) }
    if !demands.usesProxy, random.chance(0.08) { probes.append(.ping(host: name)) }
    if random.chance(0.1) {
      probes.append(.dns(DNSProbe(name: name, type: nil, resolver: random.pick(resolvers).id)))
    }
    return probes.map { check(.service(id), $0) }
  }

  private mutating func names(for services: [Service]) -> [WatchedName] {
    let own = services.prefix(40).map { $0.checks.first?.probe.host ?? "" }.filter { !$0.isEmpty }
    let endpoints = hosts.keys.filter { $0.contains("-cloud.example") }.sorted()
    let chosen =
      random.shuffled(own).prefix(random.below(5)) + random.shuffled(endpoints).prefix(random.below(4))
    return chosen.map { name in
      let seconds = Duration.seconds(interval)
      return WatchedName(
        id: name,
        checks: resolvers.map {
          Check(
            for: .name(name), probe: .dns(DNSProbe(name: name, type: nil, resolver: $0.id)),
            interval: seconds, timeout: .seconds(timeout))
        })
    }
  }

  private func domains(of plan: Plan) -> [FaultDomain] {
    let providers = Set(regions.compactMap(\.provider)).sorted()
    return providers.map { FaultDomain(id: $0) }
      + regions.map { region in
        FaultDomain(id: region, needs: region.provider.map { [.domain($0, evidence: nil)] } ?? [])
      } + (operators + edges + authorities).map { FaultDomain(id: $0) }
  }
}
