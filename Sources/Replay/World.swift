internal import Model

/// What every check of a plan meets at any instant of a scenario, by the faults and by who needs what.
struct World {
  /// What a check depends on.
  enum Anchor {
    /// The local network only.
    case link
    /// A region or other domain that is probed itself.
    case domain(Int)
    /// A name: the region it names, and the services that live under it.
    case name(String, region: Int?, services: [(id: Service.ID, node: Int)])
    case service(Service.ID, Int)
  }

  let scenario: Scenario
  private let graph: DependencyGraph
  private let regions: RegionNames
  private let homes: [String: [(id: Service.ID, node: Int)]]
  /// The node of each fault's domain; `nil` for the link and for what nothing refers to.
  private let nodes: [Int?]
  private let dice: Dice
  /// Failure of every node by the set of faults at work.
  private var failures: [[Int]: [Bool]] = [:]

  init(scenario: Scenario, plan: Plan, graph: DependencyGraph?, seed: UInt64) {
    self.scenario = scenario
    dice = Dice(seed: seed)
    let graph = graph ?? DependencyGraph(of: plan)
    self.graph = graph
    regions = RegionNames(of: plan)
    nodes = scenario.faults.map { fault in
      if case .domain(let id) = fault.target { graph.node(of: id) } else { nil }
    }
    var homes: [String: [(id: Service.ID, node: Int)]] = [:]
    for service in plan.services {
      guard let node = graph.node(of: .service(service.id)) else { continue }
      for host in Set(service.checks.map(\.probe.host)) {
        homes[host, default: []].append((service.id, node))
      }
    }
    self.homes = homes
  }

  func anchor(of check: Check) -> Anchor {
    switch check.purpose {
    case .control: .link
    case .subject(.region(let id)), .domain(let id): graph.node(of: id).map(Anchor.domain) ?? .link
    case .subject(.name(let name)):
      .name(name, region: regions.region(in: name).flatMap(graph.node), services: homes[name] ?? [])
    case .subject(.service(let id)): graph.node(of: .service(id)).map { .service(id, $0) } ?? .link
    }
  }

  /// The fault that a check which depends on `anchor` meets at an instant; `nil` if there is none.
  mutating func meeting(of anchor: Anchor, at instant: Timestamp) -> Scenario.Symptom? {
    if let cut = scenario.faults.first(where: { $0.target == .link && $0.span.contains(instant) }) {
      return cut.symptom
    }
    switch anchor {
    case .link: return nil
    case .domain(let node):
      return symptom(at: node, of: faults { $0.span.contains(instant) }, \.symptom)
    case .name(let name, let region, let services): return symptom(of: name, region, services, at: instant)
    case .service(let id, let node):
      return symptom(at: node, of: faults(on: id, at: instant), \.dependents.symptom)
    }
  }

  /// DNS of a name fails with its region where the fault is one of DNS, and with the operator that answers
  /// for the service that lives under it.
  private mutating func symptom(
    of name: String, _ region: Int?, _ services: [(id: Service.ID, node: Int)], at instant: Timestamp
  ) -> Scenario.Symptom? {
    if let region {
      let active = faults { fault in
        fault.span.contains(instant) && (fault.names.map { $0.contains(where: name.hasPrefix) } ?? true)
          && (fault.symptom.outcome.isDNS || fault.symptom.outcome == .unreachable)
      }
      if let symptom = symptom(at: region, of: active, \.symptom) { return symptom }
    }
    for service in services {
      let active = faults(on: service.id, at: instant).filter { isOperator(scenario.faults[$0].target) }
      if let symptom = symptom(at: service.node, of: active, \.dependents.symptom) { return symptom }
    }
    return nil
  }

  private func isOperator(_ target: Scenario.Fault.Target) -> Bool {
    if case .domain(let id) = target { id.kind == .dns } else { false }
  }

  private func faults(where isActive: (Scenario.Fault) -> Bool) -> [Int] {
    scenario.faults.indices.filter { nodes[$0] != nil && isActive(scenario.faults[$0]) }
  }

  /// The faults that a service feels: some services are spared, and each follows at its own pace.
  private func faults(on service: Service.ID, at instant: Timestamp) -> [Int] {
    scenario.faults.indices.filter { index in
      let fault = scenario.faults[index]
      let dependents = fault.dependents
      guard nodes[index] != nil, fault.span.lowerBound <= instant,
        dice.roll(service, "share", number: Int64(index)) < dependents.share
      else { return false }
      let pace = dice.roll(service, "pace")
      return fault.span.lowerBound + dependents.lag * pace <= instant
        && instant < fault.span.upperBound + dependents.recovery * pace
    }
  }

  /// What a node shows under these faults: down if the failed domains take it down, else what a domain that is
  /// merely impaired passes on.
  private mutating func symptom(
    at node: Int, of active: [Int], _ symptom: KeyPath<Scenario.Fault, Scenario.Symptom>
  ) -> Scenario.Symptom? {
    guard !active.isEmpty else { return nil }
    let hard = active.filter { scenario.faults[$0][keyPath: symptom].outcome.health == .down }
    for group in [hard, active] where !group.isEmpty && failure(of: group)[node] {
      let source = group.first { failure(of: [$0])[node] } ?? group[0]
      return scenario.faults[source][keyPath: symptom]
    }
    return nil
  }

  private mutating func failure(of faults: [Int]) -> [Bool] {
    if let known = failures[faults] { return known }
    let failure = graph.failure(given: faults.compactMap { nodes[$0] })
    failures[faults] = failure
    return failure
  }
}
