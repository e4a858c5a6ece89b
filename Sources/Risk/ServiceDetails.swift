internal import Model

/// What is said of single services: probability, single points, cut sets.
struct ServiceDetails {
  private let model: LossModel
  private let listed: [Int]
  private var found: [RiskReport.ServiceDetail] = []
  /// Exact values found for services that only had bounds, by position among the services.
  private(set) var refined: [Int: Double] = [:]
  /// Nodes that may still be spent on services one by one.
  private var effort: Int
  private let coneLimit: Int

  static let cutSetOrder = 4
  private static let cutSetLimit = 256
  private static let budget = 400_000
  private static let askedEffort = 20_000_000
  private static let effortEach = 20_000

  /// - Parameter positions: of the services asked for.
  init(of model: LossModel, positions: [Int], isAsked: Bool) {
    self.model = model
    listed = positions
    effort = isAsked ? .max : 2_000_000
    coneLimit = isAsked ? 200_000 : 2_000
  }

  mutating func all() -> [RiskReport.ServiceDetail] {
    let points = SinglePoints(of: model.graph, events: model.events, services: listed.map(node))
    if let exact = model.exact {
      var sets = CutSets(of: exact.graph.diagram)
      for position in listed { add(position, exact.tops[position], &sets, points) }
    } else {
      for position in listed { addAlone(position, points) }
    }
    return found
  }

  private func node(_ position: Int) -> Int { Int(model.graph.services[position]) }

  private mutating func addAlone(_ position: Int, _ points: SinglePoints) {
    guard effort > 0 else { return addBounds(position, points) }
    do {
      var diagram = try GraphDiagram(
        of: model.graph, services: [node(position)], events: model.events, cone: coneLimit,
        budget: Self.budget, effort: effort == .max ? Self.askedEffort : min(effort, Self.effortEach))
      let top = try diagram.top(node(position))
      refined[position] = diagram.diagram.probability(of: top, model.events.probabilities)
      if effort != .max { effort -= diagram.diagram.branches.count + diagram.functions.count }
      var sets = CutSets(of: diagram.diagram)
      add(position, top, &sets, points)
    } catch {
      if effort != .max { effort -= Self.effortEach }
      addBounds(position, points)
    }
  }

  private mutating func add(
    _ position: Int, _ top: DecisionDiagram.Node, _ sets: inout CutSets, _ points: SinglePoints
  ) {
    let probability = refined[position] ?? model.bounds[position].low
    var detail = RiskReport.ServiceDetail(
      id: model.graph.serviceID(of: node(position)), unavailability: probability,
      bounds: probability...probability, method: .exact, singlePoints: points[node(position)], cutSets: [],
      isTruncated: true)
    if let minimal = try? sets.minimal(of: top) {
      let list = sets.list(minimal, upTo: Self.cutSetOrder, limit: Self.cutSetLimit)
      let total = sets.counts(minimal).reduce(0) { $0 > Int.max - $1 ? Int.max : $0 + $1 }
      detail.cutSets = list.map { set in set.map { model.graph.id(of: model.events.nodes[$0]) }.sorted() }
        .sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count < $1.count }
      detail.isTruncated = total > list.count
    }
    found.append(detail)
  }

  private mutating func addBounds(_ position: Int, _ points: SinglePoints) {
    let bound = model.bounds[position]
    found.append(
      RiskReport.ServiceDetail(
        id: model.graph.serviceID(of: node(position)), unavailability: (bound.low + bound.high) / 2,
        bounds: bound.low...max(bound.low, bound.high), method: .bound, singlePoints: points[node(position)],
        cutSets: [], isTruncated: true))
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
