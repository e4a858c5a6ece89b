internal import Model

extension World {
  /// The world of a seed: the same on every machine.
  package static func of(seed: UInt64) -> World {
    var maker = WorldMaker(seed: seed)
    return maker.make()
  }
}

/// Decides what happens in a world.
struct WorldMaker {
  private static let begin = Timestamp(seconds: 1_780_000_000)

  private enum Cast {
    case quiet
    case near(NearFault.Draft)
    case far(FarFault.Kind)
    case bothFar(FarFault.Kind, FarFault.Kind)
    case nearAndFar(NearFault.Draft, FarFault.Kind)
    case bothNear(NearFault.Draft, NearFault.Draft)
  }

  private let seed: UInt64
  private var random: Random

  init(seed: UInt64) {
    self.seed = seed
    random = Random(seed: seed, 1)
  }

  mutating func make() -> World {
    let cast = cast()
    let landscape = landscape(for: cast)
    switch cast {
    case .quiet: return world(landscape, near: [], far: [])
    case .near(let draft): return world(landscape, near: [draft], far: [])
    case .far(let kind): return world(landscape, near: [], far: [kind])
    case .bothFar(let first, let second): return world(landscape, near: [], far: [first, second])
    case .nearAndFar(let draft, let kind): return world(landscape, near: [draft], far: [kind])
    case .bothNear(let first, let second): return world(landscape, near: [first, second], far: [])
    }
  }

  private mutating func cast() -> Cast {
    switch random.unit() {
    case ..<0.08: .quiet
    case ..<0.42: .near(random.pick(NearFault.Draft.allCases))
    case ..<0.76: .far(random.pick(FarFault.Kind.allCases))
    case ..<0.84: .bothFar(random.pick(FarFault.Kind.allCases), random.pick(FarFault.Kind.allCases))
    case ..<0.97:
      // A clock that is wrong from the first second on leaves no time for anything else to be seen.
      .nearAndFar(
        random.pick(NearFault.Draft.allCases.filter { $0 != .clock }), random.pick(FarFault.Kind.allCases))
    default:
      // Only what does not hide the other.
      .bothNear(.slow, random.pick([.oneResolver, .inspection, .link, .resolvers, .certificates]))
    }
  }

  private mutating func landscape(for cast: Cast) -> Landscape {
    let sizes = random.pick(
      [10...20, 10...20, 12...30, 15...40] + (random.chance(0.2) ? [60...300] : [20...40]))
    var demands = LandscapeMaker.Demands(services: sizes)
    let drafts: [NearFault.Draft]
    switch cast {
    case .near(let draft), .nearAndFar(let draft, _): drafts = [draft]
    case .bothNear(let first, let second): drafts = [first, second]
    case .quiet, .far, .bothFar: drafts = []
    }
    demands.usesProxy = drafts.contains(.proxy) || (drafts.isEmpty && random.chance(0.08))
    if drafts.contains(.oneResolver) { demands.resolvers = 2 }
    if drafts.contains(.slow) { demands.longestInterval = 15 }
    if drafts.isEmpty, !demands.usesProxy { demands.hasDeafControls = random.chance(0.05) }
    if sizes.upperBound > 100 { demands.longestInterval = 30 }
    var maker = LandscapeMaker(random: Random(seed: seed, 2), demands: demands)
    return maker.make()
  }

  private mutating func world(
    _ landscape: Landscape, near drafts: [NearFault.Draft], far kinds: [FarFault.Kind]
  ) -> World {
    var faults: [FarFault] = []
    for (number, kind) in kinds.enumerated() {
      var maker = FarFaultMaker(
        random: Random(seed: seed, 3, UInt64(number)), landscape: landscape,
        allowsSlowness: !drafts.contains(.slow))
      // What the landscape has nothing of is replaced by a service that fails by itself.
      guard let fault = maker.fault(kind) ?? maker.fault(.service),
        faults.allSatisfy({ $0.members.isDisjoint(with: fault.members) })
      else { continue }
      faults.append(fault)
    }
    let timing = Timing(begin: Self.begin, landscape: landscape)
    let (near, far) = timing.spells(
      near: drafts.map { $0.fault(of: landscape, &random) }, far: Self.judged(faults, in: landscape), &random)
    return World(
      seed: seed, landscape: landscape, span: Self.begin...timing.end(near: near, far: far), near: near,
      far: far,
      noise: .single, feeds: feeds(of: landscape, far))
  }

  private static func judged(_ faults: [FarFault], in landscape: Landscape) -> [FarFault] {
    var families: [String: Set<Symptom.Family>] = [:]
    for fault in faults {
      for (check, symptom) in fault.symptoms {
        guard let label = landscape.targets[check].subject else { continue }
        families[label, default: []].insert(symptom.family)
      }
    }
    return faults.map { fault in
      var fault = fault
      let others = faults.reduce(into: Set<String>()) { $0.formUnion($1.members) }.subtracting(fault.members)
      fault.judge(in: landscape, besides: others, families: families)
      return fault
    }
  }

  /// Most pages admit a failure minutes late, some never do.
  private mutating func feeds(of landscape: Landscape, _ far: [Spell<FarFault>]) -> [World.Feed] {
    let providers = landscape.plan.domains.filter { $0.id.kind == .provider }.map(\.id.description)
    return providers.filter { _ in random.chance(0.6) }.map { provider in
      var admissions: [World.Feed.Admission] = []
      for spell in far {
        guard let cause = spell.fault.cause, (cause.provider ?? cause).description == provider,
          random.chance(0.7)
        else { continue }
        let opens = spell.span.lowerBound + random.seconds(60, 400)
        let closes = max(opens, spell.span.upperBound) + random.seconds(30, 120)
        let regions = cause.kind == .region ? [cause.name] : []
        admissions.append(.init(regions: regions, span: opens..<closes))
      }
      return World.Feed(provider: provider, admissions: admissions)
    }
  }
}

extension NearFault {
  /// A kind of fault, before its details are known.
  enum Draft: Hashable, Sendable, CaseIterable {
    case link, noEgress, portal, inspection, proxy, resolvers, oneResolver, slow, packetSize, clock, asleep,
      descriptors, certificates

    func fault(of landscape: Landscape, _ random: inout Random) -> NearFault {
      let resolvers = landscape.plan.resolvers.map(\.id)
      switch self {
      case .link: return .link(random.pick(Cut.allCases))
      case .noEgress: return .noEgress(random.pick(Rejection.allCases))
      case .portal: return .portal(random.pick(Portal.allCases))
      case .inspection: return .inspection
      case .proxy: return .proxy(random.pick(ProxyFault.allCases))
      case .resolvers: return .resolvers(Set(resolvers), random.pick(Silence.allCases))
      case .oneResolver:
        // One that nothing is asked of is missed by nobody.
        let used = Set(landscape.targets.compactMap(\.resolver))
        return .resolvers([random.pick(resolvers.filter(used.contains))], random.pick(Silence.allCases))
      case .slow: return .slow
      case .packetSize: return .packetSize
      case .clock: return .clock
      case .asleep: return .asleep
      case .descriptors: return .descriptors
      case .certificates: return .certificates
      }
    }
  }
}
