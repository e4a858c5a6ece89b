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
    let total = absorbed.values.reduce(0.0) { $0 + $1[lane] }
    guard total > 0, graph.totalWeight > 0 else {
      return RiskReport.Layer(kind: kind, coverage: 0, shares: [], indices: nil)
    }
    let shares = absorbed.filter { $0.value[lane] > 0 }
      .map { RiskReport.Layer.Share(id: graph.id(of: $0.key), share: $0.value[lane] / total) }
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
    var at = Int(graph.starts[node])
    split(rest, from: &at, until: Int(graph.starts[node + 1]))
  }

  private mutating func absorb(_ lane: Int, of rest: inout Mass, into node: Int) {
    guard rest[lane] != 0 else { return }
    absorbed[node, default: .zero][lane] += rest[lane]
    rest[lane] = 0
  }

  /// Splits mass equally over the members in a stretch of code that reach the layer, lane by lane.
  private mutating func split(_ amount: Mass, from at: inout Int, until end: Int) {
    var counts = Mass.zero
    var scan = at
    while scan < end { counts += Mass.zero.replacing(with: 1, where: lanes[Int(reachOfMember(&scan))]) }
    let part = (amount / counts).replacing(with: 0, where: counts .== 0)
    while at < end {
      let word = graph.code[at]
      var skip = at
      let mine = part.replacing(with: 0, where: .!lanes[Int(reachOfMember(&skip))])
      if word & DependencyGraph.groupBit == 0 {
        mass[Int(word)] += mine
      } else if mine != .zero {
        at += 2
        split(mine, from: &at, until: skip)
      }
      at = skip
    }
  }

  private func reachOfMember(_ at: inout Int) -> UInt8 {
    let word = graph.code[at]
    at += 1
    guard word & DependencyGraph.groupBit != 0 else { return reach[Int(word)] }
    let count = graph.code[at]
    at += 1
    var bits: UInt8 = 0
    for _ in 0..<count { bits |= reachOfMember(&at) }
    return bits
  }
}
