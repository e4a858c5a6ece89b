internal import Model

/// How each service's weight spreads over the domains of every layer.
///
/// A weight splits equally over the needs that reach the layer, within a group equally over the members that
/// do, recursively, until it meets a domain of the layer. The seven layers are the lanes of one vector.
/// Weight going round in a cycle is followed until it has left.
struct LayerShares {
  static let layers: [DomainID.Kind] = [.provider, .region, .dns, .cdn, .ca, .country, .jurisdiction]
  typealias Mass = SIMD8<Double>

  /// Edges followed at most while weight goes round in one cycle.
  private static let circulationLimit = 20_000_000

  private let graph: DependencyGraph
  /// Bit `i`: the node reaches layer `i`.
  private var reach: [UInt8]
  private var mass: [Mass]
  /// Absorbed mass of domains, by node.
  private var absorbed: [Int: Mass] = [:]
  private let exits: [Int: [Int]]
  private let lanes: [SIMDMask<Mass.MaskStorage>]

  init(of graph: DependencyGraph) {
    self.graph = graph
    reach = Array(repeating: 0, count: graph.nodeCount)
    mass = Array(repeating: .zero, count: graph.nodeCount)
    exits = Dictionary(
      uniqueKeysWithValues: graph.domains.filter { !$0.exposures.isEmpty }.map { ($0.node, $0.exposures) })
    lanes = (0..<256).map { bits in
      var mask = SIMDMask<Mass.MaskStorage>()
      for lane in 0..<8 { mask[lane] = bits >> lane & 1 == 1 }
      return mask
    }
    findReach()
    pour()
  }

  static func lane(of kind: DomainID.Kind) -> Int? { layers.firstIndex(of: kind) }

  /// Largest first, then by id; the shares add up to 1 unless there are none.
  func layer(_ kind: DomainID.Kind) -> RiskReport.Layer {
    guard let lane = Self.lane(of: kind) else {
      return RiskReport.Layer(kind: kind, coverage: 0, shares: [], indices: nil)
    }
    let counted = graph.services.reduce(0.0) { sum, service in
      reach[Int(service)] >> lane & 1 == 1 ? sum + graph.weights[Int(service)] : sum
    }
    // In a fixed order: the sum's last digit depends on it.
    let absorbed = absorbed.sorted { $0.key < $1.key }.map { (node: $0.key, weight: $0.value[lane]) }
    let total = absorbed.reduce(0.0) { $0 + $1.weight }
    guard total > 0, graph.totalWeight > 0 else {
      return RiskReport.Layer(kind: kind, coverage: 0, shares: [], indices: nil)
    }
    let shares = absorbed.filter { $0.weight > 0 }
      .map { RiskReport.Layer.Share(id: graph.id(of: $0.node), share: $0.weight / total) }
      .sorted { ($1.share, $0.id) < ($0.share, $1.id) }
    return RiskReport.Layer(
      kind: kind, coverage: min(1, counted / graph.totalWeight), shares: shares,
      indices: RiskReport.Indices(shares: shares.map(\.share)))
  }

  // MARK: Reach, from what is needed upwards

  private mutating func findReach() {
    for domain in graph.domains {
      if let lane = Self.lane(of: graph.kinds[domain.node]) { reach[domain.node] |= 1 << UInt8(lane) }
      for exposure in domain.exposures {
        if let lane = Self.lane(of: graph.kinds[exposure]) { reach[domain.node] |= 1 << UInt8(lane) }
      }
    }
    var node = 0
    for cycle in graph.cycles {
      extendReach(node..<cycle.lowerBound)
      while extendReach(cycle) {}
      node = cycle.upperBound
    }
    extendReach(node..<graph.nodeCount)
  }

  @discardableResult
  private mutating func extendReach(_ range: Range<Int>) -> Bool {
    var grew = false
    for node in range {
      var bits = reach[node]
      graph.forEachNeed(of: node) { bits |= reach[$0] }
      grew = grew || bits != reach[node]
      reach[node] = bits
    }
    return grew
  }

  // MARK: Weight, from services downwards

  private mutating func pour() {
    for service in graph.services {
      mass[Int(service)] = Mass(repeating: graph.weights[Int(service)])
        .replacing(with: 0, where: .!lanes[Int(reach[Int(service)])])
    }
    var end = graph.nodeCount
    for cycle in graph.cycles.reversed() {
      pour(cycle.upperBound..<end)
      circulate(cycle)
      end = cycle.lowerBound
    }
    pour(0..<end)
  }

  private mutating func pour(_ range: Range<Int>) {
    for node in range.reversed() where mass[node] != .zero { empty(node) }
  }

  /// Rounds until next to nothing is left in the cycle: what remains is less than is shown, or has no way out.
  private mutating func circulate(_ cycle: Range<Int>) {
    let entered = cycle.reduce(0) { $0 + mass[$1].sum() }
    let edges = Int(graph.starts[cycle.upperBound] - graph.starts[cycle.lowerBound])
    var rounds = max(8, min(400, Self.circulationLimit / max(1, edges)))
    while rounds > 0, cycle.reduce(0, { $0 + mass[$1].sum() }) > entered * 1e-13 {
      pour(cycle)
      rounds -= 1
    }
  }

  /// Passes a node's mass on to the layers it is in, then to its needs.
  private mutating func empty(_ node: Int) {
    var rest = mass[node]
    mass[node] = .zero
    if let lane = Self.lane(of: graph.kinds[node]) { absorb(lane, of: &rest, into: node) }
    for exposure in exits[node] ?? [] {
      if let lane = Self.lane(of: graph.kinds[exposure]) { absorb(lane, of: &rest, into: exposure) }
    }
    guard rest != .zero else { return }
    var needs = graph.needs(of: node)
    split(rest, over: &needs)
  }

  private mutating func absorb(_ lane: Int, of rest: inout Mass, into node: Int) {
    guard rest[lane] != 0 else { return }
    absorbed[node, default: .zero][lane] += rest[lane]
    rest[lane] = 0
  }

  /// Splits mass equally over the members that reach the layer, lane by lane: `count` of them, or all there are.
  private mutating func split(
    _ amount: Mass, over needs: inout NeedCursor<[UInt32]>, count: Int = .max
  ) {
    var reaching = Mass.zero
    var ahead = needs
    forEachMember(of: &ahead, count) { reaching += Mass.zero.replacing(with: 1, where: lanes[Int($0)]) }
    let part = (amount / reaching).replacing(with: 0, where: reaching .== 0)
    var left = count
    while left > 0, !needs.isAtEnd {
      left -= 1
      var next = needs
      let mine = part.replacing(with: 0, where: .!lanes[Int(reachOfMember(&next))])
      switch needs.next() {
      case .node(let node): mass[node] += mine
      case .group(_, let members): if mine != .zero { split(mine, over: &needs, count: members) }
      }
      needs = next
    }
  }

  private func forEachMember(
    of needs: inout NeedCursor<[UInt32]>, _ count: Int, _ body: (UInt8) -> Void
  ) {
    var left = count
    while left > 0, !needs.isAtEnd {
      left -= 1
      body(reachOfMember(&needs))
    }
  }

  private func reachOfMember(_ needs: inout NeedCursor<[UInt32]>) -> UInt8 {
    switch needs.next() {
    case .node(let node): return reach[node]
    case .group(_, let members):
      var bits: UInt8 = 0
      for _ in 0..<members { bits |= reachOfMember(&needs) }
      return bits
    }
  }
}
