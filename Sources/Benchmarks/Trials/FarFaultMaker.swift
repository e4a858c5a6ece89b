internal import Model

/// Breaks something of a landscape.
struct FarFaultMaker {
  /// How a large failure shows.
  private enum Mixture: CaseIterable { case network, overload, emptyName, power }

  /// A dependent that is cached, retries or has an alternative nobody declared does not fail with its domain.
  private static let missed = 0.1

  var random: Random
  let landscape: Landscape
  /// Nobody can tell a slow target through a slow link.
  let allowsSlowness: Bool

  init(random: Random, landscape: Landscape, allowsSlowness: Bool) {
    self.random = random
    self.landscape = landscape
    self.allowsSlowness = allowsSlowness
  }

  /// `nil` if the landscape has nothing of the kind, or nobody would notice.
  mutating func fault(_ kind: FarFault.Kind) -> FarFault? {
    let made: FarFault? =
      switch kind {
      case .service: ownFault()
      case .zone: zoneFault()
      case .region: domainFault(.region, among: .region)
      case .product: productFault()
      case .provider: domainFault(.provider, among: .provider)
      case .dns: domainFault(.dns, among: .dns)
      case .cdn: domainFault(.cdn, among: .cdn)
      case .ca: domainFault(.ca, among: .ca)
      case .dependency: dependencyFault()
      }
    return made.flatMap { $0.members.isEmpty ? nil : $0 }
  }

  // MARK: One thing

  private var lonely: [Service] {
    landscape.plan.services.filter { service in
      !service.checks.isEmpty && landscape.casualties(of: .service(service.id)).count == 1
    }
  }

  private mutating func ownFault() -> FarFault? {
    guard let service = lonely.isEmpty ? nil : random.pick(lonely) else { return nil }
    let possible: [Symptom] = [
      .status(503), .status(500), .refused, .filtered, .reset, .expired, .wrongName,
      .untrusted(issuer: "Own CA of \(service.id)"), .wrongBody, .slow(5), .noReply, .noSuchName, .noData,
    ]
    let symptom = random.pick(
      possible.filter { symptom in
        (allowsSlowness || symptom.health == .down)
          && service.checks.contains { symptom.isNoticed(by: $0.probe) }
      })
    let symptoms = affected(by: symptom, "service:\(service.id)")
    return FarFault(kind: .service, cause: .service(service.id), symptoms: symptoms, in: landscape)
  }

  /// One zone answers SERVFAIL, or not at all, to every resolver: only what is in it fails.
  private mutating func zoneFault() -> FarFault? {
    let hosts = Set(lonely.compactMap { $0.checks.first?.probe.host }).union(
      landscape.plan.names.map(\.id).filter { !$0.contains("-cloud.example") })
    guard !hosts.isEmpty else { return nil }
    let zone = random.pick(hosts.sorted()).registrable
    let symptom = random.pick([Symptom.servFail, .servFail, .zoneSilent])
    var symptoms: [Int: Symptom] = [:]
    for (number, target) in landscape.targets.enumerated() where target.name.registrable == zone {
      symptoms[number] = symptom
    }
    return FarFault(kind: .zone, cause: nil, symptoms: symptoms, in: landscape)
  }

  private func affected(by symptom: Symptom, _ subject: String) -> [Int: Symptom] {
    var symptoms: [Int: Symptom] = [:]
    for number in landscape.checks(of: subject) where symptom.isNoticed(by: landscape.checks[number].probe) {
      symptoms[number] = symptom
    }
    return symptoms
  }

  // MARK: A domain and what needs it

  private mutating func domainFault(_ kind: FarFault.Kind, among domains: DomainID.Kind) -> FarFault? {
    let candidates = landscape.plan.domains.map(\.id).filter {
      $0.kind == domains && landscape.casualties(of: $0).count >= 2
    }
    guard !candidates.isEmpty else { return nil }
    let cause = random.pick(candidates)
    let mixture = random.pick(Mixture.allCases)
    // An authority is distrusted, or its own certificate ends: either way the same for all.
    let isExpiry = random.chance(0.5)
    var symptoms: [Int: Symptom] = [:]
    for label in landscape.casualties(of: cause).sorted() where !random.chance(Self.missed) {
      let symptom = symptom(of: label, kind, mixture, isExpiry: isExpiry)
      symptoms.merge(affected(by: symptom, label)) { $1 }
    }
    if mixture == .emptyName, kind == .region || kind == .provider { empty(cause, &symptoms) }
    return FarFault(kind: kind, cause: cause, symptoms: symptoms, in: landscape)
  }

