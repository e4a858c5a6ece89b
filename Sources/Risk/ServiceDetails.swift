internal import Model

/// What is said of single services: probability, single points, cut sets.
struct ServiceDetails {
  private let model: LossModel
  private let listed: [Int]
  private var found: [RiskReport.ServiceDetail] = []
  /// What was found out of services that only had the bounds of one sweep, by position among the services.
  private(set) var refined: [Int: ClosedRange<Double>] = [:]
  private let limits: Limits
  private let budget: Int
  /// Work that may still be spent on services one by one, in nodes and steps.
  private var effort: Int

  static let cutSetOrder = 4
  private static let cutSetLimit = 256

  /// How much one service may take, and all together.
  private struct Limits {
    let effort, each, cone, steps: Int

    static let asked = Limits(effort: 400_000_000, each: 20_000_000, cone: 200_000, steps: 20_000)
    static let listed = Limits(effort: 8_000_000, each: 40_000, cone: 2_000, steps: 1_000)
  }

  /// - Parameter positions: of the services asked for.
  init(of model: LossModel, positions: [Int], isAsked: Bool, budget: Int) {
    self.model = model
    listed = positions
    self.budget = budget
    limits = isAsked ? .asked : .listed
    effort = limits.effort
  }

  mutating func all() -> [RiskReport.ServiceDetail] {
    let points = SinglePoints(of: model.graph, events: model.events, services: listed.map(node))
    if let exact = model.exact {
      var sets = CutSets(of: exact.graph.diagram)
      for position in listed {
        add(position, model.bounds[position].low, exact.tops[position], &sets, points)
      }
    } else {
      for position in listed { addAlone(position, points) }
    }
    return found
  }

  private func node(_ position: Int) -> Int { Int(model.graph.services[position]) }

  private mutating func addAlone(_ position: Int, _ points: SinglePoints) {
    guard effort > 0, let cone = model.graph.cone(of: node(position), limit: limits.cone) else {
      return addBounds(position, nil, points)
    }
    do {
      var diagram = try GraphDiagram(
        of: model.graph, services: [node(position)], events: model.events, cone: limits.cone,
        budget: budget, effort: min(effort, limits.each))
      let top = try diagram.top(node(position))
      effort -= diagram.diagram.branches.count + cone.count
      let probability = diagram.diagram.probability(of: top, model.events.probabilities)
      refined[position] = probability...probability
      var sets = CutSets(of: diagram.diagram)
      add(position, probability, top, &sets, points)
    } catch {
      effort -= limits.each + limits.steps * 16
      addBounds(position, likeliest(position, cone), points)
    }
  }

  /// `nil` where cycles would make the tree too large.
  private func likeliest(_ position: Int, _ cone: [Int]) -> CutSetBounds? {
    guard cone.allSatisfy({ (model.graph.cycle(containing: $0)?.count ?? 1) <= 64 }) else { return nil }
    let tree = FaultTree.of(model.graph, service: node(position), cone: cone, events: model.events)
    return CutSetBounds(of: tree, steps: limits.steps)
  }

  private mutating func add(
    _ position: Int, _ probability: Double, _ top: DecisionDiagram.Node, _ sets: inout CutSets,
    _ points: SinglePoints
  ) {
    var detail = RiskReport.ServiceDetail(
      id: model.graph.serviceID(of: node(position)), unavailability: probability,
      bounds: probability...probability, method: .exact, singlePoints: points[node(position)], cutSets: [],
      isTruncated: true)
    if let minimal = try? sets.minimal(of: top) {
      let list = sets.list(minimal, upTo: Self.cutSetOrder, limit: Self.cutSetLimit)
      let total = sets.counts(minimal).reduce(0) { $0 > Int.max - $1 ? Int.max : $0 + $1 }
      detail.cutSets = shown(list)
      detail.isTruncated = total > list.count
    }
    found.append(detail)
  }

  private func shown(_ sets: [[Int]]) -> [[DomainID]] {
    sets.map { set in set.map { model.graph.id(of: model.events.nodes[$0]) }.sorted() }
      .sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count < $1.count }
  }

  private mutating func addBounds(_ position: Int, _ likeliest: CutSetBounds?, _ points: SinglePoints) {
    var bound = model.bounds[position]
    if let likeliest {
      bound.low = max(bound.low, likeliest.bounds.low)
      bound.high = max(bound.low, min(bound.high, likeliest.bounds.high))
      refined[position] = bound.low...bound.high
    }
    let sets = (likeliest?.sets ?? []).filter { $0.count <= Self.cutSetOrder }.prefix(Self.cutSetLimit)
    found.append(
      RiskReport.ServiceDetail(
        id: model.graph.serviceID(of: node(position)), unavailability: (bound.low + bound.high) / 2,
        bounds: bound.low...bound.high, method: .bound, singlePoints: points[node(position)],
        cutSets: shown(Array(sets)), isTruncated: true, sums: likeliest?.sums))
  }
}

/// The domains whose failure alone takes a service down, from bit rows: cheap for any number of services.
struct SinglePoints {
  private var points: [Int: [DomainID]] = [:]

  /// - Parameter services: nodes.
  init(of graph: DependencyGraph, events: FailureEvents, services: [Int]) {
    for start in stride(from: 0, to: events.nodes.count, by: Row.width) {
      let block = Array(events.nodes[start..<min(start + Row.width, events.nodes.count)])
      let rows = FailureRows(of: graph, seeds: block, meaning: .failure)
      for service in services {
        rows[service].forEachBit { bit in
          let isOwn = block[bit] == service && graph.domain(at: service)?.facts.unavailability == nil
          if !isOwn { points[service, default: []].append(graph.id(of: block[bit])) }
        }
      }
    }
    for service in points.keys { points[service]?.sort() }
  }

  subscript(service: Int) -> [DomainID] { points[service] ?? [] }
}

extension DependencyGraph {
  /// All that a node depends on, itself included, ordered by node; `nil` if there is more than the limit.
  func cone(of node: Int, limit: Int) -> [Int]? {
    var seen: Set<Int> = [node]
    var open = [node]
    while let node = open.popLast() {
      forEachNeed(of: node) { if seen.insert($0).inserted { open.append($0) } }
      guard seen.count <= limit else { return nil }
    }
    return seen.sorted()
  }
}
