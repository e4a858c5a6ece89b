/// Strongly connected components, needed ones first: Tarjan's algorithm without recursion, so that a chain of
/// a million services does not exhaust the stack.
///
/// Source: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972).
struct StrongComponents {
  /// Every node once; what is needed comes before what needs it, except within a cycle.
  private(set) var order: [UInt32] = []
  /// Ranges of `order` that are cycles: components of several nodes, and nodes that need themselves.
  private(set) var cycles: [Range<Int>] = []

  private let program: [UInt32]
  private let spans: [Range<UInt32>]
  /// Order of discovery from 1; 0 is undiscovered, `finished` is done.
  private var low: [UInt32]
  private var open: [UInt32] = []
  private var path: [Visit] = []
  private var discovered: UInt32 = 0
  private static let finished = UInt32.max

  private struct Visit {
    let node: UInt32
    let index: UInt32
    var at: UInt32
    var needsItself = false
  }

  init(program: [UInt32], spans: [Range<UInt32>]) {
    self.program = program
    self.spans = spans
    low = Array(repeating: 0, count: spans.count)
    order.reserveCapacity(spans.count)
    for node in 0..<UInt32(spans.count) where low[Int(node)] == 0 {
      enter(node)
      while let top = path.last { if !descend(from: top) { leave() } }
    }
  }

  private mutating func enter(_ node: UInt32) {
    discovered += 1
    low[Int(node)] = discovered
    open.append(node)
    path.append(Visit(node: node, index: discovered, at: spans[Int(node)].lowerBound))
  }

  /// Goes on to the next undiscovered need of the top of the path; false if there is none.
  private mutating func descend(from visit: Visit) -> Bool {
    let top = path.count - 1
    let node = Int(visit.node)
    var needs = NeedCursor(program, Int(visit.at)..<Int(spans[node].upperBound))
    while !needs.isAtEnd {
      guard case .node(let need) = needs.next() else { continue }
      if low[need] == 0 {
        path[top].at = UInt32(needs.index)
        enter(UInt32(need))
        return true
      }
      if need == node { path[top].needsItself = true }
      if low[need] != Self.finished { low[node] = min(low[node], low[need]) }
    }
    return false
  }

  private mutating func leave() {
    let visit = path.removeLast()
    let reached = low[Int(visit.node)]
    guard reached == visit.index else {
      if let parent = path.last?.node { low[Int(parent)] = min(low[Int(parent)], reached) }
      return
    }
    let start = order.count
    while let node = open.popLast() {
      low[Int(node)] = Self.finished
      order.append(node)
      if node == visit.node { break }
    }
    if order.count - start > 1 || visit.needsItself { cycles.append(start..<order.count) }
  }
}
