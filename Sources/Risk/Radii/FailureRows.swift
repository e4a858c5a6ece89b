internal import CRisk
internal import Model

/// What of a node's needs a row gathers.
enum RowMeaning {
  /// The node fails: groups count their failing members.
  case failure
  /// The node reaches the failing domain at all: any path will do.
  case reach
}

/// Rows of all nodes of a graph, one scenario a bit, by one sweep in topological order.
///
/// The buffer belongs to this object alone, is written in `init` only and read after, by whichever thread
/// holds the object.
final class FailureRows {
  private let rows: UnsafeMutablePointer<Row>
  private static let largePage = 2 << 20

  /// Some hundred consecutive nodes whose rows are final, while they are still in the processor's cache.
  struct Chunk {
    let nodes: Range<Int>
    fileprivate let rows: UnsafeMutablePointer<Row>

    subscript(node: Int) -> Row { rows[node] }
  }

  /// - Parameters:
  ///   - scenarios: the nodes failing in each; at most `Row.width` of them.
  ///   - visit: sees every node once, in order; what it sums up need not be read from memory again.
  init(
    of graph: DependencyGraph, scenarios: [[Int]], meaning: RowMeaning, visit: (Chunk) -> Void = { _ in }
  ) {
    let bytes = max(1, graph.nodeCount) * MemoryLayout<Row>.stride
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: bytes < Self.largePage ? MemoryLayout<Row>.alignment : Self.largePage)
    if bytes >= Self.largePage { risk_prefer_large_pages(memory, bytes) }
    rows = memory.bindMemory(to: Row.self, capacity: graph.nodeCount)
    let base = rows
    let own = Self.ownRows(scenarios, graph)
    graph.code.withUnsafeBufferPointer { code in
      graph.starts.withUnsafeBufferPointer { starts in
        guard let starts = starts.baseAddress else { return }
        var sweep = RowSweep(code: code, starts: starts, rows: base, own: own, meaning: meaning)
        sweep.run(to: graph.nodeCount, cycles: graph.cycles) { visit(Chunk(nodes: $0, rows: base)) }
      }
    }
  }

  /// - Parameter seeds: the node failing in scenario `i`.
  convenience init(
    of graph: DependencyGraph, seeds: some Collection<Int>, meaning: RowMeaning,
    visit: (Chunk) -> Void = { _ in }
  ) {
    self.init(of: graph, scenarios: seeds.map { [$0] }, meaning: meaning, visit: visit)
  }

  deinit { rows.deallocate() }

  subscript(node: Int) -> Row { rows[node] }

  /// The failing nodes' own bits, and for domains those of their exposures: a country takes its regions along.
  /// Ordered by node.
  private static func ownRows(
    _ scenarios: [[Int]], _ graph: DependencyGraph
  ) -> [(node: Int, row: Row)] {
    var own: [Int: Row] = [:]
    for (bit, nodes) in scenarios.enumerated() {
      for node in nodes { own[node, default: .none] |= Row(bit: bit) }
    }
    let seeds = own
    for domain in graph.domains {
      for exposure in domain.exposures {
        if let row = seeds[exposure] { own[domain.node, default: .none] |= row }
      }
    }
    return own.map { (node: $0.key, row: $0.value) }.sorted { $0.node < $1.node }
  }
}

/// One sweep over the code. The pointers live as long as the call of `run`; nothing escapes it.
private struct RowSweep {
  typealias Cursor = NeedCursor<UnsafeBufferPointer<UInt32>>

  let code: UnsafeBufferPointer<UInt32>
  let starts: UnsafePointer<UInt32>
  let rows: UnsafeMutablePointer<Row>
  /// What is failing by itself, by node.
  let own: [(node: Int, row: Row)]
  let meaning: RowMeaning
  private var nextOwn = 0

  /// Nodes whose rows, and those of what they need, are in the cache together.
  private static let chunk = 128

  init(
    code: UnsafeBufferPointer<UInt32>, starts: UnsafePointer<UInt32>, rows: UnsafeMutablePointer<Row>,
    own: [(node: Int, row: Row)], meaning: RowMeaning
  ) {
    self.code = code
    self.starts = starts
    self.rows = rows
    self.own = own
    self.meaning = meaning
  }

  mutating func run(to end: Int, cycles: [Range<Int>], visit: (Range<Int>) -> Void) {
    var node = 0
    for cycle in cycles {
      sweep(node..<cycle.lowerBound, visit)
      settle(cycle)
      visit(cycle)
      node = cycle.upperBound
    }
    sweep(node..<end, visit)
  }

  /// The nodes' own rows, in order; called for every node once.
  private mutating func start(of node: Int) -> Row {
    guard nextOwn < own.count, own[nextOwn].node == node else { return .none }
    nextOwn += 1
    return own[nextOwn - 1].row
  }

  private mutating func sweep(_ range: Range<Int>, _ visit: (Range<Int>) -> Void) {
    var first = range.lowerBound
    while first < range.upperBound {
      let end = min(first + Self.chunk, range.upperBound)
      fetchNeeds(of: end..<min(end + Self.chunk, range.upperBound))
      for node in first..<end { rows[node] = gather(node, onto: start(of: node)) }
      visit(first..<end)
      first = end
    }
  }

  /// Reads ahead: what a service needs stands anywhere in memory.
  private func fetchNeeds(of nodes: Range<Int>) {
    var needs = needs(of: nodes)
    while !needs.isAtEnd {
      if case .node(let node) = needs.next() { risk_prefetch(rows + node) }
    }
  }

  @inline(__always)
  private func needs(of nodes: Range<Int>) -> Cursor {
    Cursor(code, Int(starts[nodes.lowerBound])..<Int(starts[nodes.upperBound]))
  }

  /// Rows only grow, and there are so many bits: it ends, at the least fixpoint.
  private mutating func settle(_ cycle: Range<Int>) {
    for node in cycle { rows[node] = start(of: node) }
    var grew = true
    while grew {
      grew = false
      for node in cycle {
        let row = gather(node, onto: rows[node])
        grew = grew || row != rows[node]
        rows[node] = row
      }
    }
  }

  /// Adds what the needs bring to a row.
  @inline(__always)
  private func gather(_ node: Int, onto start: Row) -> Row {
    var row = start
    var needs = needs(of: node..<node + 1)
    while !needs.isAtEnd { row |= next(&needs) }
    return row
  }

  @inline(__always)
  private func next(_ needs: inout Cursor) -> Row {
    switch needs.next() {
    case .node(let node): rows[node]
    case .group(let failing, let members): group(failing, of: members, &needs)
    }
  }

  private func group(_ failing: Int, of count: Int, _ needs: inout Cursor) -> Row {
    if failing == 1 || meaning == .reach {
      var row = Row.none
      for _ in 0..<count { row |= next(&needs) }
      return row
    }
    if failing == count {
      var row = next(&needs)
      for _ in 1..<count { row &= next(&needs) }
      return row
    }
    var counter = BitCounter(upTo: count)
    for _ in 0..<count { counter.add(next(&needs)) }
    return counter.reached(failing)
  }
}
