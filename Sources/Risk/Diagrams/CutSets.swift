/// Minimal cut sets as a zero-suppressed diagram: millions of sets are counted without listing one.
///
/// Sources: A. Rauzy, "New algorithms for fault trees analysis", Reliab. Eng. Syst. Saf. 40 (1993);
/// S. Minato, "Zero-suppressed BDDs for set manipulation in combinatorial problems", DAC 1993.
struct CutSets {
  typealias Node = UInt32

  /// `empty` holds no set, `unit` holds the empty set only.
  static let empty: Node = 0
  static let unit: Node = 1

  private struct Pair: Hashable { let a, b: UInt32 }
  private struct Key: Hashable { let variable: UInt32, low: Node, high: Node }
  private struct Entry { let level: UInt32, variable: UInt32, low: Node, high: Node }

  private var entries = [
    Entry(level: .max, variable: .max, low: 0, high: 0), Entry(level: .max, variable: .max, low: 0, high: 0),
  ]
  private var unique: [Key: Node] = [:]
  private var minimal: [DecisionDiagram.Node: Node] = [:]
  private var differences: [Pair: Node] = [:]
  private let diagram: DecisionDiagram

  init(of diagram: DecisionDiagram) { self.diagram = diagram }

  /// The minimal cut sets of a function of the diagram.
  ///
  /// For f = x ? f₁ : f₀ they are those of f₀, and x joined to those of f₁ that hold none of f₀'s.
  mutating func minimal(of function: DecisionDiagram.Node) throws(BudgetExceeded) -> Node {
    if function <= DecisionDiagram.always { return function }
    if let known = minimal[function] { return known }
    let branch = diagram.branches[Int(function)]
    let low = try minimal(of: branch.low)
    let high = try minimal(of: branch.high)
    let result = try entry(branch.variable, low, difference(high, low))
    minimal[function] = result
    return result
  }

  /// The sets of `a` that contain no set of `b`.
  private mutating func difference(_ a: Node, _ b: Node) throws(BudgetExceeded) -> Node {
    if a == Self.empty || b == Self.unit || a == b { return Self.empty }
    if b == Self.empty || a == Self.unit { return a }
    let key = Pair(a: a, b: b)
    if let known = differences[key] { return known }
    let (left, right) = (entries[Int(a)], entries[Int(b)])
    let result: Node
    if left.level < right.level {
      result = try entry(left.variable, difference(left.low, b), difference(left.high, b))
    } else if left.level > right.level {
      result = try difference(a, right.low)
    } else {
      let low = try difference(left.low, right.low)
      let high = try difference(difference(left.high, right.high), right.low)
      result = try entry(left.variable, low, high)
    }
    differences[key] = result
    return result
  }

  private mutating func entry(
    _ variable: UInt32, _ low: Node, _ high: Node
  ) throws(BudgetExceeded) -> Node {
    if high == Self.empty { return low }
    let key = Key(variable: variable, low: low, high: high)
    if let known = unique[key] { return known }
    guard entries.count + differences.count < diagram.budget else { throw BudgetExceeded() }
    entries.append(
      Entry(level: diagram.levels[Int(variable)], variable: variable, low: low, high: high))
    let node = Node(entries.count - 1)
    unique[key] = node
    return node
  }

  /// How many sets have 0, 1, 2 ... members; saturates at `Int.max`.
  func counts(_ top: Node) -> [Int] {
    var known: [Node: [Int]] = [Self.empty: [], Self.unit: [1]]
    var open = [top]
    while let node = open.last {
      let entry = entries[Int(node)]
      if known[node] != nil {
        open.removeLast()
      } else if let low = known[entry.low], let high = known[entry.high] {
        known[node] = Self.sum(low, [0] + high)
        open.removeLast()
      } else {
        open.append(contentsOf: [entry.low, entry.high].filter { known[$0] == nil })
      }
    }
    return known[top] ?? []
  }

  private static func sum(_ a: [Int], _ b: [Int]) -> [Int] {
    (0..<max(a.count, b.count)).map { order in
      let (left, right) = (order < a.count ? a[order] : 0, order < b.count ? b[order] : 0)
      return left > Int.max - right ? Int.max : left + right
    }
  }

  /// The sets of at most `order` members, as sorted events, smaller sets first; at most `limit` of them.
  func list(_ top: Node, upTo order: Int, limit: Int) -> [[Int]] {
    var found: [[Int]] = []
    for size in 0...max(0, order) where found.count < limit {
      var chosen: [Int] = []
      collect(top, size, &chosen, &found, limit)
    }
    return found
  }

  /// Sets of exactly `left` more members. Every node but `empty` leads to a set, so the walk is bounded by
  /// what it finds and what lies above the order asked for.
  private func collect(
    _ node: Node, _ left: Int, _ chosen: inout [Int], _ found: inout [[Int]], _ limit: Int
  ) {
    guard node != Self.empty, found.count < limit else { return }
    guard node != Self.unit else {
      if left == 0 { found.append(chosen.sorted()) }
      return
    }
    let entry = entries[Int(node)]
    collect(entry.low, left, &chosen, &found, limit)
    guard left > 0 else { return }
    chosen.append(Int(entry.variable))
    collect(entry.high, left - 1, &chosen, &found, limit)
    chosen.removeLast()
  }
}
