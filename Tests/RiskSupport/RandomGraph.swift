package import Model

/// SplitMix64: the same graphs on every run. Source: Steele, Lea, Flood, OOPSLA 2014.
package struct SplitMix: RandomNumberGenerator {
  package var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A small random world: providers with regions, operators, services that need them and each other.
package struct RandomGraph {
  package var domains: [FaultDomain] = []
  package var services: [Service] = []

  package init(seed: UInt64, services count: Int = 8, cycles: Bool = false) {
    var random = SplitMix(state: seed)
    let providers = ["p", "q"]
    let regions = ["p/a", "p/b", "q/a", "q/b"]
    let operators = ["dns:x", "dns:y", "dns:z", "cdn:x", "ca:x"]
    for text in providers + regions + operators {
      guard let id = DomainID(text) else { continue }
      let probability = Double(Int.random(in: 1...300, using: &random)) / 1000
      domains.append(
        FaultDomain(
          id: id, country: id.kind == .region ? ["KR", "US"].randomElement(using: &random) : nil,
          jurisdiction: id.kind == .provider ? "US" : nil,
          needs: id.provider.map { [.domain($0, evidence: nil)] } ?? [],
          unavailability: Unavailability(probability, .configured)))
    }
    for index in 0..<count {
      let reachable = cycles ? count : index
      let pool = (regions + operators + (0..<reachable).map { "service:s\($0)" }).compactMap { DomainID($0) }
      let needs = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        Self.need(pool, depth: 2, &random)
      }
      services.append(
        Service(id: "s\(index)", weight: Double(Int.random(in: 0...5, using: &random)), needs: needs))
    }
  }

  package var graph: DependencyGraph { DependencyGraph(domains: domains, services: services) }

  /// The same, with services beside it that weigh nothing and need nothing: too many for one diagram.
  package var amongThousands: DependencyGraph {
    let idle = (0..<6_000).map { Service(id: "idle\($0)", weight: 0) }
    return DependencyGraph(domains: domains, services: services + idle)
  }

  private static func need(_ pool: [DomainID], depth: Int, _ random: inout SplitMix) -> Need {
    let roll = Int.random(in: 0..<10, using: &random)
    if depth == 0 || roll < 4 { return .domain(pool.randomElement(using: &random) ?? pool[0], evidence: nil) }
    let members = (0..<Int.random(in: 2...4, using: &random)).map { _ in need(pool, depth: depth - 1, &random)
    }
    switch roll {
    case 4, 5, 6: return .any(members)
    case 7: return .all(members)
    default: return .atLeast(Int.random(in: 1...members.count, using: &random), of: members)
    }
  }
}