  private func issuer(of label: String) -> String {
    landscape.checks(of: label).first.map { landscape.targets[$0].host.issuer } ?? ""
  }

  private mutating func symptom(
    of label: String, _ kind: FarFault.Kind, _ mixture: Mixture, isExpiry: Bool
  ) -> Symptom {
    switch kind {
    case .dns: return random.pick([.servFail, .servFail, .zoneSilent])
    case .ca: return isExpiry ? .expired : .untrusted(issuer: issuer(of: label))
    case .cdn: return random.pick([.edgeStatus(503), .edgeStatus(503), .edgeStatus(500), .filtered, .reset])
    default: break
    }
    let isRegion = label.contains("/")
    let isBehindEdge = landscape.checks(of: label).contains { landscape.targets[$0].host.isBehindEdge }
    let symptom: Symptom =
      switch mixture {
      case .network: random.pick([.filtered, .filtered, .filtered, .unreachable])
      case .power: random.pick([.unreachable, .refused, .reset])
      case .overload:
        random.pick(
          [.status(503), .status(503), .status(500), .noReply] + (allowsSlowness ? [.slow(5)] : []))
      case .emptyName: isRegion ? .status(500) : random.pick([.status(500), .status(503), .noReply])
      }
    guard isBehindEdge, symptom.family == .way || symptom == .noReply else { return symptom }
    return .edgeStatus(random.pick([502, 503, 504]))
  }

  /// The region's database endpoint loses its address, as on 2025-10-20; its other endpoints are well.
  private func empty(_ cause: DomainID, _ symptoms: inout [Int: Symptom]) {
    let failed = landscape.graph.failed(given: [cause])
    let regions = RegionNames(of: Array(failed))
    for (number, target) in landscape.targets.enumerated() where target.name.contains("-cloud.example") {
      guard let region = regions.region(in: target.name), failed.contains(region) else { continue }
      symptoms[number] = target.name.hasPrefix("database.") ? .noData : nil
    }
  }

  /// One product of a region: its endpoint, and those of the region's dependents that use it.
  private mutating func productFault() -> FarFault? {
    let watched = landscape.plan.regions.map(\.id).filter { landscape.casualties(of: $0).count >= 3 }
    guard !watched.isEmpty else { return nil }
    let region = random.pick(watched)
    let endpoints = landscape.checks(of: region.description)
    let endpoint = random.pick(endpoints)
    var symptoms: [Int: Symptom] = [endpoint: random.pick([.status(503), .noReply, .reset])]
    for label in landscape.casualties(of: region).sorted()
    where label.hasPrefix("service:") && random.chance(0.6) {
      symptoms.merge(affected(by: random.pick([.status(503), .status(500), .noReply]), label)) { $1 }
    }
    return FarFault(kind: .product, cause: region, symptoms: symptoms, in: landscape)
  }

  /// A service that others declare to need, and they with it.
  private mutating func dependencyFault() -> FarFault? {
    let needed = landscape.plan.services.filter { service in
      !service.checks.isEmpty && landscape.casualties(of: .service(service.id)).count >= 3
    }
    guard !needed.isEmpty else { return nil }
    let service = random.pick(needed)
    let own = random.pick(
      [Symptom.status(503), .refused, .filtered, .noReply].filter { symptom in
        service.checks.contains { symptom.isNoticed(by: $0.probe) }
      })
    var symptoms = affected(by: own, "service:\(service.id)")
    for label in landscape.casualties(of: .service(service.id)).sorted()
    where label != "service:\(service.id)" && !random.chance(Self.missed) {
      symptoms.merge(affected(by: random.pick([.status(500), .status(503), .noReply]), label)) { $1 }
    }
    return FarFault(kind: .dependency, cause: .service(service.id), symptoms: symptoms, in: landscape)
  }
}

extension String {
  /// What its owner registered: the last two labels, in this world.
  var registrable: String { split(separator: ".").suffix(2).joined(separator: ".") }
}
